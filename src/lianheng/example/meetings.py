"""Holding an activity: its row, and a row of attendance for everyone who was to be there.

Who is travelling, or ill, is on leave and makes the session up within a month.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from decimal import Decimal

from lianheng.example.values import as_day
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, Row, Value, World


class Meetings:
    """Holds the activities of one year, in the order they are asked for."""

    def __init__(self, world: World, year: int) -> None:
        self.world, self.year = world, year
        self.chance = world.chance("activities", year)
        self.illness: random.Random = world.chance("attendance", year)
        self.away = {
            (row["person_id"], day)
            for row in world.tables["trips"]
            for day in _days(row["starts_on"], row["ends_on"])
        }
        self._number = 0

    def hold(
        self,
        kind: str,
        on: datetime.date,
        title: str,
        who: Sequence[Row] = (),
        *,
        hours: float | None = None,
        host: Row | None = None,
        unit_id: str = BUREAU,
        everyone_there: bool = False,
        **more: Value,
    ) -> Row:
        """An activity on a day. ``who`` was to be there; ``hours`` count as study."""
        self._number += 1
        start = 14 if kind in ("weekly_meeting", "party_lecture") else 9
        row = self.world.add(
            "activities",
            activity_id=f"A{self.year}-{self._number:04d}",
            kind=kind,
            title=title,
            unit_id=unit_id,
            held_on=on,
            starts_at=at(on, start, 0),
            ends_at=at(on, start + max(1, min(3, int(hours or 1))), 30),
            hours=None if hours is None else Decimal(str(hours)),
            host_id=host["person_id"] if host else None,
            recorded_at=at(
                self.world.workdays.after(on, self.chance.randint(0, 2)), 16, self.chance.randint(0, 59)
            ),
            minutes=True,
            **more,
        )
        for person in who:
            self._attend(row, on, str(person["person_id"]), everyone_there)
        return row

    def travelling(self, who: Sequence[Row], on: datetime.date) -> int:
        """How many of them are away on a day."""
        return sum((row["person_id"], on) in self.away for row in who)

    def _attend(self, activity: Row, on: datetime.date, person_id: str, everyone_there: bool) -> None:
        travelling = (person_id, on) in self.away
        absent = travelling or (not everyone_there and self.illness.random() < 0.015)
        made_up = min(on + self.illness.randint(3, 20) * DAY, datetime.date(on.year, 12, 31))
        self.world.add(
            "attendance",
            activity_id=activity["activity_id"],
            person_id=person_id,
            status="made_up" if absent else "present",
            reason=("出差" if travelling else "病假") if absent else None,
            made_up_on=max(made_up, on) if absent else None,
        )


def _days(first: Value, last: Value) -> list[datetime.date]:
    return [as_day(first) + n * DAY for n in range((as_day(last) - as_day(first)).days + 1)]
