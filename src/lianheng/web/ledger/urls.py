"""Addresses of the ledger: browsing it, and imports into it."""

from django.urls import path

from lianheng.web.ledger import import_views, views

app_name = "ledger"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("tables/<str:key>/", views.table, name="table"),
    path("tables/<str:key>/row/", views.row, name="row"),
    path("tables/<str:key>/views/", views.keep_view, name="keep_view"),
    path("views/<str:key>/drop/", views.drop_view, name="drop_view"),
    path("exports/<str:key>/", views.exported, name="exported"),
    path("templates/<str:key>/", views.template, name="template"),
    path("imports/", import_views.import_list, name="imports"),
    path("imports/new/", import_views.upload, name="upload"),
    path("imports/<int:key>/", import_views.one_import, name="import"),
    path("imports/<int:key>/mistakes/", import_views.mistakes, name="mistakes"),
    path("imports/<int:key>/check/", import_views.check_again, name="check_again"),
    path("imports/<int:key>/accept/", import_views.accept, name="accept"),
    path("imports/<int:key>/drop/", import_views.drop, name="drop"),
    path("imports/<int:key>/withdraw/", import_views.withdraw, name="withdraw"),
]
