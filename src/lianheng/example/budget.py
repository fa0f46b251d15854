"""Budget lines fitted round what was paid: enough for the year, spent ahead of time, moved only with approval."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from lianheng.example.funds import FUNDS
from lianheng.example.money import share
from lianheng.example.projects import PROJECTS
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, World

BASIC = {
    "W30101": ("基本工资", "30101"),
    "W30113": ("住房公积金", "30113"),
    "W30112": ("社会保障缴费", "30112"),
    "B03": ("日常公用经费", "30201"),
    "B04": ("差旅费", "30211"),
    "B05": ("公务接待费", "30217"),
    "B06": ("公务用车运行维护费", "30231"),
    "B07": ("因公出国（境）费", "30212"),
    "B08": ("会议培训费", "30215"),
    "V01": ("公务用车购置", "31013"),
}
MOVES = (("B03", "B08", "0.06"), ("B03", "B04", "0.05"))
"""Between which basic lines money is moved in the year, as a share of the second."""


def write_budget(world: World, year: int) -> None:
    """A line for every line that was paid from."""
    paid: dict[str, list[tuple[datetime.date, Decimal]]] = defaultdict(list)
    for row in world.tables["payments"]:
        if row["line_id"] and as_day(row["paid_on"]).year == year:
            paid[str(row["line_id"])].append((as_day(row["paid_on"]), as_money(row["amount"])))
    available = {line_id: _available(year, payments) for line_id, payments in sorted(paid.items())}
    moved = _move(world, year, available)
    for line_id, amount in available.items():
        unit_id, _, short = line_id.split("-")
        project, kind, code = _about(short)
        world.add(
            "budget_lines",
            line_id=line_id,
            year=year,
            unit_id=unit_id,
            project=project,
            project_kind=kind,
            function_code="2010601" if kind == "basic" else "2010699",
            economic_code=code,
            initial=amount - moved.get(line_id, Decimal(0)),
            adjusted=amount,
            carried_in=Decimal(0),
            key_project=short in ("P02", "P07", "S01"),
            approved_on=datetime.date(year, 1, 2),
        )


def _available(year: int, payments: list[tuple[datetime.date, Decimal]]) -> Decimal:
    """Two per cent more than was paid, but no more than the progress of June and September allows."""
    total = sum((amount for _, amount in payments), Decimal(0))
    june = sum((amount for on, amount in payments if on <= datetime.date(year, 6, 30)), Decimal(0))
    september = sum((amount for on, amount in payments if on <= datetime.date(year, 9, 30)), Decimal(0))
    progress = min(june / Decimal("0.5"), september / Decimal("0.75"))
    wanted = min(total * Decimal("1.02"), progress)
    return max(total, wanted.quantize(Decimal(1), ROUND_DOWN)).quantize(Decimal("0.01"), ROUND_UP)


def _move(world: World, year: int, available: dict[str, Decimal]) -> dict[str, Decimal]:
    """Changes between lines, each approved. Returns how much each line gained or lost."""
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for number, (source, target, part) in enumerate(MOVES, start=1):
        source_id, target_id = f"{BUREAU}-{year}-{source}", f"{BUREAU}-{year}-{target}"
        amount = share(available[target_id], part)
        moved[source_id] -= amount
        moved[target_id] += amount
        world.add(
            "budget_changes",
            change_id=f"TJ{year}-{number:02d}",
            from_line_id=source_id,
            to_line_id=target_id,
            amount=amount,
            changed_on=world.workdays.before_or_on(datetime.date(year, 6, 1) + number * 20 * DAY),
            approver_id="P001",
        )
    return moved


def _about(short: str) -> tuple[str, str, str]:
    """Name, kind and economic code of a line by its short name."""
    if short in BASIC:
        name, code = BASIC[short]
        return name, "project" if short == "V01" else "basic", code
    place = int(short[1:]) - 1
    if short.startswith("P"):
        return PROJECTS[place].name, "project", PROJECTS[place].code
    return FUNDS[place].name, "special", FUNDS[place].code
