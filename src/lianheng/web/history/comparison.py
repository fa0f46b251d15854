"""Holds every kept record against the journal: a row is what its last entry says, and each entry begins where the one
before it ended.

So a row that was edited, deleted or inserted behind our back is named, even when a service has written to it since.
Rows and entries pass by in steps; writing may go on meanwhile, so a suspicion is looked at again with the pen in hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import QuerySet
from django.db.models.functions import Cast
from django.utils.translation import override

from lianheng.text import Text
from lianheng.web.history.fields import State, read_state
from lianheng.web.history.models import Entry, Kept, snapshot
from lianheng.web.history.problems import Problem, Seen
from lianheng.web.history.sealing import take_pen
from lianheng.web.history.values import SEALED, plain, sealed

_STEP = 500
Line = tuple[str, int, str | None, str | None]
"""Key, number, before and after, the states as text: what is equal as text need not be read."""


@dataclass(frozen=True)
class Told:
    """What the journal says of one record: its state now, which entry says so, and where entries do not meet."""

    state: State | None
    last: int
    breaks: tuple[Problem, ...]


def kept_models() -> list[type[Kept]]:
    """Every kind of record that the journal keeps."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Kept)), key=lambda model: model.kind()
    )


def record_problems(seen: Seen) -> Iterator[Problem]:
    """Problems of all records of all kinds."""
    for model in kept_models():
        found, entered = 0, _entered(model)
        while told := dict(islice(entered, _STEP)):
            rows = _rows(model, told)
            found += len(rows)
            seen(len(rows))
            for key in told:
                if any(_problems_of(model, key, told[key], rows.get(key))):
                    yield from _again(model, key)
        if model._base_manager.count() != found:
            yield from _never_entered(model)


def _entered(model: type[Kept]) -> Iterator[tuple[str, Told]]:
    """Each record of a kind that the journal tells of."""
    for key, lines in groupby(_lines(model).iterator(_STEP), key=itemgetter(0)):
        yield key, _told(model, key, lines)


def _lines(model: type[Kept], **of: str) -> QuerySet[Entry, Line]:
    entries = Entry.objects.filter(kind=model.kind(), **of).order_by("key", "sequence")
    before, after = Cast("before", models.TextField()), Cast("after", models.TextField())
    return entries.values_list("key", "sequence", before, after)


def _told(model: type[Kept], key: str, lines: Iterable[Line]) -> Told:
    state, last, breaks = None, 0, []
    for _, sequence, before, after in lines:
        if not (_is_state(before) or _is_state(after)):
            continue
        if before != state and (fields := _differing(model, _read(state), _read(before))):
            titles = _titles(model, fields)
            place = f"{model.kind()} {key}"
            breaks.append(_said("changed_between", place, _CHANGED_BETWEEN, titles, last=last, next=sequence))
        state, last = after, sequence
    return Told(_read(state), last, tuple(breaks))


def _is_state(text: str | None) -> bool:
    """Readings and other acts tell of a record without being its state; every state has a version."""
    return text is not None and '"version":' in text


def _read(text: str | None) -> State | None:
    return None if text is None else read_state(text)


def _rows(model: type[Kept], keys: Iterable[str]) -> dict[str, Kept | Exception]:
    """The stored records of these keys; in the place of one that cannot be read, why."""
    wanted = [pk for key in keys if (pk := _pk(model, key)) is not None]
    try:
        return {str(row.pk): row for row in model._base_manager.filter(pk__in=wanted)}
    except (ValueError, ArithmeticError, DatabaseError):
        return {key: row for key in keys if (row := _row(model, key)) is not None}


def _row(model: type[Kept], key: str) -> Kept | Exception | None:
    try:
        return model._base_manager.filter(pk=_pk(model, key)).first()
    except (ValueError, ArithmeticError, DatabaseError) as error:
        return error


def _pk(model: type[Kept], key: str) -> Any:
    try:
        return model._meta.pk.to_python(key)
    except (ValidationError, ValueError):
        return None


