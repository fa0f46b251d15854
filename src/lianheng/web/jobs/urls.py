"""Addresses of work behind the scenes."""

from django.urls import path

from lianheng.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.job_list, name="jobs"),
    path("<int:key>/", views.job, name="job"),
    path("<int:key>/progress/", views.progress, name="progress"),
    path("<int:key>/again/", views.start_again, name="start_again"),
]
