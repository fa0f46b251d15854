"""Purchases split, hurried, kept quiet, or signed for more than was won."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.money import share
from lianheng.example.planted.scene import Scene, as_day, as_money, plant
from lianheng.example.procurement import Order
from lianheng.example.spending import payee
from lianheng.example.world import BUREAU, Row
from lianheng.example.workdays import DAY, at


def purchase(scene: Scene, bids: int = 3, **wanted: str) -> Row:
    """A purchase of the bureau's with at least so many bids, below the tender threshold, that nobody has touched."""
    return scene.pick(
        "procurements", lambda row: as_money(row["budget"]) < 2_000_000 and len(bids_of(scene, row)) >= bids, unit_id=BUREAU, **wanted
    )[0]  # fmt: skip


def bids_of(scene: Scene, row: Row) -> list[Row]:
    """Its bids, the winner's first."""
    return sorted(scene.world.rows("bids", procurement_id=row["procurement_id"]), key=lambda bid: bid["rank"] is None)


def contract_of(scene: Scene, row: Row) -> Row:
    return next(scene.world.rows("contracts", procurement_id=row["procurement_id"]))


def award_of(scene: Scene, row: Row) -> Row:
    return next(scene.world.rows("awards", procurement_id=row["procurement_id"]))


def close_bids(scene: Scene, row: Row, due: datetime.date) -> None:
    """Bids were due, and came, by another day."""
    row.update(bids_due_on=due, bids_due_at=at(due, 9, 30))
    for bid in bids_of(scene, row):
        bid["submitted_at"] = at(due - DAY, 15, 10)


@plant("procurement.award_notice")
def result_kept_quiet(scene: Scene) -> None:
    """Published a week late; the contract waits for it."""
    row = purchase(scene)
    row["award_notice_on"] = scene.after(row["decided_on"], 5)
    contract = contract_of(scene, row)
    by = scene.after(row["award_notice_on"], 5) - as_day(contract["signed_on"])
    for column in ("signed_on", "published_on", "filed_on"):
        contract[column] = as_day(contract[column]) + max(by, 0 * DAY)
    contract.update(published_on=scene.after(contract["signed_on"], 1), filed_on=scene.after(contract["signed_on"], 3))
    scene.mark("procurements", row)


@plant("procurement.contract_late")
def signed_late(scene: Scene) -> None:
    """Six weeks after the notice; the small summer ones are paid later still."""
    row = scene.pick("procurements", lambda row: as_day(row["decided_on"]).month > 6, unit_id=BUREAU)[0]
    contract = contract_of(scene, row)
    contract["signed_on"] = scene.after(as_day(row["award_notice_on"]) + 41 * DAY, 0)
    contract.update(published_on=scene.after(contract["signed_on"], 1), filed_on=scene.after(contract["signed_on"], 3))
    scene.mark("contracts", contract)


@plant("procurement.contract_published")
def contract_kept_quiet(scene: Scene) -> None:
    for place in (5, 9):
        contract = contract_of(scene, purchase(scene))
        contract["published_on"] = scene.after(contract["signed_on"], place)
        scene.mark("contracts", contract)


@plant("procurement.contract_filed")
def contract_filed_late(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene))
    contract["filed_on"] = scene.after(contract["signed_on"], 14)
    scene.mark("contracts", contract)


@plant("procurement.contract_differs")
def signed_for_more(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene))
    contract["amount"] = as_money(contract["amount"]) + Decimal("8600.00")
    scene.mark("contracts", contract)


@plant("procurement.supplement_over_10")
def grown_by_a_sixth(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene))
    contract["changed_amount"] = share(as_money(contract["amount"]), "0.17")
    scene.mark("contracts", contract)


@plant("procurement.over_budget")
def won_above_the_budget(scene: Scene) -> None:
    row = purchase(scene)
    price = share(as_money(row["budget"]), "1.04")
    for paper in (award_of(scene, row), contract_of(scene, row), bids_of(scene, row)[0]):
        paper["amount"] = price
    scene.mark("procurements", row)


@plant("procurement.intention_ahead")
def intention_too_late(scene: Scene) -> None:
    row = scene.pick("procurements", lambda row: as_money(row["budget"]) > 300_000 and row["kind"] != "works", unit_id=BUREAU)[0]
    row["intention_on"] = as_day(row["notice_on"]) - 12 * DAY
    scene.mark("procurements", row)


@plant("procurement.tender_period")
def too_few_days_to_bid(scene: Scene) -> None:
    row = purchase(scene, method="open")
    close_bids(scene, row, as_day(row["notice_on"]) + 17 * DAY)
    scene.mark("procurements", row)


@plant("procurement.not_tendered")
def large_and_not_tendered(scene: Scene) -> None:
    row = scene.pick("procurements", lambda row: as_money(row["budget"]) > 2_000_000, method="open")[0]
    row.update(method="consultation", method_basis=None)
    scene.mark("procurements", row)


@plant("procurement.single_source_unpublished")
def only_firm_nobody_heard_of(scene: Scene) -> None:
    row = scene.one("procurements", method="single_source")
    row["single_source_notice_on"] = None
    scene.mark("procurements", row)


@plant("procurement.split")
def one_need_three_purchases(scene: Scene) -> None:
    """Three of one class on one line, each below the threshold, together above it."""
    for place, budget in enumerate(("742600.00", "718300.00", "695200.00")):
        order = Order(
            title=f"{scene.year}年业务系统升级（{place + 1}期）", kind="services", trade="信息科技", category=f"C020701{place + 1:02d}",
            budget=Decimal(budget), method="consultation", planned=datetime.date(scene.year - 1, 12, 14 + 3 * place), line_id=scene.line("P01"),
        )  # fmt: skip
        row = scene.bureau.procurement.buy(order)
        scene.touch(row)
        scene.mark("procurements", row)


@plant("procurement.outside_procurement")
def bought_without_procurement(scene: Scene) -> None:
    signed, firm = scene.day(5), scene.bureau.firms["建筑工程"][15]
    decisions = scene.bureau.decisions
    decision = decisions.decide(decisions.meeting_by(signed), "project", "院落修缮", Decimal("618700.00"), signed)
    contract = scene.world.add(
        "contracts", contract_id=f"HT{scene.year}-YL", unit_id=BUREAU, supplier_id=firm.uscc, supplier=payee(firm).name,
        amount=Decimal("618700.00"), signed_on=signed, published_on=scene.after(signed, 1), filed_on=scene.after(signed, 3),
        accepted_on=signed + 90 * DAY, decision_id=decision["decision_id"], currency="CNY",
    )  # fmt: skip
    scene.mark("contracts", contract)


@plant("procurement.panel")
def panel_of_two(scene: Scene) -> None:
    """One panel is even and too small, in the other the purchaser has two seats of three. All their members are marked."""
    small, crowded = purchase(scene, method="consultation"), purchase(scene, method="consultation")
    members = list(scene.world.rows("experts", procurement_id=small["procurement_id"]))
    scene.drop("experts", members[0])
    scene.mark("experts", *members[1:])
    members = list(scene.world.rows("experts", procurement_id=crowded["procurement_id"]))
    members[0].update(role="purchaser", drawn=False, employer=members[-1]["employer"])
    scene.mark("experts", *members)


@plant("procurement.expert_not_drawn")
def experts_by_invitation(scene: Scene) -> None:
    row = purchase(scene)
    for expert in list(scene.world.rows("experts", procurement_id=row["procurement_id"], role="expert"))[:2]:
        expert["drawn"] = False
        scene.mark("experts", expert)
