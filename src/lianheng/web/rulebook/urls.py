"""Addresses of rules, standards and changes."""

from django.urls import path

from lianheng.web.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.rule_list, name="rules"),
    path("standards/", views.standard_list, name="standards"),
    path("standards/<str:name>/", views.standard, name="standard"),
    path("standards/<str:name>/propose/", views.propose_standard, name="propose_standard"),
    path("changes/", views.change_list, name="changes"),
    path("changes/<str:key>/", views.change, name="change"),
    path("changes/<str:key>/try/", views.try_change, name="try_change"),
    path("changes/<str:key>/approve/", views.approve, name="approve"),
    path("changes/<str:key>/refuse/", views.refuse, name="refuse"),
    path("changes/<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:name>/", views.rule, name="rule"),
    path("<str:name>/propose/<str:parameter>/", views.propose_parameter, name="propose_parameter"),
]
