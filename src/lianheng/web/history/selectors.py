"""Reading the journal, and finding the record that an entry, an attachment or an address names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Q, QuerySet
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from lianheng.web.access.actor import Actor
from lianheng.web.access.permissions import permissions
from lianheng.web.history.models import Checkpoint, Entry, Kept

Name = tuple[str, str]
"""The kind and the key of a record."""
MOST_CHOICES = 50


def journal(by: Actor) -> QuerySet[Entry]:
    """The entries somebody may look through, newest first."""
    return by.permitted("history.view_journal", Entry.objects.order_by("-sequence"))


def entries_of(kind: str, key: str) -> QuerySet[Entry]:
    """All that the journal tells of one record, newest first."""
    return Entry.objects.filter(kind=kind, key=key).order_by("-sequence")


def checkpoints() -> QuerySet[Checkpoint]:
    return Checkpoint.objects.order_by("-size")


def model_of(kind: str) -> type[Kept] | None:
    """The model of a kind; None for kinds that are no kept records."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Kept) else None


def record_of(kind: str, key: str) -> Kept | None:
    """The record of a kind and key, as stored now."""
    model = model_of(kind)
    try:
        return None if model is None else model._base_manager.filter(pk=key).first()
    except (ValueError, ValidationError):
        return None


def may_see(by: Actor, record: Kept) -> bool:
    """Whether somebody may see a record: its kind's own action decides. A kind that declares none is seen by nobody."""
    action = record.seeing()
    return action in permissions() and by.may(action, record) and record.shown_to(by)


def must_see(by: Actor, record: Kept) -> None:
    """Raises PermissionDenied."""
    if not may_see(by, record):
        raise PermissionDenied(record.seeing())


def seen_record(by: Actor, kind: str, key: str) -> Kept:
    """A record by kind and key. One that the reader may not see looks as if it did not exist: Http404."""
    record = record_of(kind, key)
    if record is None or not may_see(by, record):
        raise Http404
    return record


def open_to(by: Actor, entries: Iterable[Entry]) -> frozenset[int]:
    """The numbers of those entries whose before and after somebody may read: those of records he may see.

    Of a removed record they are open to whom its kind is open to in the unit it belonged to.
    """
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    return frozenset(number for kind, told in by_kind.items() for number in _open_of_kind(by, kind, told))


def _open_of_kind(by: Actor, kind: str, entries: list[Entry]) -> Iterable[int]:
    model = model_of(kind)
    if model is None:
        return [
            entry.sequence for entry in entries
        ]  # acts of the journal itself, of runs and of imports hold no record
    if model.seeing() not in permissions() or not by.may(model.seeing()):
        return []
    keys = {entry.key for entry in entries}
    stored = {str(record.pk): record for record in model._base_manager.filter(pk__in=_pks(model, keys))}
    reached = set(
        by.permitted(model.seeing(), model._default_manager.filter(pk__in=_pks(model, keys))).values_list(
            "pk", flat=True
        )
    )
    units = by.units(model.seeing())
    return [
        entry.sequence
        for entry in entries
        if (
            stored[entry.key].pk in reached and stored[entry.key].shown_to(by)
            if entry.key in stored
            else units is None or (bool(entry.unit) and entry.unit in units)
        )
    ]


def _pks(model: type[Kept], keys: Iterable[str]) -> list[object]:
    found = []
    for key in keys:
        try:
            found.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return found


def choosable(by: Actor, asked: Iterable[str], text: str) -> list[tuple[str, str]]:
    """Records for an evidence package: those asked for, and those whose label holds ``text``, as choices of a form."""
    entries = journal(by)
    names = [name_of(value) for value in asked]
    wanted = Q(pk__in=[])
    for kind, key in names:
        wanted |= Q(kind=kind, key=key)
    if text:
        wanted |= Q(label__icontains=text) | Q(key=text)
    newest = (
        entries.filter(wanted).order_by("kind", "key").values("kind", "key").annotate(newest=Max("sequence"))
    )
    told = Entry.objects.filter(pk__in=[row["newest"] for row in newest[:MOST_CHOICES]]).order_by(
        "kind", "key"
    )
    open_ones = open_to(by, told)
    return [
        (value_of(entry), f"{entry.label}（{entry.kind} {entry.key}）")
        for entry in told
        if entry.sequence in open_ones
    ]


def value_of(entry: Entry) -> str:
    return f"{entry.kind}/{entry.key}"


def name_of(value: str) -> Name:
    """The kind and key in ``people.person/P01``."""
    kind, _, key = value.partition("/")
    return kind, key


def address_of(record: Kept) -> str | None:
    """The page of a record, by the house's way of naming addresses; None for kinds without a page of their own."""
    try:
        return reverse(f"{record._meta.app_label}:{record._meta.model_name}", kwargs={"key": record.pk})
    except NoReverseMatch:
        return None
