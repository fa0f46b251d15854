"""What is promised and what is proven: the year's duties, letters and commitments, declarations, posts, plans."""

from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal

from lianheng.example.names import SURNAMES, firm
from lianheng.example.people import people
from lianheng.example.workdays import at
from lianheng.example.world import Row, World

DUTIES = (
    # who, what, source, frequency, months in which it is due
    ("organisation", "召开党风廉政建设专题会议", "主体责任清单", "half_year", (6, 12)),
    ("organisation", "分析研判廉政风险", "主体责任清单", "quarterly", (3, 6, 9, 12)),
    ("organisation", "报告主体责任落实情况", "定期报告", "half_year", (6, 12)),
    ("chief", "听取班子成员述责述廉", "责任书", "half_year", (6, 12)),
    ("chief", "讲授廉政党课", "责任书", "year", (9,)),
    ("chief", "约谈班子成员", "责任书", "quarterly", (3, 6, 9, 12)),
    ("deputy", "检查分管领域廉政情况", "一岗双责清单", "quarterly", (3, 6, 9, 12)),
    ("deputy", "报告分管领域责任落实情况", "定期报告", "half_year", (6, 12)),
    ("head", "排查本科室廉政风险点", "责任书", "half_year", (6, 12)),
    ("head", "组织本科室廉政学习", "责任书", "quarterly", (3, 6, 9, 12)),
    ("officer", "抽查作风纪律", "两员工作规定", "quarterly", (3, 6, 9, 12)),
)
PLANS = (
    ("优环境、转作风、强产业活动", "企业满意度达到95%以上"),
    ("加强两员队伍建设", "每季度开展专项监督不少于1次"),
    ("修订内部控制制度", "6月底前完成"),
    ("规范专项资金使用管理", "专项检查覆盖率100%"),
    ("深化警示教育", "全年不少于6次"),
    ("推进预算绩效管理", None),
)
KEY_AREAS = ("预算编审", "国库支付", "政府采购", "资产管理", "投资评审", "专项资金", "财务核算", "金融服务")


def write_duties(world: World, year: int) -> None:
    number = 0
    for kind, text, source, frequency, months in DUTIES:
        for holder in _holders(world, kind):
            for month in months:
                number += 1
                _duty(world, year, number, kind, holder, text, source, frequency, month)


def _holders(world: World, kind: str) -> list[Row]:
    if kind == "organisation":
        return people(world, "chief")
    if kind == "officer":
        return [row for row in people(world) if row["officer"] != "none"]
    return people(world, kind)


def _duty(
    world: World,
    year: int,
    number: int,
    kind: str,
    holder: Row,
    text: str,
    source: str,
    frequency: str,
    month: int,
) -> None:
    chance = world.chance("duties", year, number)
    days = world.workdays.month(year, month)
    months = {"quarterly": 3, "half_year": 6, "year": 12}[frequency]
    done = chance.choice(days[4:-4])
    world.add(
        "duties",
        duty_id=f"D{year}-{number:03d}",
        year=year,
        holder_kind=kind,
        holder_id=holder["person_id"],
        text=text,
        source=source,
        basis="党委（党组）落实全面从严治党主体责任规定",
        frequency=frequency,
        starts_on=datetime.date(year, max(1, month - months + 1), 1),
        due_on=days[-1],
        done_on=done,
        recorded_at=at(world.workdays.after(done, chance.randint(0, 3)), 15, chance.randint(0, 59)),
        evidence_count=chance.randint(1, 4),
        supplemented=False,
    )


def write_pledges(world: World, year: int) -> None:
    """In January: letters from the heads up, a commitment from everyone who serves on some day of the year."""
    issued = world.workdays.month(year, 1)[5]
    serving = [row for row in world.tables["people"] if str(row["joined_on"]) <= str(issued)]
    for person in serving:
        _pledge(world, year, person, "commitment", issued)
        if person["role"] != "staff":
            _pledge(world, year, person, "responsibility", issued)


def _pledge(world: World, year: int, person: Row, kind: str, issued: datetime.date) -> None:
    number = world.number("pledges")
    world.add(
        "pledges",
        pledge_id=f"G{year}-{number:03d}",
        kind=kind,
        year=year,
        person_id=person["person_id"],
        counterpart_id=person["supervisor_id"] if kind == "responsibility" else None,
        post=person["post"],
        text_hash=hashlib.sha256(f"{kind}|{year}|{person['post']}".encode()).hexdigest(),
        issued_on=issued,
        signed_on=world.workdays.after(issued, world.chance("pledges", number).randint(0, 8)),
    )


def write_declarations(world: World, year: int) -> None:
    """Leaders by the end of January; two events within their thirty days; heads' incomes as the bureau asks."""
    chance = world.chance("declarations", year)
    january = datetime.date(year, 1, 31)
    cases: list[tuple[Row, str, datetime.date | None, datetime.date]] = [
        *((row, "annual_matters", None, january) for row in people(world, "chief", "deputy")),
        *((row, "income", None, january) for row in people(world, "head")),
    ]
    for place, month in ((1, 4), (2, 8)):
        event = datetime.date(year, month, chance.randint(1, 28))
        cases.append((people(world)[place], "event", event, event + datetime.timedelta(30)))
    for number, (person, kind, event_on, due) in enumerate(cases, start=1):
        checked = number % 6 == 0
        world.add(
            "declarations",
            declaration_id=f"B{year}-{number:02d}",
            person_id=person["person_id"],
            kind=kind,
            event_on=event_on,
            due_on=due,
            filed_on=due - datetime.timedelta(chance.randint(2, 20)),
            checked=checked,
            result="consistent" if checked else None,
        )


def write_key_posts(world: World) -> None:
    """Held for less than the rotation period; one was handed over in the last year."""
    staff = people(world, "head", "staff")
    for number, area in enumerate(KEY_AREAS, start=1):
        since = datetime.date(world.year - 1 - number % 3, 1 + number, 10)
        _key_post(world, number, staff[number + 1], area, since, datetime.date(world.year + 2, 6, 30))
    handed = datetime.date(world.year, 3, 15)
    _key_post(world, 9, staff[12], KEY_AREAS[1], handed, datetime.date(world.year + 5, 3, 15))


def _key_post(
    world: World, number: int, person: Row, area: str, since: datetime.date, due: datetime.date
) -> None:
    world.add(
        "key_posts",
        post_id=f"K{number:02d}",
        person_id=person["person_id"],
        area=area,
        since_on=since,
        rotation_due_on=due,
    )


def write_interests(world: World) -> None:
    """Relatives' firms that have nothing to do with the bureau."""
    chance = world.chance("interests")
    for number, person in enumerate(people(world)[4:14], start=1):
        other = firm(world, chance, "百货")
        world.add(
            "interests",
            interest_id=f"N{number:02d}",
            person_id=person["person_id"],
            relation=("spouse", "sibling", "parent")[number % 3],
            relative_name=chance.choice(SURNAMES) + "某某",
            organisation=other.name,
            uscc=other.uscc,
            capacity=("employee", "shareholder", "legal_rep")[number % 3],
            share=Decimal("0.3") if number % 3 == 1 else None,
            from_on=datetime.date(world.first_year - 1, 6, 1),
            to_on=None,
            declared_on=datetime.date(world.first_year, 1, 20),
        )


def write_plans(world: World, year: int) -> None:
    for number, (title, target) in enumerate(PLANS, start=1):
        holder = people(world, "deputy")[number % 3]
        world.add(
            "plans",
            plan_id=f"J{year}-{number}",
            year=year,
            title=title,
            target=target,
            holder_id=holder["person_id"],
        )
