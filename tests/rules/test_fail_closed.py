"""Controls fail closed: failures that other systems had, each by its number there, asked of the rules that answer for it here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lianheng.engine.examples import AS_AT, Example, play_rule
from lianheng.engine.rule import all_rules
from lianheng.engine.scope import RunScope

LINE = {"line_id": "L1", "unit_id": "U1", "year": 2021, "project": "日常公用", "carried_in": 0}
DAY = "2021-03-01"


def outcomes(rule: str, **given: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    (found,) = [one for one in all_rules() if one.id == rule]
    played = play_rule(found, Example(rule, given, {}, RunScope(AS_AT), {}))
    return {key: row["outcome"] for key, row in played.items()}


def payment(key: str, amount: object, **more: object) -> dict[str, object]:
    return {"payment_id": key, "unit_id": "U1", "paid_on": DAY, "amount": amount, **more}


def test_erpnext_58564_a_blank_expense_account_passed_the_budget():
    """A payment that names no budget line is the finding itself, and one whose line is unknown too."""
    found = outcomes(
        "budget.no_budget_line",
        budget_lines=[LINE],
        payments=[
            payment("blank", 100),
            payment("unknown", 100, line_id="L9"),
            payment("on", 1, line_id="L1"),
        ],
    )
    assert found == {"blank": "fail", "unknown": "fail", "on": "pass"}


def test_erpnext_58564_a_budget_or_payment_without_an_amount_is_never_within_it():
    lines = [LINE | {"adjusted": None}, LINE | {"line_id": "L2", "adjusted": 100}]
    found = outcomes(
        "budget.over_budget",
        budget_lines=lines,
        payments=[payment("a", 1, line_id="L1"), payment("b", None, line_id="L2")],
    )
    assert found == {"L1": "cannot_judge", "L2": "cannot_judge"}


def test_erpnext_36610_what_was_spent_was_counted_twice():
    """An order, its claim and its payment are one expense; a payment taken back is none."""
    found = outcomes(
        "budget.over_budget",
        budget_lines=[LINE | {"adjusted": 100}, LINE | {"line_id": "L2", "adjusted": 99}],
        claims=[{"claim_id": "C1", "unit_id": "U1", "total": 100}],
        applications=[{"application_id": "A1", "unit_id": "U1", "amount": 100, "line_id": "L1"}],
        payments=[
            payment("a", 100, line_id="L1", claim_id="C1"),
            payment("b", 100, line_id="L1"),
            payment("c", -100, line_id="L1", reverses_id="b"),
            payment("d", 100, line_id="L2"),
        ],
    )
    assert found == {"L1": "pass", "L2": "fail"}


def test_hrms_4284_an_advance_was_claimed_beyond_its_sum_in_parts():
    """Two claims under one approval, each within it, together beyond."""
    approval = {
        "application_id": "A1", "kind": "travel", "unit_id": "U1", "submitted_on": DAY, "approved_on": DAY,
        "starts_on": "2021-03-02", "ends_on": "2021-03-05", "place": "合肥市", "people": 0, "amount": 1000,
    }  # fmt: skip
    trip = {
        "person_id": "P1", "starts_on": "2021-03-02", "ends_on": "2021-03-05", "province": "安徽省", "city": "合肥市",
        "transport_amount": 600, "lodging_amount": 0, "meal_allowance": 0, "local_allowance": 0,
    }  # fmt: skip
    found = outcomes(
        "travel.beyond_approval",
        people=[{"person_id": "P1", "unit_id": "U1"}],
        applications=[approval],
        claims=[
            {"claim_id": key, "kind": "travel", "unit_id": "U1", "application_id": "A1"}
            for key in ("C1", "C2")
        ],
        trips=[trip | {"trip_id": "T1", "claim_id": "C1"}, trip | {"trip_id": "T2", "claim_id": "C2"}],
    )
    assert found == {"T1": "fail", "T2": "fail"}


def test_hrms_4117_the_whole_was_paid_after_a_part_in_advance():
    found = outcomes(
        "payments.over_claim",
        claims=[{"claim_id": "C1", "unit_id": "U1", "total": 3000}],
        payments=[payment("advance", 2000, claim_id="C1"), payment("rest", 3000, claim_id="C1")],
    )
    assert found == {"advance": "pass", "rest": "fail"}


def test_openslides_5745_a_proxy_vote_was_counted_for_one_who_was_absent():
    """Seven may vote, five are there: six votes are one too many, whoever cast it."""
    decision = {
        "decision_id": "D1", "unit_id": "U1", "activity_id": "M1", "entitled": 7, "present": 5, "recused": 0,
        "votes_for": 6, "votes_against": 0, "votes_abstain": 0, "passed": True,
    }  # fmt: skip
    found = outcomes(
        "decisions.votes_add_up",
        activities=[{"activity_id": "M1", "unit_id": "U1", "held_on": DAY}],
        decisions=[decision, decision | {"decision_id": "D2", "votes_for": 5}],
    )
    assert found == {"D1": "fail", "D2": "pass"}
