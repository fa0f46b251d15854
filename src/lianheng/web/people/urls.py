"""Addresses of units and people."""

from django.urls import path

from lianheng.web.people import views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="people"),
    path("new/", views.new_person, name="new_person"),
    path("units/", views.unit_list, name="units"),
    path("units/new/", views.new_unit, name="new_unit"),
    path("units/<str:key>/", views.unit, name="unit"),
    path("units/<str:key>/change/", views.change_unit, name="change_unit"),
    path("departments/new/", views.new_department, name="new_department"),
    path("departments/<str:key>/change/", views.change_department, name="change_department"),
    path("<str:key>/", views.person, name="person"),
    path("<str:key>/change/", views.change_person, name="change_person"),
    path("<str:key>/appoint/", views.appoint, name="appoint"),
]
