"""The staff of the bureau: a chief, three deputies, six heads and their people; one branch with its groups."""

from __future__ import annotations

import datetime

from lianheng.example.names import account, person_name, phone
from lianheng.example.world import BUREAU, Row, World

DEPARTMENTS = ("综合科", "预算科", "国库支付科", "采购资产科", "监督评审科", "金融服务科")
BRANCH = "第一支部"
GROUPS = ("第一党小组", "第二党小组", "第三党小组")
POSTS = {"chief": "局长", "deputy": "副局长", "head": "科长", "staff": "科员"}
RANKS = {"chief": "division", "deputy": "section", "head": "section", "staff": "staff"}
BRANCH_POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
SCALE = ("minister", "bureau", "division", "section", "staff")


def write_people(world: World) -> None:
    """The people, best known first: P001 is the chief, P002 to P004 the deputies, P005 to P010 the heads."""
    chance = world.chance("people")
    for number in range(1, world.people + 1):
        role = _role(number)
        department = None if role in ("chief", "deputy") else DEPARTMENTS[(number - 5) % len(DEPARTMENTS)]
        party = _party(number)
        world.add(
            "people",
            person_id=f"P{number:03d}",
            name=person_name(world, chance),
            unit_id=BUREAU,
            department=department,
            post=(department or "") + POSTS[role],
            rank=RANKS[role],
            role=role,
            supervisor_id=_supervisor(number),
            party=party,
            branch=None if party == "none" else BRANCH,
            branch_group=None if party == "none" else GROUPS[number % len(GROUPS)],
            branch_post=_branch_post(number),
            officer={11: "inspector", 12: "liaison"}.get(number, "none"),
            joined_on=datetime.date(
                world.first_year - chance.randint(2, 12), chance.randint(1, 12), chance.randint(1, 28)
            ),
            left_on=None,
            id_no=None,
            phone=phone(world, chance),
            bank_account=account(world, chance),
        )


def write_seconded(world: World) -> None:
    """One more, sent from elsewhere in January of the last year and back there at the end of August."""
    chance = world.chance("seconded")
    world.add(
        "people",
        person_id=seconded(world),
        name=person_name(world, chance),
        unit_id=BUREAU,
        department=DEPARTMENTS[0],
        post=f"{DEPARTMENTS[0]}借调干部",
        rank="staff",
        role="staff",
        supervisor_id="P002",
        party="none",
        officer="none",
        joined_on=datetime.date(world.year, 1, 4),
        left_on=datetime.date(world.year, 8, 31),
        phone=phone(world, chance),
        bank_account=account(world, chance),
    )


def seconded(world: World) -> str:
    """The number of the one who has left."""
    return f"P{world.people + 1:03d}"


def _role(number: int) -> str:
    if number == 1:
        return "chief"
    return "deputy" if number <= 4 else "head" if number <= 10 else "staff"


def _supervisor(number: int) -> str | None:
    """The chief leads the deputies; each deputy is in charge of two departments."""
    if number == 1:
        return None
    return "P001" if number <= 4 else f"P{2 + (number - 5) % len(DEPARTMENTS) // 2:03d}"


def _party(number: int) -> str:
    """Leaders and heads are members, and two in three of the rest; one is on probation."""
    if number == 19:
        return "probationary"
    return "member" if number <= 12 or number % 3 else "none"


def _branch_post(number: int) -> str | None:
    holders = dict(zip((1, 2, 5, 6, 11), BRANCH_POSTS, strict=True))
    return f"支部{holders[number]}" if number in holders else None


def people(world: World, *roles: str) -> list[Row]:
    """The bureau's people in the given roles, or everyone; not who has left."""
    own = (row for row in world.tables["people"] if row["unit_id"] == BUREAU and row.get("left_on") is None)
    return [row for row in own if not roles or row["role"] in roles]


def members(world: World) -> list[Row]:
    """Party members, those on probation included."""
    return [row for row in people(world) if row["party"] != "none"]


def staff_of(world: World, department: str) -> list[Row]:
    """The people of a department, its head first."""
    return [row for row in people(world) if row["department"] == department]


def head_of(world: World, department: str) -> Row:
    return staff_of(world, department)[0]


def clerk(world: World, department: str) -> str:
    """The number of a department's head, who answers for its work."""
    return str(head_of(world, department)["person_id"])
