"""Who is at the door: the owner of a token, with what the token and the owner may both do."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from ninja.security import HttpBearer

from lianheng.web.access.actor import Actor
from lianheng.web.access.selectors import actor_of
from lianheng.web.api.models import Scope, Token
from lianheng.web.api.services import digest_of


class Bearer(HttpBearer):
    """``Authorization: Bearer lh_…``. Sets ``request.actor`` to the token's owner."""

    def authenticate(self, request: Any, token: str) -> Token | None:
        today = timezone.localdate()
        found = (
            Token.objects.select_related("owner__person")
            .filter(digest=digest_of(token), revoked_on=None, expires_on__gte=today)
            .first()
        )
        if found is None or not found.owner.is_active:
            return None
        request.actor = actor_of(found.owner, uuid.uuid4().hex)
        return found


def within(request: Any, scope: Scope) -> Actor:
    """The actor of a request whose token has a scope. Raises PermissionDenied."""
    if scope.value not in request.auth.scope_set:
        raise PermissionDenied(f"token lacks scope {scope.value}")
    actor: Actor = request.actor
    return actor
