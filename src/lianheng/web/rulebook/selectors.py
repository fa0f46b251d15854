"""Reading rules and standards; what of a bureau's own is in force."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from lianheng.standards.catalogue import standard_tables
from lianheng.web.rulebook.content import write_rows
from lianheng.web.rulebook.models import Change


def changes() -> QuerySet[Change]:
    return Change.objects.select_related("unit", "proposer", "decider")


def in_force(target: Change.Target, on: datetime.date) -> list[Change]:
    """Approved changes in force on a day, the latest last. One that is not what was approved is left out: it fails closed."""
    found = Change.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on), target=target, state=Change.State.APPROVED, from_on__lte=on
    )
    return [change for change in found.order_by("from_on", "pk") if change.holds]


def tuned_parameters(unit: str, on: datetime.date, trial: Change | None = None) -> dict[str, dict[str, Any]]:
    """The parameters a unit has set, by rule; with a change that is being tried as if it were approved."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    held = [change for change in in_force(Change.Target.PARAMETER, on) if change.unit_id == unit]
    for change in [*held, *([trial] if trial and trial.target == Change.Target.PARAMETER else [])]:
        found[change.name][change.values["parameter"]] = change.values["value"]
    return dict(found)


def write_overlay(folder: Path, trial: Change | None = None) -> Path | None:
    """The bureau's own standards as files for the engine. None when there are none."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    approved = Change.objects.filter(target=Change.Target.STANDARD, state=Change.State.APPROVED).order_by(
        "pk"
    )
    for change in [*(one for one in approved if one.holds), *([trial] if trial else [])]:
        if change.target == Change.Target.STANDARD:
            rows[change.name].append(change.values)
    if not rows:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for name, listed in rows.items():
        write_rows(
            standard_tables()[name], _latest(listed, standard_tables()[name].key), folder / f"{name}.csv"
        )
    return folder


def _latest(rows: Iterable[dict[str, str]], key: tuple[str, ...]) -> list[dict[str, str]]:
    """Of rows with the same key, which holds the first day, the one approved last."""
    return list({tuple(row[name] for name in key): row for row in rows}.values())
