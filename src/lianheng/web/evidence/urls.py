"""Addresses of attachments."""

from django.urls import path

from lianheng.web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<str:key>/", views.attachment, name="attachment"),
    path("<str:key>/content/", views.content, name="content"),
    path("<str:key>/shown/", views.shown, name="shown"),
    path("<str:key>/date/", views.date_attachment, name="date_attachment"),
    path("<str:key>/withdraw/", views.withdraw, name="withdraw"),
    path("of/<str:kind>/<path:key>/", views.attach, name="attach"),
]