def _problems_of(model: type[Kept], key: str, told: Told, row: Kept | Exception | None) -> Iterator[Problem]:
    place, last = f"{model.kind()} {key}", told.last
    yield from told.breaks
    if isinstance(row, Exception):
        yield _said("unreadable", place, _UNREADABLE, why=row)
    elif row is None:
        if told.state is not None:
            yield _said("deleted", place, _DELETED, last=last)
    elif told.state is None:
        yield _said("inserted", place, _REMOVED_BUT_THERE if last else _INSERTED, last=last)
    elif differing := _differing(model, told.state, _state_of(row)):
        yield _said("edited", place, _EDITED, _titles(model, differing), last=last)


def _again(model: type[Kept], key: str) -> Iterator[Problem]:
    """The same question while nobody can write; what was only a write in passing is gone."""
    with transaction.atomic():
        take_pen()
        found = list(_problems_of(model, key, _told(model, key, _lines(model, key=key)), _row(model, key)))
    yield from found


def _never_entered(model: type[Kept]) -> Iterator[Problem]:
    """Rows that no entry tells of."""
    pks = model._base_manager.order_by("pk").values_list("pk", flat=True).iterator(_STEP)
    while step := [str(pk) for pk in islice(pks, _STEP)]:
        told = set(Entry.objects.filter(kind=model.kind(), key__in=step).values_list("key", flat=True))
        for key in step:
            if key not in told:
                yield from _again(model, key)


def _state_of(row: Kept) -> State:
    try:
        return snapshot(row)
    except (TypeError, ValueError) as error:
        return {"": str(error)}


def _differing(model: type[Kept], expected: State | None, found: State | None) -> list[str]:
    """The fields in which two states differ. A field that came with a later release is expected to have its default."""
    if expected is None or found is None:
        return [] if expected is found else [""]
    fields = {
        field.attname: field for field in model._meta.concrete_fields if field.attname not in model.unkept
    }
    return [
        name
        for name, field in fields.items()
        if name not in found or found[name] != _expected(model, field, expected)
    ]


def _expected(model: type[Kept], field: models.Field[Any, Any], state: State) -> Any:
    name = field.attname
    value = state[name] if name in state else plain(field.get_default())
    if name in model.sensitive and value is not None and not str(value).startswith(SEALED):
        return sealed(str(value))  # it was not yet sensitive then
    return value


def _titles(model: type[Kept], names: list[str]) -> tuple[str, str]:
    titles = {field.attname: field.verbose_name for field in model._meta.concrete_fields}
    shown = []
    for language, comma in (("zh-hans", "、"), ("en", ", ")):
        with override(language):
            shown.append(comma.join(str(titles.get(name, name)) for name in names if name))
    return shown[0], shown[1]


def _said(fault: str, place: str, words: Text, fields: tuple[str, str] = ("", ""), **values: Any) -> Problem:
    zh = words.zh.format(place=place, fields=fields[0], **values)
    en = words.en.format(place=place, fields=fields[1], **values)
    return Problem(fault, place, Text(zh, en))


_EDITED = Text(
    "记录 {place} 被绕过系统修改：{fields} 与日志第 {last} 条不符。",
    "Record {place} was edited behind our back: {fields} differ from entry {last} of the journal.",
)
_DELETED = Text(
    "记录 {place} 被绕过系统删除：日志第 {last} 条之后没有删除记录，数据库里却没有它。",
    "Record {place} was deleted behind our back: entry {last} is the last to tell of it, and it is not in the database.",
)
_INSERTED = Text(
    "记录 {place} 是绕过系统插入的：日志从未记过它。",
    "Record {place} was inserted behind our back: the journal never told of it.",
)
_REMOVED_BUT_THERE = Text(
    "记录 {place} 在日志第 {last} 条已删除，数据库里却又有它。",
    "Record {place} was removed by entry {last}, and yet it is in the database.",
)
_CHANGED_BETWEEN = Text(
    "记录 {place} 在日志第 {last} 条与第 {next} 条之间被绕过系统改动：{fields}。",
    "Record {place} was changed behind our back between entries {last} and {next}: {fields}.",
)
_UNREADABLE = Text("记录 {place} 无法读取（{why}）。", "Record {place} cannot be read ({why}).")
