"""Government investment: projects within their estimates, paid behind their progress, and the reviews of their prices."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.firms import Firms
from lianheng.example.money import share, spread, yuan
from lianheng.example.units import REVIEW
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, World

TITLES = (
    "纬三路道路工程",
    "标准厂房二期",
    "污水管网改造",
    "公共租赁住房",
    "智慧园区平台",
    "变电站配套工程",
    "滨河绿化提升",
    "人才公寓装修",
)
REVIEWS = 30
KINDS = ("estimate", "budget", "settlement")


def write_projects(world: World) -> None:
    """Half of them usable within the last year, the others under way."""
    chance = world.chance("projects")
    for number, title in enumerate(TITLES, start=1):
        estimate = spread(chance, 4_500_000, 48_000_000)
        contract = share(estimate, f"{chance.uniform(0.84, 0.94):.3f}")
        progress = Decimal(1) if number % 2 else Decimal(chance.randint(45, 85)) / 100
        approved = datetime.date(world.year - 1, number, 12)
        usable = datetime.date(world.year, 4, 10 + number) if number % 2 else None
        world.add(
            "projects",
            project_id=f"XM{number:02d}",
            unit_id=BUREAU,
            title=title,
            estimate=estimate,
            contract_amount=contract,
            started_on=approved + 60 * DAY,
            approved_on=approved,
            usable_on=usable,
            final_account_on=usable + 150 * DAY if usable else None,
            progress=progress,
            paid=yuan(contract * progress * Decimal("0.85")),
        )


def write_reviews(world: World, year: int, firms: Firms) -> None:
    """Within the time allowed, by an agency that did not draft; four to nine in a hundred are cut."""
    chance = world.chance("reviews", year)
    agencies = [firm.name for firm in firms["工程咨询"]]
    for number in range(1, REVIEWS + 1):
        submitted_on = chance.choice(world.workdays.month(year, 1 + number % 10))
        submitted = spread(chance, 4_200_000, 28_000_000)
        agency = number % 5
        world.add(
            "reviews",
            review_id=f"PS{year}-{number:02d}",
            project_id=f"XM{1 + number % len(TITLES):02d}",
            project=f"{TITLES[number % len(TITLES)]}第{number}标段",
            unit_id=REVIEW if number % 4 == 0 else BUREAU,
            kind=KINDS[number % len(KINDS)],
            submitted=submitted,
            reviewed=share(submitted, f"{chance.uniform(0.91, 0.96):.4f}"),
            submitted_on=submitted_on,
            due_on=world.workdays.after(submitted_on, 20),
            reviewed_on=world.workdays.after(submitted_on, chance.randint(9, 18)),
            agency=agencies[agency],
            drafting_agency=agencies[5 + number % 5],
            contractor=firms["建筑工程"][number % 10].name,
        )
