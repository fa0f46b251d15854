"""Decisions taken by too few, in the wrong order, without papers, or not at all."""

from __future__ import annotations

from decimal import Decimal

from lianheng.example.cashier import payee
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.values import as_count, as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import Row


def _decided(scene: Scene, **wanted: str) -> Row:
    """A decision of the first eight months."""
    meetings = scene.rows("activities", kind="business_meeting")
    held = {row["activity_id"] for row in meetings if as_day(row["held_on"]).month < 9}
    return scene.one("decisions", lambda row: row["activity_id"] in held, **wanted)


def _held_on(scene: Scene, decision: Row) -> Row:
    return next(scene.world.rows("activities", activity_id=decision["activity_id"]))


@plant("decisions.quorum", since=2020)
def too_few_present(scene: Scene) -> None:
    """Four of seven may decide on money, but not on people."""
    row = _decided(scene, category="personnel")
    row.update(present=4, spoke=4, chief_position=4, votes_for=4, votes_against=0, votes_abstain=0)
    scene.mark("decisions", row)


@plant("decisions.chief_speaks_last")
def chief_speaks_first(scene: Scene) -> None:
    for position in (1, 2):
        row = _decided(scene)
        row["chief_position"] = position
        scene.mark("decisions", row)


@plant("decisions.everyone_speaks")
def some_stay_silent(scene: Scene) -> None:
    row = _decided(scene)
    row.update(spoke=as_count(row["spoke"]) - 2, chief_position=as_count(row["spoke"]) - 2)
    scene.mark("decisions", row)


@plant("decisions.votes_add_up", since=2020)
def votes_do_not_add_up(scene: Scene) -> None:
    """A vote too many; and carried without a majority of those entitled."""
    too_many, too_few = _decided(scene), _decided(scene)
    too_many["votes_against"] = 1
    present = as_count(too_few["present"])
    too_few.update(votes_for=3, votes_against=present - 3, votes_abstain=0)
    scene.mark("decisions", too_many, too_few)


@plant("decisions.recusal")
def nobody_stepped_aside(scene: Scene) -> None:
    row = _decided(scene)
    row["must_recuse"] = 1
    scene.mark("decisions", row)


@plant("decisions.materials_ahead")
def papers_the_day_before(scene: Scene) -> None:
    for _ in range(2):
        row = _decided(scene)
        row["materials_sent_on"] = scene.after(_held_on(scene, row)["held_on"], -1)
        scene.mark("decisions", row)


@plant("decisions.minutes_late")
def minutes_weeks_later(scene: Scene) -> None:
    row = _decided(scene)
    row["minutes_on"] = scene.after(_held_on(scene, row)["held_on"], 12)
    scene.mark("decisions", row)


@plant("decisions.not_executed")
def never_carried_out(scene: Scene) -> None:
    row = _decided(scene, category="decision")
    row["executed_on"] = None
    scene.mark("decisions", row)


@plant("decisions.executed_before_decided")
def done_before_decided(scene: Scene) -> None:
    row = _decided(scene, category="decision")
    row["executed_on"] = as_day(_held_on(scene, row)["held_on"]) - 10 * DAY
    scene.mark("decisions", row)


@plant("decisions.large_contract_undecided")
def contract_without_decision(scene: Scene) -> None:
    """The contract, and with it each payment that is large by itself."""
    row = scene.one(
        "contracts", lambda row: row["decision_id"] is not None and as_money(row["amount"]) > 300_000
    )
    row["decision_id"] = None
    scene.mark("contracts", row)
    paid = [
        payment
        for payment in scene.rows("payments", contract_id=row["contract_id"])
        if as_money(payment["amount"]) >= 100_000
    ]
    scene.mark("payments", *paid, rule="decisions.large_payment_undecided")


@plant("decisions.large_payment_undecided")
def payment_without_decision(scene: Scene) -> None:
    amount, line_id = Decimal("128640.37"), scene.line("P04")
    scene.fund(line_id, amount)
    firm = scene.bureau.firms["工程咨询"][15]
    row = scene.bureau.cashier.pay(
        "U01", line_id, scene.day(4), payee(firm), amount, "30227", "造价咨询补充服务费"
    )
    scene.mark("payments", row)
    scene.mark("payments", row, rule="payments.without_contract")


@plant("decisions.split_below_line")
def split_into_thirds(scene: Scene) -> None:
    """Three payments for one thing in a month: each under the line, together above it."""
    line_id, firm = scene.line("P06"), scene.bureau.firms["企业管理咨询"][15]
    for place, amount in enumerate(("41237.60", "38914.25", "36208.90")):
        scene.fund(line_id, Decimal(amount))
        on = scene.after(scene.day(3, 2), 8 * place)
        row = scene.bureau.cashier.pay(
            "U01", line_id, on, payee(firm), Decimal(amount), "30227", "资产数据治理服务"
        )
        scene.mark("payments", row)
        scene.mark("payments", row, rule="payments.without_contract")
