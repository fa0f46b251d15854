"""What firms asked of the bureau and how it served them: requests, approval cases, the yearly survey."""

from __future__ import annotations

from decimal import Decimal

from lianheng.example.money import share, spread
from lianheng.example.names import Firm
from lianheng.example.values import as_day
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, World

ITEMS = (
    ("中介机构执业备案", 5),
    ("政府采购投诉受理", 10),
    ("惠企政策申报", 7),
    ("会计资格信息变更", 3),
    ("非税票据领用", 2),
    ("资产处置备案", 10),
)
SURVEYED = ("政策兑现", "融资对接", "审批服务", "工作作风")


def write_requests(world: World, year: int, enterprises: list[Firm]) -> None:
    """Thirty for financing, forty for rewards as they were paid, ten of other kinds."""
    chance = world.chance("enterprise_requests", year)
    for number in range(1, 41):
        kind = "financing" if number <= 30 else "other"
        received = chance.choice(world.workdays.month(year, 1 + number % 10))
        asked = spread(chance, 300_000, 20_000_000).quantize(Decimal(10_000)) if kind == "financing" else None
        enterprise = enterprises[number * 3 % len(enterprises)]
        world.add(
            "enterprise_requests",
            request_id=f"QY{year}-{number:03d}",
            enterprise=enterprise.name,
            uscc=enterprise.uscc,
            kind=kind,
            policy=None,
            received_on=received,
            promised_on=received + 30 * DAY,
            done_on=received + chance.randint(8, 27) * DAY,
            asked=asked,
            obtained=share(asked, chance.choice(("0.6", "0.8", "1"))) if asked else None,
            no_application=False,
            rating=chance.choice((4, 5, 5)),
        )
    for place, allocation in enumerate(
        row for row in world.tables["fund_allocations"] if row["year"] == year
    ):
        if place % 3:
            continue
        applied, paid = as_day(allocation["applied_on"]), allocation["paid_on"]
        world.add(
            "enterprise_requests",
            request_id=f"QY{year}-{41 + place // 3:03d}",
            enterprise=allocation["recipient"],
            uscc=allocation["recipient_uscc"],
            kind="reward",
            policy=allocation["policy"],
            received_on=applied,
            promised_on=applied + 60 * DAY,
            done_on=paid,
            asked=allocation["amount"],
            obtained=allocation["amount"],
            no_application=place % 9 == 0,
            rating=5,
        )


def write_service_cases(world: World, year: int) -> None:
    """A case a day or so; each done within the days promised."""
    chance = world.chance("service_cases", year)
    days = world.workdays.of_year(year)[:-12]
    for number in range(1, 301):
        item, promised = chance.choice(ITEMS)
        on = chance.choice(days)
        world.add(
            "service_cases",
            case_id=f"BJ{year}-{number:04d}",
            item=item,
            received_at=at(on, chance.randint(9, 16), chance.randint(0, 59)),
            promised_days=promised,
            done_at=at(
                world.workdays.after(on, chance.randint(1, max(1, promised - 2))), 16, chance.randint(30, 59)
            ),
            materials=chance.randint(2, 6),
            steps=chance.randint(1, 4),
            unit_id=BUREAU,
        )


def write_surveys(world: World, year: int, enterprises: list[Firm]) -> None:
    chance = world.chance("surveys", year)
    for number in range(1, 121):
        world.add(
            "surveys",
            response_id=f"MY{year}-{number:03d}",
            year=year,
            enterprise=enterprises[number % len(enterprises)].name if number % 3 else None,
            item=SURVEYED[number % len(SURVEYED)],
            score=chance.choices((5, 4, 3, 2), (64, 27, 7, 2))[0],
        )
