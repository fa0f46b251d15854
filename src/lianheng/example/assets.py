"""State assets: what was bought, held and counted; a few rooms let, a few old machines sold, each as decided."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.decisions import Decisions
from lianheng.example.money import share, spread
from lianheng.example.names import Firm
from lianheng.example.people import people
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row, World

OLD = 110
KINDS = (
    ("通用设备", "台式计算机", 6),
    ("通用设备", "打印机", 6),
    ("家具", "办公桌椅", 15),
    ("家具", "文件柜", 15),
    ("专用设备", "凭证装订机", 10),
    ("通用设备", "会议平板", 6),
)
ROOMS = ("临街门面一号", "临街门面二号", "仓库甲", "培训楼三层")
BOUGHT = {
    "31002": ("通用设备", "办公设备一批", 6),
    "31007": ("专用设备", "信息网络设备一批", 8),
    "31013": ("车辆", "公务用车", 8),
}


def write_old_assets(world: World) -> None:
    """What was there before the first year told, four rooms among them."""
    chance = world.chance("assets")
    holders = people(world)
    for number in range(1, OLD + 1):
        room = number <= len(ROOMS)
        kind, name, life = ("房屋", ROOMS[number - 1], 50) if room else KINDS[number % len(KINDS)]
        acquired = datetime.date(
            world.first_year - chance.randint(1, 4), chance.randint(1, 12), chance.randint(1, 28)
        )
        world.add(
            "assets",
            asset_id=f"ZC{number:05d}",
            unit_id=BUREAU,
            kind=kind,
            name=name,
            acquired_on=acquired,
            payment_id=None,
            value=spread(chance, 400_000, 2_000_000) if room else spread(chance, 1_200, 30_000),
            holder_id=holders[number % len(holders)]["person_id"],
            life_years=life,
            state="leased" if room else "in_use",
            carded_on=acquired + chance.randint(1, 20) * DAY,
        )


def write_bought_assets(world: World, year: int) -> None:
    """A card for every payment on a code of assets, within the month."""
    chance = world.chance("assets", year)
    for row in list(world.tables["payments"]):
        on = as_day(row["paid_on"])
        if on.year != year or str(row["economic_code"]) not in BOUGHT:
            continue
        kind, name, life = BOUGHT[str(row["economic_code"])]
        world.add(
            "assets",
            asset_id=f"ZC{world.number('assets'):05d}",
            unit_id=row["unit_id"],
            kind=kind,
            name=name,
            acquired_on=on,
            payment_id=row["payment_id"],
            value=row["amount"],
            holder_id=chance.choice(people(world))["person_id"],
            life_years=life,
            state="in_use",
            carded_on=min(on + chance.randint(1, 20) * DAY, datetime.date(year, 12, 31)),
        )


def write_asset_events(world: World, year: int, decisions: Decisions, tenants: list[Firm]) -> None:
    """Lettings in March with rent by the quarter, three sales in autumn, everything counted in November."""
    chance = world.chance("asset_events", year)
    meeting = decisions.meeting_by(datetime.date(year, 2, 25))
    for place in range(len(ROOMS)):
        rent = spread(chance, 12_000, 60_000)
        on = world.workdays.month(year, 3)[3 + place]
        subject = f"{ROOMS[place]}出租方案"
        decision = decisions.decide(meeting, "project", subject, None, on)
        _event(
            world,
            year,
            f"ZC{place + 1:05d}",
            "lease",
            on,
            tenants[place].name,
            decision["decision_id"],
            share(rent, "0.96"),
            rent,
        )
        for month in (3, 6, 9, 12):
            due = world.workdays.month(year, month)[10]
            row = _event(
                world,
                year,
                f"ZC{place + 1:05d}",
                "rent_received",
                due,
                tenants[place].name,
                None,
                None,
                share(rent, "0.25"),
            )
            row.update(due_on=due, received=share(rent, "0.25"))
    _sell(world, year, decisions, tenants[4].name)
    on = world.workdays.month(year, 11)[12]
    for asset in world.tables["assets"]:
        if asset["state"] not in ("disposed", "lost") and str(asset["acquired_on"]) <= str(on):
            _event(world, year, str(asset["asset_id"]), "count", on, None, None, None, None)


def _sell(world: World, year: int, decisions: Decisions, buyer: str) -> None:
    chance = world.chance("asset_sales", year)
    meeting = decisions.meeting_by(datetime.date(year, 8, 31))
    decision = decisions.decide(meeting, "project", "报废设备处置", None, world.workdays.month(year, 10)[5])
    standing = [
        row for row in world.tables["assets"] if row["state"] == "in_use" and row["payment_id"] is None
    ]
    for number, asset in enumerate(standing[-3:]):
        appraised = share(as_money(asset["value"]), f"{chance.uniform(0.05, 0.12):.4f}")
        on = world.workdays.month(year, 10)[4 + number]
        row = _event(
            world,
            year,
            str(asset["asset_id"]),
            "dispose",
            on,
            buyer,
            decision["decision_id"],
            appraised,
            share(appraised, "1.03"),
        )
        row.update(
            approved_on=world.workdays.month(year, 9)[10],
            due_on=on + 10 * DAY,
            received=share(appraised, "1.03"),
        )
        asset["state"] = "disposed"


def _event(
    world: World,
    year: int,
    asset_id: str,
    kind: str,
    on: datetime.date,
    counterparty: str | None,
    decision_id: object,
    appraised: Decimal | None,
    price: Decimal | None,
) -> Row:
    return world.add(
        "asset_events",
        event_id=f"ZB{year}-{world.number('asset_events'):05d}",
        asset_id=asset_id,
        kind=kind,
        on=on,
        counterparty=counterparty,
        decision_id=None if decision_id is None else str(decision_id),
        approved_on=on - 5 * DAY if kind == "lease" else None,
        appraised=appraised,
        price=price,
        due_on=None,
        received=None,
    )
