"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from lianheng.web.access.gate import Asked, page
from lianheng.web.shell.panels import panels_of


@page("shell.home", methods=("GET", "HEAD"))
def home(request: Asked) -> HttpResponse:
    return render(request, "shell/home.html", {"panels": panels_of(request.actor)})
