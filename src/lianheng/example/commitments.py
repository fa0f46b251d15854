"""Payments under contracts: seven tenths a month after the signing, the rest after acceptance; small and late ones at once."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.cashier import Cashier, Payee, line, payee
from lianheng.example.firms import Firms
from lianheng.example.money import share
from lianheng.example.projects import PROJECTS, project_line
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row, Value, World

FIRST_PART = "0.7"
AFTER_SIGNING = 18 * DAY


def pay_contracts(world: World, year: int, cashier: Cashier, firms: Firms) -> None:
    """Pay what was signed in a year after a procurement."""
    lines = {row["procurement_id"]: row["line_id"] for row in world.tables["procurements"]}
    known = {firm.uscc: firm for by_trade in firms.by_trade.values() for firm in by_trade}
    for contract in list(world.tables["contracts"]):
        signed = as_day(contract["signed_on"])
        if contract["procurement_id"] is not None and signed.year == year:
            to = payee(known[str(contract["supplier_id"])])
            _pay(world, cashier, contract, signed, lines[contract["procurement_id"]], to)


def _pay(
    world: World, cashier: Cashier, contract: Row, signed: datetime.date, line_id: Value, to: Payee
) -> None:
    """On the project's line and code, or on the ordinary line of a unit without one."""
    amount, unit_id = as_money(contract["amount"]), str(contract["unit_id"])
    codes = {project_line(signed.year, place): project.code for place, project in enumerate(PROJECTS)}
    on_line, code = str(line_id or line(signed.year, "B03", unit_id)), codes.get(str(line_id), "30227")
    in_parts = signed.month <= 6 and unit_id == BUREAU
    first = share(amount, FIRST_PART) if in_parts else Decimal(0)
    parts = (
        ("首付款", world.workdays.after(signed + AFTER_SIGNING, 0), first),
        ("验收款", world.workdays.after(as_day(contract["accepted_on"]), 4), amount - first),
    )
    for name, on, part in parts:
        if part:
            purpose = f"合同{contract['contract_id']}{name}"
            cashier.pay(unit_id, on_line, on, to, part, code, purpose, contract_id=contract["contract_id"])
