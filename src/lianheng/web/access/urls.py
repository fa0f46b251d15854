"""Addresses of accounts, roles and delegations."""

from django.urls import path

from lianheng.web.access import views

app_name = "access"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("permissions/", views.permission_table, name="permissions"),
    path("accounts/", views.account_list, name="accounts"),
    path("accounts/open/", views.open_account, name="open_account"),
    path("accounts/<int:key>/", views.account, name="account"),
    path("accounts/<int:key>/disable/", views.disable, name="disable"),
    path("accounts/<int:key>/enable/", views.enable, name="enable"),
    path("accounts/<int:key>/password/", views.reset_password, name="reset_password"),
    path("accounts/<int:key>/factors/", views.reset_factors, name="reset_factors"),
    path("accounts/<int:key>/unlock/", views.lift_lock, name="lift_lock"),
    path("accounts/<int:key>/grant/", views.grant_role, name="grant_role"),
    path("grants/<int:key>/end/", views.end_role, name="end_role"),
    path("delegations/new/", views.delegate_role, name="delegate"),
    path("delegations/<int:key>/end/", views.end_delegation, name="end_delegation"),
]
