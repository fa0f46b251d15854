"""What runs do to cases: one case survives, gains and loses rows, comes back, and an unchanged ledger changes nothing."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianheng.engine.question import Period
from lianheng.engine.rule import all_rules
from lianheng.web.access.actor import operator
from lianheng.web.cases.following import _concerns
from lianheng.web.cases.models import Case, Run
from lianheng.web.cases.services import dismiss, explain
from lianheng.web.cases.steps import State
from lianheng.web.history.models import Entry

from .conftest import RULE, THIRD, TWICE

pytestmark = pytest.mark.django_db
ONCE = TWICE.splitlines(keepends=True)[0]


def the_case() -> Case:
    return Case.objects.get(rule=RULE)


def test_failures_become_one_case_with_their_rows_their_money_and_their_parties(judge):
    run = judge(TWICE)
    case = the_case()
    assert run.judged == run.passed + run.failed + run.not_applicable + run.cannot_judge
    assert {row.key for row in case.rows.all()} == {"P1", "P2"}
    assert (case.state, case.row_count, case.amount) == (State.SUSPECTED, 2, 5000)
    assert {(party.kind, party.value) for party in case.parties.all()} >= {
        ("payee", "示例甲公司"),
        ("invoice", "12345678"),
    }


def test_a_second_run_over_the_same_ledger_leaves_one_entry_and_no_new_case(judge):
    judge(TWICE)
    cases, entries = Case.objects.count(), Entry.objects.count()
    judge(TWICE)
    assert Case.objects.count() == cases
    assert Entry.objects.count() == entries + 1  # the run itself


def test_a_case_gains_a_row_and_loses_it_again(judge):
    judge(TWICE)
    judge(TWICE + THIRD)
    case = the_case()
    assert {row.key for row in case.rows.filter(lost_in=None)} == {"P1", "P2", "P3"}
    judge(TWICE)
    assert {row.key for row in the_case().rows.filter(lost_in=None)} == {"P1", "P2"}
    assert case.rows.get(key="P3").lost_in is not None


def test_a_case_that_is_no_longer_found_stays_open_until_somebody_decides(judge):
    judge(TWICE)
    judge(ONCE)
    case = the_case()
    assert (case.state, case.present) == (State.SUSPECTED, False)


def test_a_matter_found_normal_stays_so_until_new_rows_come(judge, actor, prove):
    judge(TWICE)
    prove(actor("discipline"), the_case())
    explain(actor("discipline"), the_case(), "一笔为押金，有收据")
    judge(TWICE)
    assert the_case().state == State.NORMAL
    judge(TWICE + THIRD)
    assert the_case().state == State.SUSPECTED


def test_a_dismissal_ends_on_its_day(judge, actor, monkeypatch):
    judge(TWICE)
    by = operator()
    until = by.today + datetime.timedelta(days=30)
    dismiss(actor("discipline"), the_case(), until, "已报上级核查")
    judge(TWICE, as_at=until)
    assert the_case().state == State.DISMISSED
    judge(TWICE, as_at=until + datetime.timedelta(days=1))
    assert the_case().state == State.SUSPECTED


def test_an_unchanged_ledger_is_followed_without_asking_for_each_case(judge):
    """Query counts: three cases that are as they were cost no more than one."""
    more = "".join(
        TWICE.replace("12345678", f"8765432{n}").replace("P1,V1", f"A{n},W{n}").replace("P2,V2", f"B{n},X{n}")
        for n in (1, 2)
    )

    def asked(payments: str) -> int:
        judge(payments)
        with CaptureQueriesContext(connection) as queries:
            judge(payments)
        return len(queries)

    one, three = asked(TWICE), asked(TWICE + more)
    assert Case.objects.count() >= 3
    assert three == one


def test_what_an_invoice_says_is_brought_up_to_date_and_its_matter_stays_one(judge):
    judge(TWICE)
    judge(TWICE.replace("V2", "V2b"))
    case = Case.objects.get(rule=RULE)
    assert any("V2b" in row.message_zh for row in case.rows.all())
    assert case.rows.filter(lost_in=None).count() == 2


def test_a_year_of_its_own_has_a_case_of_its_own():
    """Of a rule that looks at one year; of one that looks back, the later year's run decides."""
    yearly = next(rule for rule in all_rules() if rule.period is Period.YEAR)
    back = next(rule for rule in all_rules() if rule.period is Period.UNTIL)
    run = Run(year=2025)
    assert [_concerns(run, Case(year=year), yearly) for year in (2024, 2025, 2026)] == [False, True, False]
    assert [_concerns(run, Case(year=year), back) for year in (2024, 2025, 2026)] == [True, True, False]
