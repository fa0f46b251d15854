"""The one way to write: permission, transaction, version, and the journal's entry, all or nothing.

    with writing(by, "people.change_person", person, reason="调岗", version=seen) as person:
        person.department = department

The record is read again and locked inside, so the change is made to what is stored, not to what a page showed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from lianheng.text import ProductFault, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.fields import State
from lianheng.web.history.models import Kept, kept_records_open, snapshot
from lianheng.web.history.sealing import append, take_pen
from lianheng.web.history.values import names_of, unit_of
from lianheng.web.history.verification import Verified, verify

K = TypeVar("K", bound=Kept)


class Conflict(UserError):
    """Somebody else changed the record meanwhile. Carries the record as it is stored now."""

    def __init__(self, stored: Kept) -> None:
        super().__init__(
            "他人已先保存了修改：请比较两个版本后重新提交。",
            "Somebody else saved a change first: compare both versions and submit again.",
        )
        self.stored = stored


@contextmanager
def writing(by: Actor, action: str, record: K, reason: str = "", version: int | None = None) -> Iterator[K]:
    """Change or create one record. ``version`` is the version the user saw; None when nobody saw one.

    Raises PermissionDenied, or Conflict when the stored version is another.
    """
    with transaction.atomic():
        stored = _locked(record)
        if stored is not None:
            by.must(action, stored)
            if version is not None and stored.version != version:
                raise Conflict(stored)
        before = None if stored is None else snapshot(stored)
        lender = None if stored is None else by.acting_for(action, stored)
        target = record if stored is None else stored
        yield target
        given = snapshot(target)
        if given == before:
            return
        _refuse_fixed(target, before, given)
        target.version = 1 if stored is None else stored.version + 1
        with kept_records_open():
            target.save(force_insert=stored is None)
        # nobody moves a record into or out of reach; the state may change, and often that is what the action is for
        (by.must if stored is None else by.must_reach)(action, target)
        after = snapshot(type(target)._base_manager.get(pk=target.pk))  # 12.5 given is 12.50 stored
        record_entry(by, action, target, before, after, reason, lender)


def remove(by: Actor, action: str, record: Kept, reason: str) -> None:
    """Delete a record; the journal keeps what it was. Raises PermissionDenied."""
    with transaction.atomic():
        stored = _locked(record)
        if stored is None:
            return
        by.must(action, stored)
        record_entry(by, action, stored, snapshot(stored), None, reason)
        with kept_records_open():
            stored.delete()


def record_entry(
    by: Actor,
    action: str,
    record: Kept,
    before: State | None,
    after: State | None,
    reason: str = "",
    on_behalf_of: str | None = None,
) -> None:
    """Append an entry about a record. Inside the transaction of the write it tells of."""
    append(
        by,
        action=action,
        kind=record.kind(),
        key=str(record.pk),
        label=str(record),
        before=before,
        after=after,
        reason=reason,
        unit=unit_of(record),
        names=names_of(record, before, after),
        on_behalf_of=by.acting_for(action, record) if on_behalf_of is None else on_behalf_of,
    )


def record_reading(by: Actor, action: str, kind: str, key: str, label: str) -> None:
    """Note that somebody read something sensitive."""
    append(
        by,
        action=action,
        kind=kind,
        key=key,
        label=label,
        before=None,
        after=None,
        reason="",
        unit=_unit_of_key(kind, key),
    )


def _locked(record: K) -> K | None:
    """The record as stored, locked; None for a new one. The pen comes first: see ``history.sealing``."""
    take_pen()
    if record.pk is None or record._state.adding:
        return None
    rows: QuerySet[K] = type(record)._default_manager.select_for_update()  # type: ignore[assignment]
    return rows.get(pk=record.pk)


def _refuse_fixed(record: Kept, before: State | None, after: State) -> None:
    moved = sorted(name for name in record.fixed if before is not None and before[name] != after[name])
    if moved:
        raise ProductFault(f"{record.kind()}: {', '.join(moved)} never changes once it is stored")


def _unit_of_key(kind: str, key: str) -> str:
    try:
        record = apps.get_model(kind)._base_manager.filter(pk=key).first()
    except (LookupError, ValueError):
        return ""
    return "" if record is None else unit_of(record)


def verify_now(by: Actor, outside: str | None) -> Verified:
    """Verify everything; that it was done, and how many problems were found, is an entry itself. Raises PermissionDenied."""
    by.must("history.verify")
    verified = verify(outside)
    append(
        by,
        action="history.verify",
        kind="history.verification",
        key=str(verified.entries),
        label=str(verified.entries),
        before=None,
        after={
            "entries": verified.entries,
            "outside": outside is not None,
            "problems": len(verified.problems) + verified.more,
        },
        reason="",
    )
    return verified
