"""Purchases split, hurried, kept quiet, or signed for more than was won."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

from lianheng.example.cashier import payee
from lianheng.example.money import share
from lianheng.example.names import Firm
from lianheng.example.planted.scene import Scene, has, plant
from lianheng.example.procurement import Order
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, Row

TENDERED = 2_000_000
"""From here on goods and services are tendered."""

BIDS, PAPERS = "bids", "papers"
"""The two layers of a purchase: a plant on one does not disturb a plant on the other."""


def purchase(
    scene: Scene, layer: str, bids: int = 3, where: Callable[[Row], bool] = lambda _: True, **wanted: str
) -> Row:
    """A purchase of the bureau's with at least so many bids, below the tender threshold, untouched in that layer."""

    def fits(row: Row) -> bool:
        small = as_money(row["budget"]) < TENDERED and len(bids_of(scene, row)) >= bids
        free = layer == BIDS or scene.untouched(contract_of(scene, row))
        return small and free and has(row, wanted) and where(row)

    return scene.pick("procurements", fits, layers=(layer,), unit_id=BUREAU)[0]


def bids_of(scene: Scene, row: Row) -> list[Row]:
    """Its bids: the winner's, then the others from the lowest up."""
    bids = scene.world.rows("bids", procurement_id=row["procurement_id"])
    return sorted(bids, key=lambda bid: (bid["rank"] is None, as_money(bid["amount"])))


def join(scene: Scene, row: Row, firm: Firm, ratio: str) -> Row:
    """One more bid, at a share of the budget, by a firm that has nothing in common with the others."""
    others = bids_of(scene, row)
    row["tenderers"] = len(others) + 1
    return scene.world.add(
        "bids",
        **{
            **others[-1],
            "bid_id": f"{row['procurement_id']}-{firm.uscc[-6:]}",
            "supplier_id": firm.uscc,
            "supplier": firm.name,
            "amount": share(as_money(row["budget"]), ratio) + scene.chance.randint(3, 97),
            "contact": firm.legal_rep,
            "phone": firm.phone,
            "legal_rep": firm.legal_rep,
            "address": firm.address,
            "bond_account": firm.account,
            "file_author": f"{firm.name[2:6]}标书室",
            "file_machine": f"EX-{firm.uscc[-8:]}",
            "ip": f"198.19.{int(firm.uscc[10:16]) // 250}.{int(firm.uscc[10:16]) % 250}",
            "rank": None,
        },
    )


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
    row = purchase(scene, PAPERS)
    row["award_notice_on"] = scene.after(row["decided_on"], 5)
    contract = contract_of(scene, row)
    by = scene.after(row["award_notice_on"], 5) - as_day(contract["signed_on"])
    for column in ("signed_on", "published_on", "filed_on"):
        contract[column] = as_day(contract[column]) + max(by, 0 * DAY)
    contract.update(
        published_on=scene.after(contract["signed_on"], 1), filed_on=scene.after(contract["signed_on"], 3)
    )
    scene.mark("procurements", row)


@plant("procurement.contract_late")
def signed_late(scene: Scene) -> None:
    """Six weeks after the notice; the small summer ones are paid later still."""
    row = scene.pick(
        "procurements", lambda row: as_day(row["decided_on"]).month > 6, layers=(PAPERS,), unit_id=BUREAU
    )[0]
    contract = contract_of(scene, row)
    contract["signed_on"] = scene.after(as_day(row["award_notice_on"]) + 41 * DAY, 0)
    contract.update(
        published_on=scene.after(contract["signed_on"], 1), filed_on=scene.after(contract["signed_on"], 3)
    )
    scene.mark("contracts", contract)


@plant("procurement.contract_published")
def contract_kept_quiet(scene: Scene) -> None:
    for place in (5, 9):
        contract = contract_of(scene, purchase(scene, PAPERS))
        contract["published_on"] = scene.after(contract["signed_on"], place)
        scene.mark("contracts", contract)


@plant("procurement.contract_filed")
def contract_filed_late(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene, PAPERS))
    contract["filed_on"] = scene.after(contract["signed_on"], 14)
    scene.mark("contracts", contract)


@plant("procurement.contract_differs")
def signed_for_more(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene, PAPERS))
    contract["amount"] = as_money(contract["amount"]) + Decimal("8600.00")
    scene.mark("contracts", contract)


@plant("procurement.supplement_over_10")
def grown_by_a_sixth(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene, PAPERS))
    contract["changed_amount"] = share(as_money(contract["amount"]), "0.17")
    scene.mark("contracts", contract)


