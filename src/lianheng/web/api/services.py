"""Making and revoking tokens."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account
from lianheng.web.api.models import Scope, Token
from lianheng.web.history.services import writing

LONGEST = datetime.timedelta(days=366)


def make_token(by: Actor, name: str, scopes: Iterable[str], expires_on: datetime.date) -> tuple[Token, str]:
    """A token for oneself, and the key, which is told this once. Raises UserError for no scope or too long a life."""
    chosen = sorted(set(scopes) & set(Scope.values))
    if not chosen:
        raise UserError("请选择至少一个范围。", "Choose at least one scope.")
    if not by.today < expires_on <= by.today + LONGEST:
        raise UserError("有效期须在今日之后、一年之内。", "A token ends after today and within a year.")
    key = f"lh_{secrets.token_urlsafe(32)}"
    token = Token(
        owner=Account.objects.get(username=by.name),
        name=name.strip(),
        digest=digest_of(key),
        scopes=" ".join(chosen),
        expires_on=expires_on,
    )
    with writing(by, "api.keep_tokens", token) as made:
        made.full_clean()
    return token, key


def revoke_token(by: Actor, token: Token, reason: str = "") -> None:
    """It no longer opens anything, from now on."""
    with writing(by, "api.keep_tokens", token, reason) as revoked:
        revoked.revoked_on = by.today


def digest_of(key: str) -> str:
    """A key is long and random, so a plain digest tells nothing of it."""
    return hashlib.sha256(key.encode()).hexdigest()
