"""Addresses of runs, cases and letters."""

from django.urls import path

from lianheng.web.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="cases"),
    path("many/", views.many, name="many"),
    path("runs/", views.run_list, name="runs"),
    path("runs/start/", views.start_run, name="start_run"),
    path("runs/<str:key>/", views.run, name="run"),
    path("runs/<str:key>/files/<str:name>/", views.run_file, name="run_file"),
    path("letters/", views.letter_list, name="letters"),
    path("letters/<str:key>/", views.letter, name="letter"),
    path("letters/<str:key>/reply/", views.reply, name="reply"),
    path("<str:key>/", views.case, name="case"),
    path("<str:key>/comment/", views.comment, name="comment"),
    path("<str:key>/letter/", views.new_letter, name="new_letter"),
    path("<str:key>/steps/<str:step>/", views.take_step, name="step"),
]
