"""Addresses of figures and reports."""

from django.urls import path

from lianheng.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="reports"),
    path("figures/", views.figures, name="figures"),
    path("figures/count/", views.count, name="count"),
    path("figures/<str:key>/", views.figure_set, name="figure_set"),
    path("figures/<str:key>/begin/", views.begin, name="begin"),
    path("figures/<str:key>/<str:name>/", views.figure, name="figure"),
    path("<str:key>/", views.report, name="report"),
    path("<str:key>/sections/<int:number>/", views.edit_section, name="section"),
    path("<str:key>/facts/", views.change_facts, name="facts"),
    path("<str:key>/take-figures/", views.take_figures, name="take_figures"),
    path("<str:key>/remark/", views.remark, name="remark"),
    path("<str:key>/submit/", views.submit, name="submit"),
    path("<str:key>/approve/", views.approve, name="approve"),
    path("<str:key>/send-back/", views.send_back, name="send_back"),
    path("<str:key>/make-final/", views.make_final, name="make_final"),
    path("<str:key>/file/<str:ending>/", views.report_file, name="file"),
]
