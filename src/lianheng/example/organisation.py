"""The branch's own life: member, committee and group meetings, lectures, theme days, the yearly meeting and appraisal."""

from __future__ import annotations

import datetime

from lianheng.example.meetings import Meetings
from lianheng.example.people import BRANCH, GROUPS, members
from lianheng.example.world import Row, World

THEMES = (
    "重温入党誓词",
    "走访企业纾困解难",
    "义务植树",
    "廉政教育基地参观",
    "志愿服务进社区",
    "学习先进事迹",
)
LECTURES = ("守纪律讲规矩", "过紧日子与财政担当", "管好用好财政资金", "严守中央八项规定精神")


def write_organisation_life(world: World, year: int, meetings: Meetings) -> None:
    party = members(world)
    committee = [row for row in party if row["branch_post"]]
    chance = world.chance("organisation", year)
    secretary = party[0]
    for quarter in range(1, 5):
        on = chance.choice(world.workdays.month(year, quarter * 3 - 1)[:-2])
        meetings.hold(
            "member_meeting", on, f"{quarter}季度支部党员大会", party, host=secretary, branch=BRANCH
        )
        on = chance.choice(world.workdays.month(year, quarter * 3 - 1)[:-2])
        _lecture(meetings, on, quarter, party, committee)
    for month in range(1, 13):
        days = world.workdays.month(year, month)[:-2]
        on = min(chance.sample(days, len(days)), key=lambda day: meetings.travelling(committee, day))
        title = f"{month}月支委会"
        meetings.hold(
            "committee_meeting", on, title, committee, host=secretary, branch=BRANCH, everyone_there=True
        )
        _theme_day(meetings, chance.choice(days), month, party)
        for group in GROUPS:
            own = [row for row in party if row["branch_group"] == group]
            meetings.hold(
                "group_meeting", chance.choice(days), f"{group}{month}月会议", own, host=own[0], branch=BRANCH
            )
    yearly = world.workdays.month(year, 12)[3:8]
    meetings.hold(
        "org_life_meeting",
        yearly[0],
        f"{year}年度组织生活会",
        party,
        host=secretary,
        branch=BRANCH,
        everyone_there=True,
    )
    meetings.hold(
        "democratic_appraisal",
        yearly[1],
        f"{year}年度民主评议党员",
        party,
        host=secretary,
        branch=BRANCH,
        everyone_there=True,
    )
    _appraisals(world, year, party)


def _lecture(
    meetings: Meetings, on: datetime.date, quarter: int, party: list[Row], committee: list[Row]
) -> None:
    lecturer = committee[(quarter - 1) % 2]
    meetings.hold(
        "party_lecture",
        on,
        f"专题党课：{LECTURES[quarter - 1]}",
        party,
        hours=2,
        host=lecturer,
        branch=BRANCH,
        lecturer=lecturer["name"],
    )


def _theme_day(meetings: Meetings, on: datetime.date, month: int, party: list[Row]) -> None:
    title = f"{month}月主题党日：{THEMES[month % len(THEMES)]}"
    meetings.hold("theme_day", on, title, party, hours=2, host=party[0], branch=BRANCH)


def _appraisals(world: World, year: int, party: list[Row]) -> None:
    """Under a third are excellent; those on probation take part and get no grade."""
    graded = [row for row in party if row["party"] == "member"]
    for person in party:
        excellent = (
            person in graded
            and graded.index(person) % 3 == 0
            and graded.index(person) // 3 < len(graded) // 3 - 1
        )
        world.add(
            "appraisals",
            year=year,
            person_id=person["person_id"],
            grade="none" if person["party"] != "member" else "excellent" if excellent else "qualified",
            ballots=len(party),
            present=len(party),
        )
