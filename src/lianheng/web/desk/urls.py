"""Addresses of the desk."""

from django.urls import path

from lianheng.web.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.work, name="work"),
    path("calendar/", views.calendar, name="calendar"),
    path("notices/", views.notices, name="notices"),
    path("channels/", views.channels, name="channels"),
    path("channels/new/", views.new_channel, name="new_channel"),
    path("channels/<str:key>/change/", views.change_channel, name="change_channel"),
    path("channels/<str:key>/test/", views.test_channel, name="test_channel"),
    path("deliveries/", views.deliveries, name="deliveries"),
]
