"""Money moved without leave, left lying, spent on the wrong things or all at the end."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.cashier import payee
from lianheng.example.money import share
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.units import ACCOUNTING, REVIEW, SERVICE
from lianheng.example.values import as_money
from lianheng.example.world import BUREAU, Row


def _budget_line(scene: Scene, line_id: str) -> Row:
    return next(scene.world.rows("budget_lines", line_id=line_id))


def _new_line(scene: Scene, short: str, project: str, code: str, amount: str, carried_in: str = "0") -> Row:
    return scene.world.add(
        "budget_lines",
        line_id=scene.line(short),
        year=scene.year,
        unit_id=BUREAU,
        project=project,
        project_kind="project",
        function_code="2010699",
        economic_code=code,
        initial=Decimal(amount),
        adjusted=Decimal(amount),
        carried_in=Decimal(carried_in),
        key_project=False,
        approved_on=datetime.date(scene.year, 1, 2),
    )


def _pay(scene: Scene, line: Row, on: datetime.date, amount: str, code: str, purpose: str) -> Row:
    firm = scene.bureau.firms["印务"][scene.chance.randrange(8)]
    line_id, to = str(line["line_id"]), payee(firm)
    row = scene.bureau.cashier.pay(BUREAU, line_id, on, to, Decimal(amount), code, purpose, "transfer")
    scene.touch(row)
    return row


@plant("budget.adjusted_without_approval")
def raised_without_leave(scene: Scene) -> None:
    """One line is higher than anybody approved; one was raised by a change without approver."""
    silent, unsigned = _budget_line(scene, scene.line("P09")), _budget_line(scene, scene.line("P10"))
    for line in (silent, unsigned):
        line["initial"] = share(as_money(line["adjusted"]), "0.9")
        scene.mark("budget_lines", line)
    scene.world.add(
        "budget_changes",
        change_id=f"TJ{scene.year}-90",
        from_line_id=None,
        to_line_id=unsigned["line_id"],
        amount=as_money(unsigned["adjusted"]) - as_money(unsigned["initial"]),
        changed_on=scene.day(8),
        approver_id=None,
    )


@plant("budget.heavy_adjustment")
def raised_by_half(scene: Scene) -> None:
    line = _budget_line(scene, scene.line("P08"))
    line["initial"] = share(as_money(line["adjusted"]), "0.66")
    scene.world.add(
        "budget_changes",
        change_id=f"TJ{scene.year}-91",
        from_line_id=None,
        to_line_id=line["line_id"],
        amount=as_money(line["adjusted"]) - as_money(line["initial"]),
        changed_on=scene.day(7),
        approver_id="P001",
    )
    scene.mark("budget_lines", line)


@plant("budget.idle_two_years")
def carried_over_and_left(scene: Scene) -> None:
    """Nothing was spent of it, so that its progress is too slow as well."""
    line = _new_line(scene, "P11", "历史档案抢救", "30227", "0", "236400.00")
    scene.mark("budget_lines", line)
    scene.mark("budget_lines", line, rule="budget.slow_execution")
    scene.mark("budget_lines", line, rule="budget.low_execution")


@plant("budget.low_execution")
def hardly_touched(scene: Scene) -> None:
    """A thirteenth of it was spent, all in spring."""
    line = _new_line(scene, "P15", "业务资料翻译", "30202", "40000.00")
    _pay(scene, line, scene.day(3, 14), "2981.40", "30202", "翻译印制外文资料")
    scene.mark("budget_lines", line)
    scene.mark("budget_lines", line, rule="budget.slow_execution")


@plant("budget.no_budget_line")
def paid_from_nowhere(scene: Scene) -> None:
    """Two payments without a line, one from another unit's."""
    none, also_none, other = scene.pick(
        "payments", lambda row: as_money(row["amount"]) < 900, 3, unit_id=BUREAU, economic_code="30202"
    )
    none["line_id"] = also_none["line_id"] = None
    other["line_id"] = scene.line("B03", ACCOUNTING)
    scene.mark("payments", none, also_none, other)


@plant("budget.other_codes_share", since=2018)
def hidden_under_other(scene: Scene) -> None:
    """Two lines of one project; a third of it stands under “other”."""
    open_line = _new_line(scene, "P12", "综合事务保障", "30201", "40000.00")
    other_line = _new_line(scene, "P13", "综合事务保障", "30299", "20000.00")
    for place, amount in enumerate(("7312.40", "8127.55", "6934.18", "8761.92", "7528.30")):
        _pay(scene, open_line, scene.day(3 + place), amount, "30201", "编印财政资料")
    for place, amount in enumerate(("6841.77", "5937.26", "6318.09")):
        _pay(scene, other_line, scene.day(4 + place, 12), amount, "30299", "编印财政志书")
    scene.mark("budget_lines", other_line)


@plant("budget.over_budget")
def paid_more_than_there_was(scene: Scene) -> None:
    line = _budget_line(scene, scene.line("B03", SERVICE))
    paid = sum(
        (as_money(row["amount"]) for row in scene.rows("payments", line_id=line["line_id"])), Decimal(0)
    )
    line["initial"] = line["adjusted"] = share(paid, "0.96")
    scene.mark("budget_lines", line)


@plant("budget.project_pays_running_costs", since=2018)
def reception_on_special_funds(scene: Scene) -> None:
    line = _budget_line(scene, scene.line("S01"))
    _pay(scene, line, scene.day(6, 3), "786.50", "30217", "项目对接公务接待用餐")
    scene.mark("budget_lines", line)


@plant("budget.slow_execution")
def half_left_unspent(scene: Scene) -> None:
    line = _budget_line(scene, scene.line("B03", REVIEW))
    line["initial"] = line["adjusted"] = share(as_money(line["adjusted"]), "2.3")
    scene.mark("budget_lines", line)


@plant("budget.year_end_rush")
def spent_in_december(scene: Scene) -> None:
    """Everything in the last weeks: too slow before, too fast then."""
    line = _new_line(scene, "P14", "年末宣传", "30201", "46000.00")
    december = [day for day in scene.world.workdays.month(scene.year, 12) if day.day > 14]
    for place, amount in enumerate(("9143.20", "8876.45", "9317.80", "8954.36", "9081.14")):
        _pay(scene, line, december[2 * place], amount, "30201", "制作宣传品")
    scene.mark("budget_lines", line)
    scene.mark("budget_lines", line, rule="budget.slow_execution")
