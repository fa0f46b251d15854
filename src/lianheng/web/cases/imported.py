"""Which units and years an import changed that the rules have not judged since. Asked every few minutes by the worker.

Of an import of many years the last is judged, with those whose books are open and those judged before, and of many units the
one it was given for and those judged before: to look for cases elsewhere is for somebody to decide.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.store import Store
from lianheng.tabular.database import Database, literal, quoted
from lianheng.web.cases.models import Run
from lianheng.web.ledger.models import Import
from lianheng.web.people.models import Unit

Judged = dict[str, dict[int, datetime.datetime]]
FIRST_YEAR = 2007


def left_to_judge() -> list[tuple[str, int]]:
    """Unit and year, in order: their ledger gained or lost a batch after the last run over them began."""
    judged, store = _judged(), Store(Path(settings.STORE_FOLDER))
    known = set(Unit.objects.values_list("pk", flat=True))
    left: set[tuple[str, int]] = set()
    for record in Import.objects.filter(state__in=[Import.State.ACCEPTED, Import.State.WITHDRAWN]):
        changed = record.withdrawn_at or record.recorded_at
        named = {unit for counts in record.tables.values() for unit in counts} & judged.keys()
        units = {record.unit_id, *named} & known
        waiting = [unit for unit in units if changed and _is_news(judged[unit], changed)]
        if waiting:
            years = _years(store, record)
            always = {*years[-1:], *years_open(timezone.localdate())}
            left |= {
                (unit, year)
                for unit in waiting
                for year in years
                if year in always | judged[unit].keys() and _is_left(judged[unit], year, changed)
            }
    return sorted(left)


def years_open(today: datetime.date) -> list[int]:
    """Years whose books may still change: the present one, and the last until the end of March."""
    return [today.year - 1, today.year] if today.month <= 3 else [today.year]


def _judged() -> Judged:
    """When the last run over each unit's year began; what was imported while it ran may have escaped it."""
    found: Judged = defaultdict(dict)
    for unit, year, at, seconds in Run.objects.order_by("at").values_list("unit", "year", "at", "seconds"):
        found[unit][year] = at - datetime.timedelta(seconds=float(seconds), minutes=1)
    return found


def _is_news(runs: dict[int, datetime.datetime], changed: datetime.datetime | None) -> bool:
    return changed is not None and (not runs or max(runs.values()) < changed)


def _is_left(runs: dict[int, datetime.datetime], year: int, changed: datetime.datetime | None) -> bool:
    return changed is not None and (year not in runs or runs[year] < changed)


def _years(store: Store, record: Import) -> list[int]:
    """The years of the rows, by the year or the first date that stands in the rows themselves."""
    found: set[int] = set()
    database = Database(in_memory=True)
    try:
        for name, files in store.parts([store.manifest(record.batch_id)]).items():
            scope = ledger_tables()[name].scope
            dates = [path[0] for path in scope.dates if len(path) == 1]
            if not (scope.year or dates):
                continue
            year = (
                f"TRY_CAST(left(CAST({quoted(scope.year)} AS VARCHAR), 4) AS INTEGER)"
                if scope.year
                else f"year({quoted(dates[0])})"
            )
            for file in files:
                found |= {
                    number
                    for (number,) in database.rows(
                        f"SELECT DISTINCT {year} FROM read_parquet({literal(file)})"
                    )
                    if number is not None and FIRST_YEAR <= number <= timezone.localdate().year
                }
    finally:
        database.close()
    return sorted(found)
