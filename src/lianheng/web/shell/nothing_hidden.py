"""Refuses a request that hides a NUL character in its address or its JSON: no honest one does, and PostgreSQL cannot hold it.

Forms refuse it field by field.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

_WRITTEN = (b"\\u0000", b"\0")


class NothingHiddenMiddleware:
    """Answers 400 before any view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL character in the address")
        if request.content_type == "application/json" and any(nul in request.body for nul in _WRITTEN):
            raise BadRequest("a NUL character in the content")
        return self.get_response(request)
