"""The gate before every view: a view says which action it is, and on what record; a view that says nothing is closed.

@page("people.change_person", Person)
def change_person(request, person): ...
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account
from lianheng.web.shell.drafts import keep_typed

View = Callable[..., HttpResponseBase]
OPEN_APPS = (
    "allauth.account.",
    "allauth.mfa.",
    "allauth.socialaccount.",
    "allauth.usersessions.",
    "django.views.i18n.",
    "django.views.static.",
    "ninja.",
)
"""Views of libraries that guard themselves: signing in and out, one's own second factor, the language, static files, and
operations for programs, which ask for a token (``web.api``)."""


class Asked(HttpRequest):
    """A request as views see it: with the actor that ``ActorMiddleware`` found."""

    actor: Actor
    user: Account  # the gate lets in nobody else
    htmx: Any


def page(
    action: str, model: type[Model] | None = None, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View], View]:
    """Declare a view's action. With a model, the view gets the record named by ``key`` in the address, if it is in reach."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, **address: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if request.user.is_anonymous:
                if request.method == "POST":
                    keep_typed(request)
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            request.actor.must(action)
            if model is None:
                return view(request, **address)
            return view(request, _record(request.actor, action, model, address.pop("key")), **address)

        guarded.action, guarded.model, guarded.methods = action, model, methods  # type: ignore[attr-defined]
        return guarded

    return declare


def public(reason: str) -> Callable[[View], View]:
    """Declare a view that needs no permission, and why."""

    def declare(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return declare


def is_declared(view: Any) -> bool:
    name = f"{getattr(view, '__module__', '')}.{getattr(view, '__qualname__', '')}"
    return hasattr(view, "action") or hasattr(view, "public") or name.startswith(OPEN_APPS)


def refuse_undeclared(view: Any) -> None:
    """Raises PermissionDenied for a view that has not said who may see it."""
    if not is_declared(view):
        raise PermissionDenied("undeclared view")


def _record(actor: Actor, action: str, model: type[Model], key: str) -> Any:
    """A record out of reach looks as if it did not exist."""
    try:
        found = actor.permitted(action, model._default_manager.all()).filter(pk=key).first()
    except (ValueError, TypeError):
        found = None
    if found is None:
        raise Http404
    return found
