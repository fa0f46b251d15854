"""Reading a desk: what waits, in which month, what was told."""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from lianheng.web.access.actor import Actor
from lianheng.web.desk.models import Delivery, Notice
from lianheng.web.desk.work import Item, waiting


def notices_of(reader: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(to__username=reader.name)


def unread(reader: Actor) -> int:
    return notices_of(reader).filter(read_at=None).count()


def deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("channel", "notice__to")


def desk(reader: Actor) -> dict[str, Any]:
    """What waits: overdue, returned, due within a week, later."""
    items = waiting(reader)
    week = reader.today + datetime.timedelta(days=7)
    groups: dict[str, list[Item]] = {"late": [], "returned": [], "soon": [], "later": []}
    for item in items:
        if item.is_overdue(reader.today):
            groups["late"].append(item)
        elif item.returned:
            groups["returned"].append(item)
        elif item.due_on and item.due_on <= week:
            groups["soon"].append(item)
        else:
            groups["later"].append(item)
    return {**groups, "total": len(items)}


def month(reader: Actor, year: int, number: int) -> list[list[dict[str, Any]]]:
    """The weeks of a month, Monday first, each day with what is due on it."""
    due: dict[datetime.date, list[Item]] = defaultdict(list)
    for item in waiting(reader):
        if item.due_on is not None:
            due[item.due_on].append(item)
    weeks = calendar.Calendar().monthdatescalendar(year, number)
    return [
        [
            {
                "day": day,
                "items": due.get(day, []),
                "inside": day.month == number,
                "today": day == reader.today,
            }
            for day in week
        ]
        for week in weeks
    ]
