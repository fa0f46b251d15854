"""Finds who is acting, closes undeclared views, and leads an account that must first secure itself to where it can."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lianheng.web.access.gate import refuse_undeclared
from lianheng.web.access.proof import is_open, next_step
from lianheng.web.access.selectors import actor_of


class ActorMiddleware:
    """Sets ``request.actor``. Runs after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        request.actor = actor_of(account, uuid.uuid4().hex)
        response = self.get_response(request)
        response["X-Request-ID"] = request.actor.request
        if account is not None:
            response.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        refuse_undeclared(view)
        if not request.user.is_authenticated:
            return None
        step = next_step(request)
        if step is None or is_open(step, request.resolver_match.url_name):
            return None
        back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return redirect(reverse(step) + back)
