"""The review centre next door: three people with a branch of their own, small enough that a missing meeting shows."""

from __future__ import annotations

import datetime

from lianheng.example.meetings import Meetings
from lianheng.example.names import account, person_name, phone
from lianheng.example.units import REVIEW
from lianheng.example.workdays import DAY
from lianheng.example.world import Row, World

BRANCH = "评审中心支部"
PEOPLE = ("P901", "P902", "P903")


def write_staff(world: World) -> None:
    """Two members and one who is none, under nobody: the bureau leads them."""
    chance = world.chance("centre")
    for number, person_id in enumerate(PEOPLE):
        party = "none" if number == 2 else "member"
        world.add(
            "people",
            person_id=person_id,
            name=person_name(world, chance),
            unit_id=REVIEW,
            department="评审部",
            post="评审员",
            rank="staff",
            role="staff",
            party=party,
            branch=None if party == "none" else BRANCH,
            officer="none",
            joined_on=datetime.date(world.first_year - 2, 3, 1 + number),
            phone=phone(world, chance),
            bank_account=account(world, chance),
        )


def staff(world: World) -> list[Row]:
    return [row for row in world.tables["people"] if row["unit_id"] == REVIEW]


def write_conduct(world: World, year: int, meetings: Meetings) -> None:
    """What a unit and a branch owe, and no more."""
    everyone = staff(world)
    host = everyone[0]
    for number, on in enumerate(world.workdays.weekly(year), start=1):
        meetings.hold("weekly_meeting", on, f"第{number}次周例会", host=host, unit_id=REVIEW)
    for day, festival in world.workdays.festivals(year):
        on, title = world.workdays.before_or_on(day - 4 * DAY), f"{festival}廉洁过节提醒"
        meetings.hold("holiday_reminder", on, title, host=host, unit_id=REVIEW, holiday=festival)
    for month in (4, 10):
        meetings.hold(
            "integrity_meeting",
            world.workdays.month(year, month)[5],
            "廉政工作专题会",
            everyone,
            host=host,
            unit_id=REVIEW,
            everyone_there=True,
        )
    _write_branch(world, year, meetings, everyone[:2])


def _write_branch(world: World, year: int, meetings: Meetings, party: list[Row]) -> None:
    """The branch's months, quarters and year; its two members are always there."""

    def hold(kind: str, month: int, place: int, title: str, hours: float | None = None) -> None:
        on = world.workdays.month(year, month)[place]
        meetings.hold(
            kind,
            on,
            title,
            party,
            hours=hours,
            host=party[0],
            unit_id=REVIEW,
            branch=BRANCH,
            everyone_there=True,
        )

    for month in range(1, 13):
        hold("theme_day", month, 7, f"{month}月主题党日", hours=3)
        if month % 3 == 0:
            hold("member_meeting", month, 9, f"{month // 3}季度党员大会")
            hold("party_lecture", month, 9, "专题党课", hours=2)
    hold("org_life_meeting", 12, 4, f"{year}年度组织生活会")
    hold("democratic_appraisal", 12, 4, f"{year}年度民主评议党员")
    for person in party:
        world.add(
            "appraisals", year=year, person_id=person["person_id"], grade="qualified", ballots=2, present=2
        )
