"""The warning signs that procurement offices abroad look for, on our own purchases."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from decimal import Decimal

from lianheng.example.money import share
from lianheng.example.planted.procurement import BIDS, PAPERS, award_of, bids_of, close_bids, join, purchase
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.planted.statistics import quantile
from lianheng.example.units import COMMITTEE, SERVICE
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY, at
from lianheng.example.world import Row

ORDERS = 21


@plant("redflags.r003_short_submission_period")
def twelve_days(scene: Scene) -> None:
    row = purchase(scene, BIDS, method="consultation")
    close_bids(scene, row, as_day(row["notice_on"]) + 12 * DAY)
    scene.mark("procurements", row)


@plant("redflags.r018_single_bid")
def one_bid(scene: Scene) -> None:
    row = purchase(scene, BIDS, method="open")
    scene.drop("bids", *bids_of(scene, row)[1:])
    row["tenderers"] = 1
    scene.mark("procurements", row)


@plant("redflags.r024_price_close_to_winner")
def a_hair_above(scene: Scene) -> None:
    row = purchase(scene, BIDS)
    bids = sorted(bids_of(scene, row), key=lambda bid: as_money(bid["amount"]))
    bids[1]["amount"] = share(as_money(bids[0]["amount"]), "1.0004")
    scene.mark("procurements", row)


@plant("redflags.r025_unsuccessful_bids")
def always_bids_never_wins(scene: Scene) -> None:
    """One firm joins more purchases than most others, dearer than everybody."""
    firm = scene.new_firm("综合服务")
    for number in range(max(9, round(quantile(entries(scene).values(), 0.75)) + 2)):
        row = purchase(scene, BIDS)
        join(scene, row, firm, f"{0.9961 + 0.0003 * number:.4f}")
    scene.mark_key("suppliers", firm.uscc)


def entries(scene: Scene) -> Counter[str]:
    """How many valid bids each firm has sent."""
    return Counter(str(bid["supplier_id"]) for bid in scene.world.rows("bids", status="valid"))


@plant("redflags.r025_unsuccessful_bids", late=True)
def pair_that_never_won(scene: Scene) -> None:
    """The pair that is always together has not won either; it is seen where it bids more often than most."""
    sent = entries(scene)
    line = max(5.0, quantile(sent.values(), 0.75))
    for supplier in {
        str(bid["supplier_id"]) for bid in scene.world.tables["bids"] if "会展服务" in str(bid["supplier"])
    }:
        if sent[supplier] >= line:
            scene.mark_key("suppliers", supplier)


@plant("redflags.r028_identical_prices")
def one_price_twice(scene: Scene) -> None:
    one, other = bids_of(scene, purchase(scene, BIDS))[1:3]
    other["amount"] = one["amount"]
    scene.mark("bids", one, other)


@plant("redflags.r030_late_bid_won")
def late_and_won(scene: Scene) -> None:
    row = purchase(scene, BIDS)
    winner = bids_of(scene, row)[0]
    winner["submitted_at"] = at(as_day(row["bids_due_on"]), 11, 5)
    scene.mark("bids", winner)


@plant("redflags.r035_others_disqualified")
def only_the_winner_left(scene: Scene) -> None:
    row = purchase(scene, BIDS)
    for bid in bids_of(scene, row)[1:]:
        bid["status"] = "disqualified"
    scene.mark("procurements", row)


@plant("redflags.r036_lowest_disqualified")
def cheapest_thrown_out(scene: Scene) -> None:
    row = purchase(scene, BIDS)
    winner, *_, other = bids_of(scene, row)
    other.update(amount=share(as_money(winner["amount"]), "0.93"), status="disqualified")
    scene.mark("procurements", row)


@plant("redflags.r058_heavy_discount")
def far_below_the_rest(scene: Scene) -> None:
    """A purchase won for four fifths of its budget, where all others bid nearly the whole."""

    def cheap(row: Row) -> bool:
        return as_money(award_of(scene, row)["amount"]) < as_money(row["budget"]) * Decimal("0.81")

    row = purchase(scene, BIDS, where=cheap)
    for place, bid in enumerate(bids_of(scene, row)[1:]):
        bid["amount"] = share(as_money(row["budget"]), f"{0.9817 + 0.0031 * place * (1 + place):.4f}")
    scene.mark("procurements", row)


@plant("redflags.r038_buyer_disqualifies")
def buyer_throws_most_out(scene: Scene) -> None:
    """The service centre, through an agency of its own, leaves only the winner and one other in each purchase."""
    for row in scene.pick("procurements", count=3, layers=(BIDS,), unit_id=SERVICE):
        for bid in bids_of(scene, row)[2:]:
            bid["status"] = "disqualified"
        scene.mark("procurements", row)
        scene.mark("procurements", row, rule="redflags.r038_entity_disqualifies")


@plant("redflags.r038_entity_disqualifies")
def agency_throws_most_out(scene: Scene) -> None:
    """Planted with its buyer, above."""


@plant("redflags.r038_supplier_disqualified", late=True)
def thrown_out_again_and_again(scene: Scene) -> None:
    """Of the firms thrown out, those thrown out more often than nineteen in twenty of all bidders."""
    sent: dict[str, list[bool]] = defaultdict(list)
    for bid in scene.world.tables["bids"]:
        sent[str(bid["supplier_id"])].append(bid["status"] == "disqualified")
    ratios = {supplier: sum(out) / len(out) for supplier, out in sent.items() if len(out) >= 2}
    fence = quantile(ratios.values(), 0.95)
    for supplier, ratio in ratios.items():
        if ratio > 0 and ratio >= fence:
            scene.mark_key("suppliers", supplier)


@plant("redflags.r048_heterogeneous_supplier")
def sells_everything(scene: Scene) -> None:
    """Small orders at an online market: five firms sell one class of goods each, the sixth sells them all."""
    classes = ("A0", "A1", "A2", "C1", "C2", "B0")
    for place in range(len(classes)):
        firm = scene.new_firm("电商")
        for number in range(ORDERS):
            kind = classes[number % len(classes)] if place == len(classes) - 1 else classes[place]
            _order(
                scene,
                f"WS{scene.year}-{place + 1}{number + 1:02d}",
                f"{kind}0101",
                firm.uscc,
                firm.name,
                1 + number % 11,
            )
        if place == len(classes) - 1:
            scene.mark_key("suppliers", firm.uscc)


def _order(scene: Scene, number: str, category: str, supplier_id: str, supplier: str, month: int) -> Row:
    on: datetime.date = scene.day(month, 5)
    amount = Decimal(scene.chance.randint(1_200, 6_800))
    row = scene.world.add(
        "procurements",
        procurement_id=number,
        unit_id=COMMITTEE,
        title="网上商城采购",
        category_code=category,
        kind="goods",
        budget=amount,
        method="direct",
        decided_on=on,
        status="complete",
        currency="CNY",
        tenderers=1,
        buyer_id=COMMITTEE,
    )
    scene.world.add(
        "awards",
        award_id=f"{number}-Z",
        procurement_id=number,
        supplier_id=supplier_id,
        supplier=supplier,
        amount=amount,
        decided_on=on,
        status="active",
        item_codes=category,
        currency="CNY",
    )
    for layer in (BIDS, PAPERS):
        scene.touch(row, layer=layer)
    return row
