"""Who came in, who was refused, who left: acts that change no record of ours and still stand in the journal."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lianheng.web.access.actor import NOBODY, Actor
from lianheng.web.access.lockout import address_of
from lianheng.web.access.models import Account
from lianheng.web.access.selectors import actor_of
from lianheng.web.history.sealing import append
from lianheng.web.history.services import record_entry
from lianheng.web.history.values import sealed

ARRIVALS = ("access.sign_in", "access.fail_sign_in", "access.lock_out", "access.sign_out")


def note_sign_in(request: Any, account: Account) -> None:
    """Somebody came in: from where, and by which means."""
    _note(
        actor_of(account, _number(request)),
        "access.sign_in",
        account,
        request,
        means=_means(request, account),
    )


def note_sign_out(request: Any, account: Account) -> None:
    _note(actor_of(account, _number(request)), "access.sign_out", account, request)


def note_lock_out(request: Any, username: str) -> None:
    """Too many failures for an account; for a name that no account has there is nothing to lock."""
    account = named(username)
    if account is not None:
        _note(_knocking(request), "access.lock_out", account, request)


def note_failure(request: Any, username: str, means: str = "password") -> None:
    """Somebody was refused. A name that no account has is kept as a digest: it may be a password typed in the wrong place."""
    account = named(username)
    if account is not None:
        _note(_knocking(request), "access.fail_sign_in", account, request, means=means)
        return
    told = {"address": _address(request), "means": means, "name": sealed(username.lower())}
    with transaction.atomic():
        append(
            _knocking(request),
            action="access.fail_sign_in",
            kind=Account.kind(),
            key="",
            label="",
            before=None,
            after=told,
            reason="",
        )


def note_factor(request: Any, action: str, account: Account, factor: str) -> None:
    """A second factor, or a link to single sign-on, was added or removed."""
    by = _knocking(request)
    _note(by if by.name else actor_of(account), action, account, request, factor=factor)


def named(username: str) -> Account | None:
    """The account of a typed name, as signing in understands names."""
    return Account.objects.filter(username__iexact=username).first() if username else None


def _note(by: Actor, action: str, account: Account, request: Any, **told: str) -> None:
    with transaction.atomic():
        record_entry(by, action, account, None, {"address": _address(request), **told})


def _knocking(request: Any) -> Actor:
    """Nobody, with the request's number; or who was signed in already and typed a wrong password again."""
    return getattr(request, "actor", NOBODY)


def _number(request: Any) -> str:
    return _knocking(request).request


def _address(request: Any) -> str:
    return (address_of(request) if request is not None else None) or ""


def _means(request: Any, account: Account) -> str:
    from allauth.account.internal.flows.login import get_authentication_records

    records = get_authentication_records(request, account) if hasattr(request, "session") else []
    return "+".join(
        str(record.get("type") or record.get("provider") or record["method"]) for record in records
    )
