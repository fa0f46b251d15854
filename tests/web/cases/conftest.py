"""A small ledger of the bureau, run by the rules: two payments of one invoice, and what follows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from lianheng.engine.rule import select_rules
from lianheng.ledger.folder import open_ledger
from lianheng.web.access.actor import Actor, operator
from lianheng.web.cases.models import Case, Run
from lianheng.web.cases.running import run_unit
from lianheng.web.evidence.services import attach
from lianheng.web.people.models import Unit

DAY = datetime.date(2021, 12, 31)
RULE = "payments.duplicate_exact"
UNITS = "unit_id,name,uscc,parent_id,division_code,level\nU01,财政金融保障局,,,341800,zone\n"
HEAD = "payment_id,voucher_no,unit_id,paid_on,payee,amount,method,invoice_no\n"
TWICE = "P1,V1,U01,2021-03-01,示例甲公司,5000,transfer,12345678\nP2,V2,U01,2021-03-20,示例甲公司,5000,transfer,12345678\n"
THIRD = "P3,V3,U01,2021-04-02,示例甲公司,5000,transfer,12345678\n"

RULES = select_rules(["payments.duplicate_exact", "payments.voucher_gap_or_repeat"])
Judge = Callable[..., Run]


@pytest.fixture
def judge(cast, tmp_path: Path, settings) -> Judge:
    """Runs the rules over payments given as CSV."""
    settings.RUNS_FOLDER = tmp_path / "runs"
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")

    def run(payments: str, by: Actor | None = None, as_at: datetime.date = DAY) -> Run:
        (folder / "payments.csv").write_text(HEAD + payments, encoding="utf-8")
        ledger = open_ledger(folder)
        try:
            unit = Unit.objects.get(pk="U01")
            return run_unit(by or operator(), ledger, unit, 2021, as_at, "demand", lambda *_: None, RULES)
        finally:
            ledger.database.close()

    return run


@pytest.fixture
def case(judge: Judge) -> Case:
    """The case of one invoice that was paid twice."""
    judge(TWICE)
    return Case.objects.get(rule=RULE)


@pytest.fixture
def prove() -> Callable[[Actor, Case], None]:
    """Attaches a file to a case."""

    def with_file(by: Actor, case: Case) -> None:
        attach(by, case, ["已全额退回。".encode()], "退款回单.txt", fact_on=DAY)

    return with_file