@plant("procurement.over_budget")
def won_above_the_budget(scene: Scene) -> None:
    row = purchase(scene, PAPERS)
    while not scene.untouched(row, BIDS):
        row = purchase(scene, PAPERS)
    scene.touch(row, layer=BIDS)
    price = share(as_money(row["budget"]), "1.04")
    for paper in (award_of(scene, row), contract_of(scene, row), bids_of(scene, row)[0]):
        paper["amount"] = price
    scene.mark("procurements", row)


@plant("procurement.intention_ahead", since=2022)
def intention_too_late(scene: Scene) -> None:
    row = scene.pick(
        "procurements",
        lambda row: as_money(row["budget"]) > 300_000 and row["kind"] != "works",
        layers=(PAPERS,),
        unit_id=BUREAU,
    )[0]
    row["intention_on"] = as_day(row["notice_on"]) - 12 * DAY
    scene.mark("procurements", row)


@plant("procurement.tender_period")
def too_few_days_to_bid(scene: Scene) -> None:
    row = purchase(scene, BIDS, method="open")
    close_bids(scene, row, as_day(row["notice_on"]) + 17 * DAY)
    scene.mark("procurements", row)


@plant("procurement.not_tendered", since=2020)
def large_and_not_tendered(scene: Scene) -> None:
    row = scene.pick(
        "procurements", lambda row: as_money(row["budget"]) > TENDERED, layers=(BIDS, PAPERS), method="open"
    )[0]
    row.update(method="consultation", method_basis=None)
    scene.mark("procurements", row)


@plant("procurement.single_source_unpublished", since=2020)
def only_firm_nobody_heard_of(scene: Scene) -> None:
    row = scene.pick("procurements", layers=(BIDS, PAPERS), method="single_source")[0]
    row["single_source_notice_on"] = None
    scene.mark("procurements", row)


@plant("procurement.split", since=2020)
def one_need_three_purchases(scene: Scene) -> None:
    """Three of one class on one line, each below the threshold, together above it."""
    for place, budget in enumerate(("742600.00", "718300.00", "695200.00")):
        order = Order(
            title=f"{scene.year}年业务系统升级（{place + 1}期）",
            kind="services",
            trade="信息科技",
            category=f"C020701{place + 1:02d}",
            budget=Decimal(budget),
            method="consultation",
            planned=datetime.date(scene.year - 1, 12, 14 + 3 * place),
            line_id=scene.line("P01"),
        )
        row = scene.bureau.procurement.buy(order)
        for layer in (BIDS, PAPERS):
            scene.touch(row, layer=layer)
        scene.mark("procurements", row)


@plant("procurement.outside_procurement", since=2020)
def bought_without_procurement(scene: Scene) -> None:
    signed, firm = scene.day(5), scene.bureau.firms["建筑工程"][15]
    decisions = scene.bureau.decisions
    decision = decisions.decide(
        decisions.meeting_by(signed), "project", "院落修缮", Decimal("618700.00"), signed
    )
    contract = scene.world.add(
        "contracts",
        contract_id=f"HT{scene.year}-YL",
        unit_id=BUREAU,
        supplier_id=firm.uscc,
        supplier=payee(firm).name,
        amount=Decimal("618700.00"),
        signed_on=signed,
        published_on=scene.after(signed, 1),
        filed_on=scene.after(signed, 3),
        accepted_on=signed + 90 * DAY,
        decision_id=decision["decision_id"],
        currency="CNY",
    )
    scene.mark("contracts", contract)


@plant("procurement.panel")
def panel_of_two(scene: Scene) -> None:
    """One panel is even and too small, in the other the purchaser has two seats of three. All their members are marked."""
    small, crowded = (
        purchase(scene, PAPERS, method="consultation"),
        purchase(scene, PAPERS, method="consultation"),
    )
    members = list(scene.world.rows("experts", procurement_id=small["procurement_id"]))
    scene.drop("experts", members[0])
    scene.mark("experts", *members[1:])
    members = list(scene.world.rows("experts", procurement_id=crowded["procurement_id"]))
    members[0].update(role="purchaser", drawn=False, employer=members[-1]["employer"])
    scene.mark("experts", *members)


@plant("procurement.expert_not_drawn")
def experts_by_invitation(scene: Scene) -> None:
    row = purchase(scene, PAPERS)
    for expert in list(scene.world.rows("experts", procurement_id=row["procurement_id"], role="expert"))[:2]:
        expert["drawn"] = False
        scene.mark("experts", expert)
