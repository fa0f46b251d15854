"""What each branch and party group owes and held, made by hand: the longest of the derived tables.

Nobody guesses: a meeting that names no branch or group counts only where a single one of the unit can be meant.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from .books import Books, Row
from .derived import ledger_years, served

IN_FORCE_FROM = datetime.date(2018, 10, 28)
MONTHS = {
    "member_meeting": 3, "committee_meeting": 1, "group_meeting": 1, "party_lecture": 3, "theme_day": 1,
    "org_life_meeting": 12, "democratic_appraisal": 12,
}  # fmt: skip
"""How many months the period is in which each kind is owed once."""


@dataclass(frozen=True)
class Period:
    name: str
    year: int
    first: datetime.date
    last: datetime.date

    def holds(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Holder:
    """A branch, or a group of it."""

    unit: str
    branch: str
    group: str | None
    has_committee: bool


def branch_periods(books: Books) -> list[Row]:
    return [
        row
        for year in ledger_years(books)
        for kind, months in MONTHS.items()
        for period in periods(year, months)
        if period.first >= IN_FORCE_FROM
        for row in _owed(books, kind, period)
    ]


def periods(year: int, months: int) -> list[Period]:
    found = []
    for number, month in enumerate(range(1, 13, months), start=1):
        last_month = month + months - 1
        last = datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])
        name = {1: f"{year}-{number:02}", 3: f"{year}-Q{number}", 12: str(year)}[months]
        found.append(Period(name, year, datetime.date(year, month, 1), last))
    return found


def _owed(books: Books, kind: str, period: Period) -> list[Row]:
    holders = _holders(books, period, groups=kind == "group_meeting")
    held = dict.fromkeys(holders, 0)
    for activity in books.all("activities"):
        if activity["kind"] == kind and period.holds(activity["held_on"]):
            for holder in _held_by(activity, holders):
                held[holder] += 1
    return [
        {
            "period_id": "|".join(
                part
                for part in (holder.unit, holder.branch, holder.group, kind, period.name)
                if part is not None
            ),
            "unit_id": holder.unit,
            "year": period.year,
            "kind": kind,
            "has_committee": holder.has_committee,
            "fulfilled": times >= 1,
        }
        for holder, times in held.items()
    ]


def _holders(books: Books, period: Period, groups: bool) -> list[Holder]:
    members = [
        person
        for person in books.all("people")
        if person["branch"] is not None
        and person["party"] != "none"
        and served(person, period.first, period.last)
        and books.find("units", person["unit_id"])
    ]
    committees = {(row["unit_id"], row["branch"]) for row in members if row["branch_post"] is not None}
    places = {(row["unit_id"], row["branch"], row["branch_group"] if groups else None) for row in members}
    return [
        Holder(unit, branch, group, (unit, branch) in committees)
        for unit, branch, group in places
        if not groups or group is not None
    ]


def _held_by(activity: Row, holders: list[Holder]) -> list[Holder]:
    """Whose meeting it was: those it names, else the only one it can have been."""
    in_unit = [holder for holder in holders if holder.unit == activity["unit_id"]]
    named = [holder for holder in in_unit if _names(activity, holder)]
    if named:
        return named
    meant = [holder for holder in in_unit if activity["branch"] in (None, holder.branch)]
    return meant if len(meant) == 1 else []


def _names(activity: Row, holder: Holder) -> bool:
    if holder.group is None:
        return bool(activity["branch"] == holder.branch)
    if activity["branch"] == holder.group:
        return True
    words = f"{activity['title'] or ''}\n{activity['place'] or ''}"
    return activity["branch"] in (None, holder.branch) and holder.group in words
