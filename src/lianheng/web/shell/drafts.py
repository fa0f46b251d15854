"""What somebody typed before the session ended is kept until the same person has signed in again."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import QueryDict

TYPED_BY = "typed_by"
_DRAFT = "draft"
_LIMIT = 100_000
_NEVER_KEPT = ("csrfmiddlewaretoken", "password")


def typed_by(account: Any) -> str:
    """A mark in the form of whose page it was, which the next person at the same browser cannot claim."""
    return signing.dumps(account.pk, salt="typed-by")


def keep_typed(request: Any) -> None:
    """Keep a submitted form whose session had ended. Never a password, never more than a long form."""
    data: QueryDict = request.POST.copy()
    for name in [name for name in data if any(part in name for part in _NEVER_KEPT)]:
        del data[name]
    text = data.urlencode()
    if TYPED_BY in data and len(text) <= _LIMIT:
        request.session[_DRAFT] = {"path": request.path, "text": text}


def kept_draft(request: Any) -> QueryDict | None:
    """What this person had typed on this page, once."""
    draft = request.session.get(_DRAFT)
    if not draft or draft["path"] != request.path:
        return None
    del request.session[_DRAFT]
    data = QueryDict(draft["text"])
    try:
        owner = signing.loads(data.get(TYPED_BY, ""), salt="typed-by")
    except signing.BadSignature:
        return None
    return data if owner == request.user.pk else None
