"""The working calendar against what the State Council published."""

from __future__ import annotations

import datetime
import json
import time
from pathlib import Path
from typing import Any

import pytest

from lianheng.standards.calendar import CORRECTIONS, NOTICES, announced_years, corrections, days

FIRST, LAST = datetime.date(2007, 1, 1), datetime.date(2026, 12, 31)
PUBLISHED = Path(__file__).parents[3] / "shared/data/standards/holidays"


def rows(first: str, last: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = days(
        datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    ).to_pylist()
    return found


def working(day: str) -> object:
    return rows(day, day)[0]["working"]


def published_days() -> dict[datetime.date, bool]:
    """The days the notices name, and whether they are off; some reach back into the December before."""
    named: dict[datetime.date, bool] = {}
    for year in range(FIRST.year, LAST.year + 1):
        for day in json.loads((PUBLISHED / f"{year}.json").read_text(encoding="utf-8"))["days"]:
            named[datetime.date.fromisoformat(day["date"])] = day["isOffDay"]
    return named


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"the published calendars are not at {PUBLISHED}")
def test_every_day_of_twenty_years_is_worked_as_published() -> None:
    named = published_days()
    wrong = [
        row["on_day"]
        for row in days(FIRST, LAST).to_pylist()
        if row["working"] == named.get(row["on_day"], row["weekday"] > 5)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2021-02-07", True),  # a Sunday made up for the Spring Festival
        ("2021-02-17", False),  # a Wednesday off in exchange
        ("2021-09-18", True),
        ("2020-01-31", False),  # the Spring Festival prolonged
        ("2018-12-29", True),  # made up under the notice of the following year
        ("2018-12-31", False),
        ("2015-09-03", False),  # a holiday of that year alone
        ("2021-06-05", False),  # an ordinary Saturday
    ],
)
def test_days_taken_and_made_up_are_known(day: str, worked: bool) -> None:
    assert working(day) is worked


def test_festivals_stand_on_their_statutory_day_only() -> None:
    named = {
        str(row["on_day"]): row["festival"] for row in rows("2021-01-01", "2021-12-31") if row["festival"]
    }
    assert named == {
        "2021-01-01": "元旦",
        "2021-02-12": "春节",
        "2021-04-04": "清明",
        "2021-05-01": "劳动节",
        "2021-06-14": "端午",
        "2021-09-21": "中秋",
        "2021-10-01": "国庆",
    }


def test_two_festivals_on_one_day_share_its_row() -> None:
    assert rows("2020-10-01", "2020-10-01")[0]["festival"] == "中秋、国庆"


def test_every_year_since_2008_has_seven_festivals() -> None:
    counted: dict[object, int] = {}
    for row in rows("2008-01-01", "2035-12-31"):
        if row["festival"]:
            counted[row["year"]] = counted.get(row["year"], 0) + len(str(row["festival"]).split("、"))
    assert set(counted.values()) == {7}


def test_working_days_between_two_days_are_a_subtraction() -> None:
    numbers = {str(row["on_day"]): row["workday_no"] for row in rows("2021-09-01", "2021-10-31")}
    assert numbers["2021-09-30"] - numbers["2021-09-17"] == 9  # 18 and 26 September worked, 19 to 21 off
    assert numbers["2021-10-08"] - numbers["2021-09-30"] == 1
    assert numbers["2021-09-01"] == 1


def test_the_columns_are_those_of_the_contract() -> None:
    assert days(FIRST, LAST).schema.names == [
        "on_day",
        "working",
        "workday_no",
        "festival",
        "year",
        "weekday",
        "published",
    ]


def test_a_year_without_notice_is_marked_and_has_its_statutory_days() -> None:
    assert rows("2026-12-31", "2026-12-31")[0]["published"] is True
    first_day = rows("2027-01-01", "2027-01-01")[0]
    assert (first_day["published"], first_day["working"], first_day["festival"]) == (False, False, "元旦")
    assert max(announced_years(NOTICES)) == 2026


def test_a_correction_outweighs_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text(
        "on_day,working,document,note\n2028-03-04,1,某年通知,\n2028-03-06,0,某年通知,\n", encoding="utf-8"
    )
    monkeypatch.setattr("lianheng.standards.calendar.corrections", lambda: corrections(file))
    days.cache_clear()
    try:
        assert [row["working"] for row in rows("2028-03-03", "2028-03-07")] == [
            True,
            True,
            False,
            False,
            True,
        ]
    finally:
        days.cache_clear()


def test_every_shipped_correction_names_its_notice_and_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    given = corrections(CORRECTIONS)
    monkeypatch.setattr("lianheng.standards.calendar.corrections", dict)
    days.cache_clear()
    try:
        assert [day for day, worked in given.items() if working(day.isoformat()) is worked] == []
    finally:
        days.cache_clear()
    assert all("号" in line for line in CORRECTIONS.read_text(encoding="utf-8").splitlines()[1:])


def test_a_whole_generation_is_built_quickly_and_once() -> None:
    days.cache_clear()
    rows("2020-01-01", "2020-01-02")  # loads the library
    started = time.process_time()
    first = days(datetime.date(2000, 1, 1), datetime.date(2035, 12, 31))
    assert time.process_time() - started < 0.3
    assert days(datetime.date(2000, 1, 1), datetime.date(2035, 12, 31)) is first
