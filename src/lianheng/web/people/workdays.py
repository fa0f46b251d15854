"""Working days for deadlines: the published calendar, make-up days included."""

from __future__ import annotations

import datetime
from functools import cache

from lianheng.standards.calendar import days

_FIRST, _LAST = datetime.date(2018, 1, 1), datetime.date(2035, 12, 31)


@cache
def _working() -> tuple[datetime.date, ...]:
    calendar = days(_FIRST, _LAST)
    return tuple(
        day
        for day, working in zip(calendar["on_day"].to_pylist(), calendar["working"].to_pylist(), strict=True)
        if working
    )


def workday_after(day: datetime.date, number: int) -> datetime.date:
    """The ``number``-th working day after a day. Raises ValueError beyond the calendar."""
    later = [found for found in _working() if found > day][:number]
    if len(later) < number or day < _FIRST:
        raise ValueError(
            f"the calendar reaches from {_FIRST} to {_LAST}, not {number} working days after {day}"
        )
    return later[-1]
