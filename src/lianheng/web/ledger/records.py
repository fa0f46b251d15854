"""The rows that apps keep, as tables of the ledger, and a mark that changes whenever one of them does."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

from django.apps import apps
from django.db.models import Max, Q
from django.utils import timezone

from lianheng.ledger.known import Records
from lianheng.web.history.models import Entry, Kept
from lianheng.web.ledger.intake import added_tables, kept_tables


def records(as_at: datetime.date | None = None) -> Records:
    """The rows of apps by table, as they are on a day; today when none is given."""
    day = as_at or timezone.localdate()
    return {name: table(day) for name, table in _tables().items()}


def _tables() -> dict[str, Callable[..., Any]]:
    return {**added_tables(), **kept_tables()}


def records_mark() -> str:
    """The digest of the last journal entry about a record that stands in the ledger: another one, other records."""
    with _lock:
        if not Entry.objects.filter(sequence=_seen.head, digest=_seen.digest).exists():
            _seen.forget()  # another journal than the one looked at before
        later = Entry.objects.filter(sequence__gt=_seen.head)
        newest = later.aggregate(head=Max("sequence"), mark=Max("sequence", filter=Q(kind__in=_kinds())))
        if newest["head"] is not None:
            _seen.head, _seen.digest = newest["head"], _digest(newest["head"])
        if newest["mark"] is not None:
            _seen.mark = _digest(newest["mark"])
        return _seen.mark


class _Seen:
    """How far this process has read the journal: so that each page asks only about what came since."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.head, self.digest, self.mark = 0, "", ""


_seen = _Seen()
_lock = Lock()


def _digest(sequence: int) -> str:
    return str(Entry.objects.values_list("digest", flat=True).get(sequence=sequence))


@cache
def _kinds() -> frozenset[str]:
    """The kinds of record in the apps that keep tables of the ledger."""
    labels = {selector.__module__.split(".")[-2] for selector in _tables().values()}
    models: list[Any] = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return frozenset(model.kind() for model in models if issubclass(model, Kept))
