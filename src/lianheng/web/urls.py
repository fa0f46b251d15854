"""Every address. An app's addresses stand in its own ``urls.py``, under the name of the app."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

app_urls = [
    path("" if name == "shell" else f"{name}/", include(f"lianheng.web.{name}.urls"))
    for name in settings.HOUSE
    if find_spec(f"lianheng.web.{name}.urls")
]
urlpatterns = [
    *app_urls,
    path("sign-in/", include("lianheng.web.access.sign_in_urls")),
    path("language/", set_language, name="set_language"),
]
handler400 = "lianheng.web.shell.errors.bad_request"
handler403 = "lianheng.web.shell.errors.forbidden"
handler404 = "lianheng.web.shell.errors.not_found"
handler500 = "lianheng.web.shell.errors.fault"
