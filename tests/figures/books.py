"""A ledger as plain Python: lists of dicts, and which rows belong to the unit and the year that a run is about.

The recount works on nothing else: no SQL, no database. Days are ``date``, money is ``Decimal``, an empty cell is None.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Books:
    """All tables of a ledger, and the run: the day it judges from, its year and its unit (None: all of them)."""

    tables: Mapping[str, list[Row]]
    as_at: datetime.date
    year: int | None
    unit_id: str | None

    def all(self, name: str) -> list[Row]:
        """Every row of a table, whosever it is."""
        return self.tables.get(name, [])

    def own(self, name: str) -> list[Row]:
        """The unit's rows of every year."""
        if name not in self._own:
            self._own[name] = [row for row in self.all(name) if self.is_own(name, row)]
        return self._own[name]

    def of_year(self, name: str) -> list[Row]:
        """The unit's rows of the year."""
        if name not in self._of_year:
            rows = self.own(name)
            self._of_year[name] = [
                row for row in rows if self.year is None or year_of(self, name, row) == self.year
            ]
        return self._of_year[name]

    def until_year(self, name: str) -> list[Row]:
        """The unit's rows up to the end of the year; a table without days has no other."""
        if self.year is None or name not in DAYS:
            return self.own(name)
        years = ((row, year_of(self, name, row)) for row in self.own(name))
        return [row for row, year in years if year is not None and year <= self.year]

    def is_own(self, name: str, row: Row) -> bool:
        return self.unit_id is None or name not in UNITS or UNITS[name](self, row) == self.unit_id

    def find(self, name: str, key: object) -> Row:
        """The row with that key, or an empty one."""
        return self._indexes[name].get(key, {})

    @cached_property
    def _indexes(self) -> dict[str, dict[object, Row]]:
        keys = {
            "people": "person_id", "activities": "activity_id", "assets": "asset_id", "units": "unit_id",
            "procurements": "procurement_id",
        }  # fmt: skip
        return {name: {row[key]: row for row in self.all(name)} for name, key in keys.items()}

    def made(self, build: Callable[[Books], list[Row]]) -> list[Row]:
        """The unit's rows of a table that is made from others, made once."""
        if build not in self._made:
            self._made[build] = build(self)
        return [row for row in self._made[build] if self.unit_id in (None, row["unit_id"])]

    def group(self, name: str, column: str) -> dict[object, list[Row]]:
        """Every row of a table by the value of a column."""
        if (name, column) not in self._groups:
            groups = self._groups[name, column] = {}
            for row in self.all(name):
                groups.setdefault(row[column], []).append(row)
        return self._groups[name, column]

    @cached_property
    def _own(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def _of_year(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def _groups(self) -> dict[tuple[str, str], dict[object, list[Row]]]:
        return {}

    @cached_property
    def _made(self) -> dict[Callable[[Books], list[Row]], list[Row]]:
        return {}

    @property
    def year_end(self) -> datetime.date:
        """The last day of the year, or the run's day where no year is asked for."""
        return self.as_at if self.year is None else datetime.date(self.year, 12, 31)

    @property
    def reckoned_on(self) -> datetime.date:
        """The day at which a standing is taken: the year's last, or the run's if that comes first."""
        return min(self.as_at, self.year_end)

    def in_year(self, day: datetime.date | None) -> bool:
        return day is not None and (self.year is None or day.year == self.year)

    def by_now(self, day: datetime.date | None) -> bool:
        """Whether something dated has happened by the run's day."""
        return not_after(day, self.as_at)

    def in_post(self, person: Row) -> bool:
        """Whether a person serves on the day the standing is taken. The day of leaving is still served."""
        left = person["left_on"]
        return not_after(person["joined_on"], self.reckoned_on) and (left is None or left >= self.reckoned_on)


def not_after(day: Any, limit: Any) -> bool:
    """``day <= limit``; what is not on record is not in time."""
    return day is not None and limit is not None and day <= limit


def beijing_day(instant: datetime.datetime | None) -> datetime.date | None:
    return None if instant is None else instant.astimezone(BEIJING).date()


def year_of(books: Books, name: str, row: Row) -> int | None:
    """The year a row belongs to."""
    value = DAYS[name](books, row)
    if isinstance(value, datetime.date):
        return value.year
    return None if value is None else int(str(value)[:4])


def _through(table: str, link: str, column: str) -> Callable[[Books, Row], Any]:
    return lambda books, row: books.find(table, row[link]).get(column)


def _column(column: str) -> Callable[[Books, Row], Any]:
    return lambda books, row: row[column]


def _first(*columns: str) -> Callable[[Books, Row], Any]:
    return lambda books, row: next((row[name] for name in columns if row[name] is not None), None)


def _each(names: str, how: Callable[[Books, Row], Any]) -> Iterable[tuple[str, Callable[[Books, Row], Any]]]:
    return ((name, how) for name in names.split())


UNITS: dict[str, Callable[[Books, Row], Any]] = dict(
    [
        *_each(
            "units people activities analyses problems budget_lines payments claims three_public_years "
            "revenue_months procurements assets projects reviews service_cases decisions contracts",
            _column("unit_id"),
        ),
        *_each(
            "actions appraisals declarations essays key_posts officer_logs pledges role_assignments",
            _through("people", "person_id", "unit_id"),
        ),
        *_each("duties plans risks tasks", _through("people", "holder_id", "unit_id")),
        ("attendance", _through("activities", "activity_id", "unit_id")),
        ("inspections", _through("people", "inspector_id", "unit_id")),
        ("talks", _through("people", "interviewee_id", "unit_id")),
        ("asset_events", _through("assets", "asset_id", "unit_id")),
    ]
)
"""How a row belongs to a unit; tables that are not here belong to all."""

DAYS: dict[str, Callable[[Books, Row], Any]] = dict(
    [
        *_each("activities talks", _column("held_on")),
        *_each("appraisals budget_lines duties plans pledges surveys three_public_years", _column("year")),
        *_each("analyses revenue_months", _column("month")),
        *_each("documents complaints enterprise_requests", _column("received_on")),
        *_each("officer_logs asset_events", _column("on")),
        *_each("claims essays reviews", _column("submitted_on")),
        ("actions", _column("decided_on")),
        ("attendance", _through("activities", "activity_id", "held_on")),
        ("contracts", _column("signed_on")),
        ("decisions", _through("activities", "activity_id", "held_on")),
        ("declarations", _column("due_on")),
        ("honours", _column("awarded_on")),
        ("inspections", _column("planned_on")),
        ("payments", _column("paid_on")),
        ("problems", _column("found_on")),
        (
            "procurements",
            _first("decided_on", "notice_on", "award_notice_on", "single_source_notice_on", "intention_on"),
        ),
        ("regulations", _column("issued_on")),
        ("service_cases", lambda books, row: beijing_day(row["received_at"])),
        ("tasks", _column("assigned_on")),
    ]
)
"""The day, month or year by which a row belongs to a year; tables that are not here have none."""
