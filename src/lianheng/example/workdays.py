"""Working days, counted: the n-th after a day, those of a month, the Friday of a week."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right

DAY = datetime.timedelta(days=1)


class Workdays:
    """The official working days between two days."""

    def __init__(self, first: datetime.date, last: datetime.date) -> None:
        from lianheng.standards.calendar import days

        table = days(first, last)
        worked = table["working"].to_pylist()
        self.all = [first + n * DAY for n, works in enumerate(worked) if works]
        self._set = frozenset(self.all)
        names = table["festival"].to_pylist()
        self._festivals = [(first + n * DAY, name) for n, name in enumerate(names) if name]

    def __contains__(self, day: object) -> bool:
        return day in self._set

    def after(self, day: datetime.date, count: int) -> datetime.date:
        """The ``count``-th working day after ``day``; before it when negative; with 0 ``day`` or the next one."""
        if count < 0:
            return self.all[bisect_left(self.all, day) + count]
        if count == 0:
            return self.all[bisect_left(self.all, day)]
        return self.all[bisect_right(self.all, day) + count - 1]

    def before_or_on(self, day: datetime.date) -> datetime.date:
        return self.all[bisect_right(self.all, day) - 1]

    def between(self, first: datetime.date, last: datetime.date) -> list[datetime.date]:
        return self.all[bisect_left(self.all, first) : bisect_right(self.all, last)]

    def month(self, year: int, month: int) -> list[datetime.date]:
        first = datetime.date(year, month, 1)
        return self.between(first, (first + 31 * DAY).replace(day=1) - DAY)

    def of_year(self, year: int) -> list[datetime.date]:
        return self.between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))

    def apart(self, first: datetime.date, last: datetime.date) -> int:
        """Working days after ``first`` up to and including ``last``."""
        return bisect_right(self.all, last) - bisect_right(self.all, first)

    def festivals(self, year: int) -> list[tuple[datetime.date, str]]:
        """The festivals of a year by their day; two that fall together stand twice."""
        return [
            (day, name) for day, names in self._festivals for name in names.split("、") if day.year == year
        ]

    def weekly(self, year: int) -> list[datetime.date]:
        """Each week's Friday, or the last working day before it; weeks without one are left out."""
        weeks: dict[tuple[int, int], datetime.date] = {}
        for day in self.all:
            iso = day.isocalendar()
            if iso.year == year and iso.weekday <= 5:
                weeks[iso.year, iso.week] = day
        return list(weeks.values())


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """A time of day in Beijing, as ledgers write it: without a zone."""
    return datetime.datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001
