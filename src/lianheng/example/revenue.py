"""Revenue and expenditure by month, the monthly analysis of them, and the three public expenses by year."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from lianheng.example.money import share, yuan
from lianheng.example.people import people
from lianheng.example.values import as_day, as_money
from lianheng.example.vehicles import CARS, NEW_CAR_PRICE, bought_in
from lianheng.example.world import BUREAU, World

ITEMS = (
    ("revenue", "增值税", 148_000_000),
    ("revenue", "企业所得税", 96_000_000),
    ("revenue", "城市维护建设税", 21_000_000),
    ("revenue", "非税收入", 33_000_000),
    ("expenditure", "一般公共服务支出", 42_000_000),
    ("expenditure", "教育支出", 58_000_000),
    ("expenditure", "社会保障和就业支出", 37_000_000),
    ("expenditure", "城乡社区支出", 84_000_000),
    ("expenditure", "科学技术支出", 46_000_000),
)
COURSE = {
    # item: what was spent one, two, three … years before the first year told, as a share of that year's own amount
    "reception": ("1.07", "1.16", "1.24", "1.31", "1.38"),
    "vehicle_running": ("1.05", "1.08", "1.10", "1.12", "1.14"),
    "overseas": ("1.06", "1.04", "1.09", "1.15", "1.20"),
}
CODES = {"30212": "overseas", "31013": "vehicle_purchase", "30231": "vehicle_running", "30217": "reception"}
EARLIER_YEARS = 4


def write_revenue(world: World, year: int) -> None:
    """Each item's months, adding up; last year's run a little lower."""
    for side, item, annual in ITEMS:
        chance = world.chance("revenue_months", year, item)
        weights = [chance.uniform(0.8, 1.2) for _ in range(12)]
        growth, to_date, before = Decimal(str(round(chance.uniform(1.02, 1.09), 4))), Decimal(0), Decimal(0)
        for month in range(1, 13):
            amount = yuan(annual * weights[month - 1] / sum(weights) * 1.01)
            to_date += amount
            before += yuan(amount / growth)
            world.add(
                "revenue_months",
                month=f"{year}-{month:02d}",
                unit_id=BUREAU,
                side=side,
                item=item,
                amount=amount,
                ytd=to_date,
                ytd_prior=before,
                annual_budget=Decimal(annual),
            )


def write_analyses(world: World, year: int) -> None:
    """Issued within the first days of the month after; December's on the last working day."""
    for month in range(1, 13):
        issued = (
            world.workdays.month(year, month)[-1] if month == 12 else world.workdays.month(year, month + 1)[4]
        )
        recipients = len(people(world, "chief", "deputy", "head")) + 8
        world.add(
            "analyses",
            month=f"{year}-{month:02d}",
            unit_id=BUREAU,
            issued_on=issued,
            recipients=recipients,
            read=recipients - month % 2,
        )


def write_three_public(world: World) -> None:
    """The years told, as they were paid; and those before, so that five years stand beside one another."""
    told = {year: _spent(world, year) for year in world.span}
    for year, spent in told.items():
        _write_year(world, year, spent)
    for back in range(1, EARLIER_YEARS - world.years + 2):
        year, base = world.first_year - back, told[world.first_year]
        spent = {item: share(base[item], parts[back - 1]) for item, parts in COURSE.items()}
        spent["vehicle_purchase"] = NEW_CAR_PRICE if year == bought_in(world) else Decimal(0)
        _write_year(world, year, spent)


def _spent(world: World, year: int) -> dict[str, Decimal]:
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for row in world.tables["payments"]:
        item = CODES.get(str(row["economic_code"]))
        if item and row["unit_id"] == BUREAU and as_day(row["paid_on"]).year == year:
            spent[item] += as_money(row["amount"])
    return spent


def _write_year(world: World, year: int, spent: dict[str, Decimal]) -> None:
    receptions = [row for row in world.tables["receptions"] if str(row["held_on"]).startswith(str(year))]
    guests = sum(int(str(row["guests"])) for row in receptions)
    missions = [row for row in world.tables["overseas"] if str(row["left_on"]).startswith(str(year))]
    travellers = sum(int(str(row["people"])) for row in missions)
    estimate = 62 + 5 * (world.year - year)
    bought = spent.get("vehicle_purchase", Decimal(0)) > 0
    counts: dict[str, tuple[int | None, int | None, int | None]] = {
        "overseas": (len(missions) or 2, travellers or 7, None),
        "vehicle_purchase": (None, None, int(bought)),
        "vehicle_running": (None, None, len(CARS)),
        "reception": (len(receptions) or estimate, guests or estimate * 5, None),
    }
    for item, (groups, persons, vehicles) in counts.items():
        actual = spent.get(item, Decimal(0))
        budget = (actual * Decimal("1.04") / 100).quantize(Decimal(1), "ROUND_UP") * 100
        world.add(
            "three_public_years",
            year=year,
            unit_id=BUREAU,
            item=item,
            budget=budget,
            actual=actual,
            groups=groups,
            people=persons,
            vehicles=vehicles,
        )
