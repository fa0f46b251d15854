"""Study and education of the whole staff: monthly study, warnings, reminders before festivals, circulars, essays."""

from __future__ import annotations

import datetime

from lianheng.example.meetings import Meetings
from lianheng.example.people import people
from lianheng.example.values import as_day
from lianheng.example.workdays import DAY
from lianheng.example.world import Row, World

ACCEPTED_ESSAYS = 51
WARNINGS = (
    ("film", "观看警示教育片"),
    ("base_visit", "赴廉政教育基地学习"),
    ("hearing", "旁听职务犯罪庭审"),
    ("bulletin", "典型案例剖析会"),
    ("film", "观看警示教育片《镜鉴》"),
    ("bulletin", "“三个以案”专题警示教育"),
)
HISTORIES = ("学史明理", "学史增信", "学史崇德", "学史力行")
TOPICS = (
    "学习全面从严治党要求",
    "学习重要讲话精神",
    "学习党内法规",
    "学习财经纪律",
    "学习预算法",
    "学习政府采购法规",
)


def write_education(world: World, year: int, meetings: Meetings) -> None:
    everyone, leaders = people(world), people(world, "chief", "deputy")
    chance = world.chance("education", year)
    sessions = [_study(world, year, month, meetings, everyone, leaders) for month in range(1, 13)]
    for number, (subkind, title) in enumerate(WARNINGS):
        on = chance.choice(world.workdays.month(year, 2 * number + 1)[2:-2])
        meetings.hold("warning_education", on, title, everyone, hours=3, host=leaders[0], subkind=subkind)
    for number, topic in enumerate(HISTORIES):
        on = chance.choice(world.workdays.month(year, 3 + number)[2:-2])
        meetings.hold(
            "four_histories",
            on,
            f"{topic}专题学习",
            everyone,
            hours=2,
            host=leaders[number % 4],
            subkind=topic,
        )
    for month in (4, 8):
        on = chance.choice(world.workdays.month(year, month)[2:-2])
        meetings.hold(
            "theory_lecture",
            on,
            "理论宣讲报告会",
            everyone,
            hours=2,
            host=leaders[1],
            lecturer="市委讲师团讲师",
        )
        on = chance.choice(world.workdays.month(year, month + 1)[2:-2])
        meetings.hold("discussion", on, "专题研讨交流", everyone, hours=2, host=leaders[2])
    on = chance.choice(world.workdays.month(year, 9)[2:-2])
    meetings.hold("culture", on, "廉政文化作品征集展示", everyone, host=leaders[0])
    _convey(world, year, meetings, everyone, leaders[0])
    _platform(world, year, meetings, everyone)
    _remind(world, year, meetings, everyone, leaders[0])
    _essays(world, year, sessions, everyone)


def _study(
    world: World, year: int, month: int, meetings: Meetings, everyone: list[Row], leaders: list[Row]
) -> Row:
    """A session a month; the regulations received are studied in turn."""
    chance = world.chance("study", year, month)
    rules = [
        str(row["document_id"])
        for row in world.rows("documents", kind="regulation")
        if str(row["document_id"]).startswith(f"W{year}")
    ]
    leader = leaders[month % len(leaders)]
    return meetings.hold(
        "study",
        chance.choice(world.workdays.month(year, month)[2:-2]),
        f"集中学习：{TOPICS[month % len(TOPICS)]}",
        everyone,
        hours=2,
        host=leader,
        lecturer=leader["name"],
        document_id=rules[month % len(rules)] if month > 7 else None,
    )


def _convey(world: World, year: int, meetings: Meetings, everyone: list[Row], host: Row) -> None:
    """What came from above is passed on within ten working days."""
    chance = world.chance("convey", year)
    for document in world.tables["documents"]:
        received = as_day(document["received_on"])
        if received.year == year and document["kind"] != "regulation":
            on = min(world.workdays.after(received, chance.randint(2, 8)), world.workdays.of_year(year)[-4])
            meetings.hold(
                "convey",
                on,
                f"传达学习《{document['title']}》",
                everyone,
                hours=1,
                host=host,
                document_id=document["document_id"],
            )


def _platform(world: World, year: int, meetings: Meetings, everyone: list[Row]) -> None:
    for month in (2, 4, 6, 8, 10, 11):
        on = world.chance("platform", year, month).choice(world.workdays.month(year, month)[2:-2])
        meetings.hold("study", on, f"线上微党课第{month // 2}期", everyone, hours=0.5, subkind="online")


def _remind(world: World, year: int, meetings: Meetings, everyone: list[Row], host: Row) -> None:
    """Before each festival; a New Year's reminder may fall in the December before."""
    for day, festival in world.workdays.festivals(year):
        on = world.workdays.before_or_on(day - 3 * DAY)
        meetings.hold(
            "holiday_reminder", on, f"{festival}节前廉洁提醒", everyone, host=host, holiday=festival
        )


def _essays(world: World, year: int, sessions: list[Row], everyone: list[Row]) -> None:
    """Fifty-one accepted, three not; most people write one."""
    chance = world.chance("essays", year)
    for number in range(1, ACCEPTED_ESSAYS + 4):
        session = chance.choice(sessions)
        held_on = as_day(session["held_on"])
        world.add(
            "essays",
            essay_id=f"E{year}-{number:03d}",
            person_id=everyone[(number * 7) % len(everyone)]["person_id"],
            activity_id=session["activity_id"],
            title=f"{str(session['title']).removeprefix('集中学习：')}心得体会",
            submitted_on=min(held_on + chance.randint(3, 15) * DAY, datetime.date(year, 12, 31)),
            accepted=number <= ACCEPTED_ESSAYS,
        )
