"""Talks down the line: the chief with the deputies, they with the heads, the heads with everyone of their own."""

from __future__ import annotations

import datetime

from lianheng.example.people import people, seconded
from lianheng.example.workdays import at
from lianheng.example.world import Row, World


def write_talks(world: World, year: int) -> None:
    """Three rounds from the chief (9), two and a third from the deputies (14): the twenty-odd; then each of the staff."""
    chief, deputies, heads = people(world, "chief")[0], people(world, "deputy"), people(world, "head")
    leaders = {row["person_id"]: row for row in deputies}
    heads_of = {row["department"]: row for row in heads}
    pairs = [(chief, deputy, quarter) for quarter in (1, 5, 10) for deputy in deputies]
    pairs += [(leaders[head["supervisor_id"]], head, month) for month in (3, 9) for head in heads]
    pairs += [(leaders[head["supervisor_id"]], head, 11) for head in heads[:2]]
    pairs += [
        (heads_of[person["department"]], person, 2 + place % 10)
        for place, person in enumerate(people(world, "staff"))
    ]
    if year == world.year:
        guest = next(row for row in world.tables["people"] if row["person_id"] == seconded(world))
        pairs.append((heads_of[guest["department"]], guest, 3))
    for number, (interviewer, interviewee, month) in enumerate(pairs, start=1):
        _talk(world, year, number, interviewer, interviewee, month)


def _talk(world: World, year: int, number: int, interviewer: Row, interviewee: Row, month: int) -> None:
    chance = world.chance("talks", year, number)
    on: datetime.date = chance.choice(world.workdays.month(year, month)[:-3])
    raised = chance.choice((0, 0, 0, 1, 1, 2))
    world.add(
        "talks",
        talk_id=f"T{year}-{number:03d}",
        interviewer_id=interviewer["person_id"],
        interviewee_id=interviewee["person_id"],
        held_on=on,
        kind="routine" if number % 13 else "reminder",
        form="0" if number % 13 else "1",
        issues_raised=raised,
        issues_resolved=raised,
        follow_up_on=world.workdays.after(on, 10) if raised and month < 12 else None,
        recorded_at=at(world.workdays.after(on, chance.randint(0, 3)), 17, chance.randint(0, 59)),
    )
