"""Addresses of the tokens' pages, and of the operations under ``v1/``."""

from django.urls import path

from lianheng.web.api import views
from lianheng.web.api.operations import api

app_name = "api"
urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.new_token, name="new_token"),
    path("tokens/<str:key>/revoke/", views.revoke, name="revoke"),
    path("openapi.json", views.openapi, name="openapi"),
    path("v1/", api.urls),
]
