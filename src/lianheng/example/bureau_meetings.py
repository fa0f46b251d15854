"""The bureau's working meetings: every Friday, on integrity twice a year, and the leaders' meetings that decide."""

from __future__ import annotations

import datetime

from lianheng.example.meetings import Meetings
from lianheng.example.people import people
from lianheng.example.world import Row, World

DECIDING = 7
"""How many sit in the leaders' meeting: the chief, the deputies and three heads."""


def write_bureau_meetings(world: World, year: int, meetings: Meetings) -> None:
    leaders, everyone = people(world, "chief", "deputy"), people(world)
    for number, on in enumerate(world.workdays.weekly(year), start=1):
        leader = leaders[number % len(leaders)]
        meetings.hold(
            "weekly_meeting",
            on,
            f"第{number}次周例会",
            everyone,
            host=leader,
            lecturer=leader["name"] if number % 4 == 0 else None,
        )
    for half, month in enumerate((3, 9), start=1):
        on = world.workdays.month(year, month)[8]
        title = f"党风廉政建设工作专题会议（第{half}次）"
        meetings.hold("integrity_meeting", on, title, everyone, host=leaders[0], integrity_clause=True)


def leaders_meeting_days(world: World, year: int) -> list[datetime.date]:
    """Twice a month, early enough in the year's quarters that what is decided can be done in time."""
    return [world.workdays.month(year, month)[place] for month in range(1, 13) for place in (2, 11)]


def deciding_members(world: World) -> list[Row]:
    """Those entitled to decide."""
    return people(world, "chief", "deputy", "head")[:DECIDING]


def write_leaders_meetings(world: World, year: int, meetings: Meetings) -> list[Row]:
    """The meetings that decide, each with an integrity clause. Nobody entitled travels on their days."""
    members = deciding_members(world)
    return [
        meetings.hold(
            "business_meeting",
            on,
            f"第{number}次局长办公会",
            members,
            host=members[0],
            integrity_clause=True,
            everyone_there=True,
        )
        for number, on in enumerate(leaders_meeting_days(world, year), start=1)
    ]
