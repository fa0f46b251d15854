"""The derived tables made by hand: years of service, hours studied, talks and pledges owed, weeks and festivals.

Written from what the tables say of themselves, with the calendar of the standards and nothing of their SQL.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from lianheng.standards.calendar import days

from .books import Books, Row

STUDY_KINDS = {
    "study", "discussion", "theory_lecture", "party_lecture", "warning_education", "convey", "four_histories", "theme_day",
}  # fmt: skip
REMINDER_DAYS = 15
FESTIVALS = {
    "元旦": "新年", "春节": "新春", "清明": "清明", "劳动节": "五一", "端午": "端午", "中秋": "中秋", "国庆": "十一",
}  # fmt: skip
FIRST, LAST = 2000, 2035


@cache
def calendar() -> dict[datetime.date, dict[str, Any]]:
    table = days(datetime.date(FIRST, 1, 1), datetime.date(LAST, 12, 31))
    return {row["on_day"]: row for row in table.to_pylist()}


def ledger_years(books: Books) -> list[int]:
    """The run's year, or all from the first to the last that activities, talks, duties and pledges are about."""
    if books.year is not None:
        return [books.year]
    seen = [row["held_on"].year for name in ("activities", "talks") for row in books.all(name)]
    seen += [row["year"] for name in ("duties", "pledges") for row in books.all(name)]
    if not seen:
        return []
    return list(range(max(min(seen), FIRST), min(max(seen), LAST, books.as_at.year) + 1))


def served(person: Row, first: datetime.date, last: datetime.date) -> bool:
    """Whether a person served on any day from first to last. One who left before joining never served."""
    joined, left = person["joined_on"] or first, person["left_on"] or last
    return max(joined, first) <= min(left, last)


def _year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def person_years(books: Books) -> list[Row]:
    studied: dict[tuple[str, int], Decimal] = {}
    for row in books.all("attendance"):
        activity = books.find("activities", row["activity_id"])
        if row["status"] in ("present", "made_up") and activity.get("kind") in STUDY_KINDS:
            slot = (row["person_id"], activity["held_on"].year)
            studied[slot] = studied.get(slot, Decimal(0)) + (activity["hours"] or 0)
    return [
        {
            "person_year_id": f"{person['person_id']}|{year}",
            "year": year,
            "study_hours": studied.get((person["person_id"], year), Decimal(0)),
            **{name: person[name] for name in ("unit_id", "department", "party", "branch_post")},
        }
        for year in ledger_years(books)
        for person in books.all("people")
        if served(person, *_year(year))
    ]


def required_talks(books: Books) -> list[Row]:
    rows: list[Row] = []
    for year in ledger_years(books):
        serving = [person for person in books.all("people") if served(person, *_year(year))]
        for person in serving:
            relation, talkers = _may_talk_with(person, serving, year)
            if talkers:
                rows.append(
                    {
                        "requirement_id": f"{year}|{relation}|{person['person_id']}",
                        "unit_id": person["unit_id"],
                        "year": year,
                        "interviewee_id": person["person_id"],
                        "talks": _talks(books, talkers, person["person_id"], year),
                    }
                )
    return rows


def _may_talk_with(person: Row, serving: list[Row], year: int) -> tuple[str, set[str]]:
    together = [other for other in serving if _together(person, other, year)]
    in_unit = [other for other in together if other["unit_id"] == person["unit_id"]]
    match person["role"]:
        case "deputy":
            return "chief_deputy", {other["person_id"] for other in in_unit if other["role"] == "chief"}
        case "head":
            in_charge = {person["supervisor_id"]} - {person["person_id"]} & {
                other["person_id"] for other in together
            }
            return "deputy_head", in_charge or {
                other["person_id"] for other in in_unit if other["role"] == "deputy"
            }
        case "staff":
            department = person["department"]
            return "head_staff", {
                other["person_id"]
                for other in in_unit
                if other["role"] == "head" and department is not None and other["department"] == department
            }
    return "", set()


def _together(one: Row, other: Row, year: int) -> bool:
    first, last = _year(year)
    joined = max(first, *(person["joined_on"] or first for person in (one, other)))
    left = min(last, *(person["left_on"] or last for person in (one, other)))
    return joined <= left


def _talks(books: Books, talkers: set[str], interviewee: str, year: int) -> int:
    return sum(
        talk["interviewer_id"] in talkers
        and talk["interviewee_id"] == interviewee
        and talk["held_on"].year == year
        for talk in books.all("talks")
    )


def required_pledges(books: Books) -> list[Row]:
    return [
        {
            "requirement_id": f"{person['person_id']}|{kind}|{year}|{person['post'] or ''}",
            "unit_id": person["unit_id"],
            "year": year,
            "signed_on": _signed_on(books, person, kind, year),
        }
        for year in ledger_years(books)
        for person in books.all("people")
        if served(person, *_year(year))
        for kind in ("responsibility", "commitment")
        if kind == "commitment" or person["role"] in ("chief", "deputy", "head")
    ]


def _signed_on(books: Books, person: Row, kind: str, year: int) -> datetime.date | None:
    signed = [
        pledge["signed_on"]
        for pledge in books.all("pledges")
        if pledge["person_id"] == person["person_id"]
        and (pledge["kind"], pledge["year"]) == (kind, year)
        and pledge["signed_on"] is not None
        and (person["post"] is None or pledge["post"] == person["post"])
    ]
    return max(signed, default=None)


def weeks(books: Books) -> list[Row]:
    """Every ISO week of the years, with whether its Friday is worked and whether a meeting was held in it."""
    years = set(ledger_years(books))
    fridays = [day for day in calendar() if day.isoweekday() == 5 and day.isocalendar().year in years]
    held = {
        (row["unit_id"], *row["held_on"].isocalendar()[:2])
        for row in books.all("activities")
        if row["kind"] == "weekly_meeting"
    }
    return [
        {
            "week_id": f"{unit['unit_id']}|{year}-W{week:02}",
            "unit_id": unit["unit_id"],
            "year": year,
            "friday_worked": calendar()[friday]["working"],
            "held": (unit["unit_id"], year, week) in held,
        }
        for unit in books.all("units")
        for friday in fridays
        for year, week, _ in [friday.isocalendar()]
    ]


def festivals(books: Books) -> list[Row]:
    return [
        {
            "festival_id": f"{unit['unit_id']}|{year}|{name}",
            "unit_id": unit["unit_id"],
            "year": year,
            "reminded": any(
                _reminds(row, unit["unit_id"], name, falls_on) for row in books.all("activities")
            ),
        }
        for unit in books.all("units")
        for year in ledger_years(books)
        for name, falls_on in _falls(year)
    ]


@cache
def _falls(year: int) -> list[tuple[str, datetime.date]]:
    """The festivals of a year and the day of each."""
    named = [
        (row["festival"], day) for day, row in calendar().items() if day.year == year and row["festival"]
    ]
    days_of = ((name, [day for festival, day in named if name in festival]) for name in FESTIVALS)
    return [(name, min(found)) for name, found in days_of if found]


def _reminds(activity: Row, unit: str, name: str, falls_on: datetime.date) -> bool:
    ahead = (falls_on - activity["held_on"]).days
    holiday = activity["holiday"]
    return (
        activity["kind"] == "holiday_reminder"
        and activity["unit_id"] == unit
        and 1 <= ahead <= REMINDER_DAYS
        and (holiday is None or name in holiday or FESTIVALS[name] in holiday)
    )
