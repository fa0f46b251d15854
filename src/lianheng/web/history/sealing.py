"""Appends to the chain: one writer at a time, inside the transaction of what it tells of.

Whoever writes takes the pen first, before any record: so writers queue, numbers have no gap, and no two of them wait
for each other. A transaction that fails gives its number back with everything else.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianheng.journal import chain
from lianheng.journal.digests import Algorithm
from lianheng.web.access.actor import Actor
from lianheng.web.history.fields import State
from lianheng.web.history.models import Entry, Head

_ONLY = 1
UNIT, NAMES = "@unit", "@names"
"""Beside a state's own fields, so that the digest covers them too; no field of Django can be called so."""


def take_pen() -> Head:
    """Lock the end of the chain until the transaction ends. SQLite's transactions are IMMEDIATE and lock by themselves."""
    locked = Head.objects.select_for_update()
    head = locked.filter(pk=_ONLY).first()
    if head is None:
        Head.objects.bulk_create([Head(pk=_ONLY)], ignore_conflicts=True)
        head = locked.get(pk=_ONLY)
    return head


def append(
    by: Actor,
    *,
    action: str,
    kind: str,
    key: str,
    label: str,
    before: State | None,
    after: State | None,
    reason: str,
    unit: str = "",
    names: State | None = None,
    on_behalf_of: str | None = None,
) -> Entry:
    """Seal an entry onto the chain. Joins the caller's transaction, or is one of its own.

    Raises KeyError for an action that no ``permissions.yaml`` declares, even where nobody is asked for it.
    """
    with transaction.atomic(savepoint=False):
        head = take_pen()
        entry = Entry(
            at=timezone.now(),
            actor=by.name,
            actor_name=by.label[:100],
            on_behalf_of=by.acting_for(action) if on_behalf_of is None else on_behalf_of,
            action=action,
            kind=kind,
            key=key,
            label=label[:300],
            unit=unit,
            before=before,
            after=after,
            names=names or {},
            reason=reason,
            request=by.request,
        )
        last = chain.Head(head.sequence, head.digest) if head.sequence else None
        sealed = chain.seal(event_of(entry), last, Algorithm(settings.JOURNAL_DIGEST))
        entry.sequence, entry.previous, entry.digest = sealed.sequence, sealed.previous or "", sealed.digest
        entry.save(force_insert=True)
        head.sequence, head.digest = sealed.sequence, sealed.digest
        head.save()
    return entry


def sealed_entry(entry: Entry) -> chain.Entry:
    """A stored entry as the journal's mathematics knows it."""
    return chain.Entry(entry.sequence, event_of(entry), entry.previous or None, entry.digest)


def event_of(entry: Entry) -> chain.Event:
    before, after = entry.before, entry.after
    beside = {name: value for name, value in ((UNIT, entry.unit), (NAMES, entry.names)) if value}
    if beside and after is None and before is not None:
        before = {**before, **beside}
    elif beside:
        after = {**(after or {}), **beside}
    return chain.Event(
        at=entry.at,
        actor=entry.actor,
        actor_name=entry.actor_name,
        on_behalf_of=entry.on_behalf_of or None,
        action=entry.action,
        kind=entry.kind,
        key=entry.key,
        label=entry.label,
        before=before,
        after=after,
        reason=entry.reason,
        request=entry.request or None,
    )
