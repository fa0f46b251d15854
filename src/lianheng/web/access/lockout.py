"""Lock-out: after too many failures an account lets nobody in for a while, whoever knocks and from wherever.

django-axes counts in the database, so that every process sees the same count. Wrong passwords and wrong second factors count
alike. The security administrator may lift a lock earlier (``services.lift_lock``).
"""

from __future__ import annotations

import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def counted_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """The name that failures are counted under. Signing in takes no notice of case, so counting takes none either."""
    given = credentials or {}
    typed = given.get("username") or given.get(settings.AXES_USERNAME_FORM_FIELD)
    if not typed and request is not None:
        typed = request.POST.get(settings.AXES_USERNAME_FORM_FIELD)
    return str(typed or "").strip().lower()[:150]


def address_of(request: Any) -> str | None:
    """Where a request comes from; behind a proxy, what the proxy says."""
    from allauth.core.internal.httpkit import get_client_ip

    return get_client_ip(request) or None


def is_locked(request: HttpRequest, username: str) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def locked_page(
    request: HttpRequest, answer: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What somebody locked out sees. The same for a name that no account has, so that names cannot be found out."""
    told = {"minutes": int(_pause().total_seconds() // 60), "failures": settings.AXES_FAILURE_LIMIT}
    return render(request, "access/locked.html", told, status=429)


def locked_until(username: str) -> datetime.datetime | None:
    """When the lock of an account ends; None when it is not locked."""
    return locks().get(username.lower())


def locks() -> dict[str, datetime.datetime]:
    """The names locked now, in small letters, and until when."""
    counted = (
        AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - _pause())
        .values("username")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return {str(row["username"]): row["last"] + _pause() for row in counted.order_by()}


def lift(username: str) -> None:
    """Forget the failures counted for a name."""
    AxesProxyHandler.reset_attempts(username=username.lower())


def _pause() -> datetime.timedelta:
    return get_cool_off() or datetime.timedelta(0)
