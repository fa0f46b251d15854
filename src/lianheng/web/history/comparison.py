"""Holds every kept record against the journal: a row is what its last entry says, and each entry begins where the one
before it ended.

So a row that was edited, deleted or inserted behind our back is named, even when a service has written to it since.
Rows and entries pass by in steps; writing may go on meanwhile, so a suspicion is looked at again with the pen in hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from lianheng.text import Text
from lianheng.web.history.fields import State
from lianheng.web.history.models import Entry, Kept, snapshot
from lianheng.web.history.problems import Problem, Seen
from lianheng.web.history.sealing import take_pen
from lianheng.web.history.values import SEALED, plain, sealed

_STEP = 500
Line = tuple[str, int, State | None, State | None]


def kept_models() -> list[type[Kept]]:
    """Every kind of record that the journal keeps."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Kept)), key=lambda model: model.kind()
    )


def record_problems(seen: Seen) -> Iterator[Problem]:
    """Problems of all records of all kinds."""
    for model in kept_models():
        found = 0
        for keys in _steps(_entered(model)):
            rows = _rows(model, keys)
            found += len(rows)
            seen(len(rows))
            for key, lines in keys.items():
                if any(_problems_of(model, key, lines, rows.get(key))):
                    yield from _again(model, key)
        if model._base_manager.count() != found:
            yield from _never_entered(model)


def _entered(model: type[Kept]) -> Iterator[tuple[str, list[Line]]]:
    """Each record the journal tells of, with its lines in order."""
    lines = Entry.objects.filter(kind=model.kind()).order_by("key", "sequence")
    passing = lines.values_list("key", "sequence", "before", "after").iterator(_STEP)
    for key, group in groupby(passing, key=itemgetter(0)):
        yield key, [line for line in group if _is_state(line[2]) or _is_state(line[3])]


def _steps(entered: Iterator[tuple[str, list[Line]]]) -> Iterator[dict[str, list[Line]]]:
    while step := dict(islice(entered, _STEP)):
        yield step


def _is_state(state: State | None) -> bool:
    """Readings and other acts tell of a record without being its state; every state has a version."""
    return state is not None and "version" in state


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


def _problems_of(
    model: type[Kept], key: str, lines: list[Line], row: Kept | Exception | None
) -> Iterator[Problem]:
    place, expected, last = f"{model.kind()} {key}", None, 0
    for _, sequence, before, after in lines:
        differing = _differing(model, expected, before)
        if differing:
            yield _said(
                "changed_between",
                place,
                _CHANGED_BETWEEN,
                last=last,
                next=sequence,
                fields=_titles(model, differing),
            )
        expected, last = after, sequence
    if isinstance(row, Exception):
        yield _said("unreadable", place, _UNREADABLE, why=row)
    elif row is None:
        if expected is not None:
            yield _said("deleted", place, _DELETED, last=last)
    elif expected is None:
        yield _said("inserted", place, _REMOVED_BUT_THERE if lines else _INSERTED, last=last)
    elif differing := _differing(model, expected, _state_of(row)):
        yield _said("edited", place, _EDITED, last=last, fields=_titles(model, differing))


def _again(model: type[Kept], key: str) -> Iterator[Problem]:
    """The same question while nobody can write; what was only a write in passing is gone."""
    with transaction.atomic():
        take_pen()
        entries = Entry.objects.filter(kind=model.kind(), key=key).order_by("sequence")
        told = entries.values_list("key", "sequence", "before", "after")
        lines = [line for line in told if _is_state(line[2]) or _is_state(line[3])]
        found = list(_problems_of(model, key, lines, _row(model, key)))
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
    from django.utils.translation import override

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
