"""Reading rules and standards; what of a bureau's own is in force."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from lianheng.standards.catalogue import standard_key, standard_tables
from lianheng.web.rulebook.content import write_rows
from lianheng.web.rulebook.models import Change

Row = dict[str, str]
FOREVER = "9999-12-31"


def changes() -> QuerySet[Change]:
    return Change.objects.select_related("unit", "proposer", "decider")


def in_force(target: Change.Target, on: datetime.date) -> list[Change]:
    """Approved changes in force on a day, the latest last. One that is not what was approved is left out: it fails closed."""
    found = Change.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on), target=target, state=Change.State.APPROVED, from_on__lte=on
    )
    return [change for change in found.order_by("from_on", "decided_at", "pk") if change.holds]


def tuned_parameters(unit: str, on: datetime.date, trial: Change | None = None) -> dict[str, dict[str, Any]]:
    """The parameters a unit has set, by rule; with a change that is being tried as if it were approved."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    held = [change for change in in_force(Change.Target.PARAMETER, on) if change.unit_id == unit]
    for change in [*held, *([trial] if trial and trial.target == Change.Target.PARAMETER else [])]:
        found[change.name][change.values["parameter"]] = change.values["value"]
    return dict(found)


def write_overlay(folder: Path, trial: Change | None = None) -> Path | None:
    """The bureau's own standards as files for the engine. None when there are none."""
    rows: dict[str, list[Row]] = defaultdict(list)
    approved = Change.objects.filter(target=Change.Target.STANDARD, state=Change.State.APPROVED).order_by(
        "decided_at", "pk"
    )
    for change in [*(one for one in approved if one.holds), *([trial] if trial else [])]:
        if change.target == Change.Target.STANDARD:
            rows[change.name].append(change.values)
    if not rows:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for name, listed in rows.items():
        table = standard_tables()[name]
        write_rows(table, in_turn(listed, standard_key(table)), folder / f"{name}.csv")
    return folder


def in_turn(rows: Iterable[Row], key: tuple[str, ...]) -> list[Row]:
    """Rows of which a later one replaces the earlier for the same thing in the same place, on its own days.

    What a bureau approved last holds, also where it is less strict than what the bureau had before; when it ends, what
    it replaced holds again.
    """
    standing: list[Row] = []
    for row in rows:
        same = [old for old in standing if all(old[name] == row[name] for name in ("place", *key))]
        standing = [old for old in standing if old not in same]
        standing += [piece for old in same for piece in _outside(old, row)] + [row]
    return standing


def _outside(old: Row, new: Row) -> list[Row]:
    """The old row on the days before and after the new one's."""
    first, last = old["valid_from"], old["valid_to"] or FOREVER
    starts, ends = new["valid_from"], new["valid_to"] or FOREVER
    if starts > last or ends < first:
        return [old]
    pieces = []
    if first < starts:
        pieces.append(old | {"valid_to": _day(starts, -1)})
    if ends < last:
        pieces.append(old | {"valid_from": _day(ends, 1)})
    return pieces


def _day(text: str, days: int) -> str:
    return str(datetime.date.fromisoformat(text) + datetime.timedelta(days))
