"""An idle session ends; a used one goes on. The clock is wound at most once a minute, so that reading pages writes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

WOUND = "wound"
EVERY = 60
"""Seconds between two notes that a session is in use; the idle time is exact to this."""


class IdleMiddleware:
    """Runs inside the session middleware, which saves a session only when something in it has changed."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.user.is_authenticated and time.time() - request.session.get(WOUND, 0) >= EVERY:
            request.session[WOUND] = int(time.time())
        return self.get_response(request)
