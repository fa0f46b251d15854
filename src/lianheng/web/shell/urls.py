"""Addresses of the frame."""

from django.urls import path

from lianheng.web.shell import views

urlpatterns = [path("", views.home, name="home")]
