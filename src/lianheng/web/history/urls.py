"""Addresses of the journal."""

from django.urls import path

from lianheng.web.history import views

app_name = "history"
urlpatterns = [
    path("entries/", views.journal, name="journal"),
    path("entries/<str:key>/", views.entry, name="entry"),
    path("of/<str:kind>/<path:key>/", views.record_history, name="record"),
    path("export/", views.export_period, name="export"),
    path("package/", views.issue_package, name="package"),
    path("checkpoints/", views.checkpoint_list, name="checkpoints"),
    path("checkpoints/new/", views.make_checkpoint, name="make_checkpoint"),
    path("checkpoints/<str:key>/", views.checkpoint, name="checkpoint"),
    path("checkpoints/<str:key>/text/", views.checkpoint_text, name="checkpoint_text"),
    path("verify/", views.verify, name="verify"),
    path("verifier/", views.verifier_script, name="verifier"),
]
