"""The working calendar of the mainland: the days worked, and the day each statutory festival falls on.

The ``holidays`` library follows the State Council's yearly notices, make-up working days included. Two
small files beside the standards say what it cannot: ``calendar_notices.csv`` the years whose notice is known
(in later years only the statutory days are off), ``calendar_corrections.csv`` the days on which a notice and
the library differ, so that a new notice can be entered before the library has it. Built once per process,
when a question first asks for ``days``.
"""

from __future__ import annotations

import csv
import datetime
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa
    from holidays import HolidayBase

FOLDER = Path(__file__).parent / "data"
NOTICES = FOLDER / "calendar_notices.csv"
CORRECTIONS = FOLDER / "calendar_corrections.csv"

FESTIVALS = {
    "元旦": "元旦",
    "春节": "春节",
    "清明节": "清明",
    "劳动节": "劳动节",
    "端午节": "端午",
    "中秋节": "中秋",
    "国庆节": "国庆",
}
"""The library's name of each statutory festival, and ours."""


@cache
def days(first: datetime.date, last: datetime.date) -> pa.Table:
    """Every day from ``first`` to ``last``, both included.

    Columns: on_day; working; workday_no, the working days from ``first`` up to and including that day;
    festival, on its statutory day only, two names joined by 、 when two fall together; year; weekday, 1 for
    Monday; published, whether the notice of that year is known.
    """
    library = _library(first.year, last.year)
    festivals, announced = _festivals(library), announced_years()
    dates = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    working = list(_working(dates, library, corrections()))
    counted = zip(dates, working, accumulate(map(int, working)), strict=True)
    return _table(
        f"{day},{worked},{number},{festivals.get(day, '')},"
        f"{day.year},{day.isoweekday()},{day.year in announced}"
        for day, worked, number in counted
    )


def announced_years(file: Path = NOTICES) -> frozenset[int]:
    """The years whose holiday notice is known."""
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset(int(row["year"]) for row in csv.DictReader(lines))


def corrections(file: Path = CORRECTIONS) -> dict[datetime.date, bool]:
    """Days on which a notice says otherwise than the library, and whether they are worked."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {datetime.date.fromisoformat(row["on_day"]): row["working"] == "1" for row in rows}


def _library(first: int, last: int) -> HolidayBase:
    from holidays import country_holidays  # loads every country it knows: only when asked for

    # The notice of a year may take a working day from the December before it.
    return country_holidays("CN", years=range(first, last + 2), language="zh_CN")


def _working(
    dates: list[datetime.date], library: HolidayBase, corrected: Mapping[datetime.date, bool]
) -> Iterator[bool]:
    off, made_up = set(library), library.weekend_workdays
    for day in dates:
        worked = day in made_up or (day.isoweekday() <= 5 and day not in off)
        yield corrected.get(day, worked)


def _festivals(library: HolidayBase) -> dict[datetime.date, str]:
    """The festivals by their day: of several days off under one name, the first is the festival itself."""
    first_days: dict[tuple[int, str], datetime.date] = {}
    for day in sorted(library):
        for name in library.get_list(day):
            if name in FESTIVALS:
                first_days.setdefault((day.year, name), day)
    named: dict[datetime.date, str] = {}
    for (_, name), day in first_days.items():
        named[day] = f"{named[day]}、{FESTIVALS[name]}" if day in named else FESTIVALS[name]
    return named


def _table(rows: Iterator[str]) -> pa.Table:
    # Read as CSV: Arrow's conversion of lists imports pandas where it is installed, a second nobody needs.
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    types = {
        "on_day": pa.date32(),
        "working": pa.bool_(),
        "workday_no": pa.int64(),
        "festival": pa.string(),
        "year": pa.int64(),
        "weekday": pa.int64(),
        "published": pa.bool_(),
    }
    return arrow_csv.read_csv(
        pa.py_buffer("\n".join(rows).encode()),
        read_options=arrow_csv.ReadOptions(column_names=list(types)),
        convert_options=arrow_csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            strings_can_be_null=True,
            true_values=["True"],
            false_values=["False"],
        ),
    )
