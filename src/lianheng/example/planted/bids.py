"""Bidders who are one hand: the same author, phone, account, machine; prices in step; wins in turn."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.money import share, yuan
from lianheng.example.planted.procurement import BIDS, PAPERS, bids_of, join, purchase
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.procurement import Order
from lianheng.example.values import as_money
from lianheng.example.world import Row


def _share(scene: Scene, *columns: str) -> None:
    """Two losing bidders of one purchase have these in common."""
    one, other = bids_of(scene, purchase(scene, BIDS))[1:3]
    for column in columns:
        other[column] = one[column]
    scene.mark("bids", one, other)


@plant("bids.same_author")
def one_author(scene: Scene) -> None:
    _share(scene, "file_author")


@plant("bids.same_contact")
def one_telephone(scene: Scene) -> None:
    _share(scene, "phone")
    _share(scene, "contact")


@plant("bids.same_bond_account")
def one_account(scene: Scene) -> None:
    _share(scene, "bond_account")


@plant("bids.same_machine_or_ip")
def one_machine(scene: Scene) -> None:
    _share(scene, "file_machine")
    _share(scene, "ip")


@plant("bids.linked_bidders")
def one_address(scene: Scene) -> None:
    _share(scene, "address")


@plant("bids.regular_price_steps")
def prices_in_steps(scene: Scene) -> None:
    """Each bid is dearer than the one before by the same sum."""
    row = purchase(scene, BIDS, bids=5)
    bids = bids_of(scene, row)
    step = share(as_money(row["budget"]), "0.031")
    for place, bid in enumerate(bids):
        bid["amount"] = as_money(bids[0]["amount"]) + place * step
    scene.mark("bids", *bids)


@plant("bids.low_variation")
def prices_all_alike(scene: Scene) -> None:
    """Within a third of a per cent, which is also too close to the winner."""
    row = purchase(scene, BIDS, bids=4)
    bids = bids_of(scene, row)
    for bid, ratio in zip(bids[1:], ("1.0021", "1.0029", "1.0034", "1.0026", "1.0031"), strict=False):
        bid["amount"] = share(as_money(bids[0]["amount"]), ratio)
    scene.mark("bids", *bids)
    scene.mark("procurements", row, rule="redflags.r024_price_close_to_winner")


@plant("bids.rotation")
def turns_at_winning(scene: Scene) -> None:
    """Three firms that bid only with one another, and win in turn; they are always together, too."""
    group = [scene.new_firm("检测服务") for _ in range(3)]
    for place in range(6):
        order = Order(
            title=f"{scene.year}年消防检测（{place + 1}）",
            kind="services",
            trade="检测服务",
            category=f"C19{place + 1:02d}0101",
            budget=yuan(Decimal(61_300 + 4_210 * place)),
            method="inquiry",
            planned=datetime.date(scene.year, 1 + place, 8),
            basis="限额标准以下",
            bidders=tuple(group[place % 3 :] + group[: place % 3]),
        )
        row: Row = scene.bureau.procurement.buy(order)
        for layer in (BIDS, PAPERS):
            scene.touch(row, layer=layer)
        bids = bids_of(scene, row)
        scene.mark("bids", *bids)
        scene.mark("bids", *bids, rule="bids.always_together")


@plant("bids.always_together")
def never_apart(scene: Scene) -> None:
    """Two firms that turn up as a pair, five times, and never win."""
    pair = [scene.new_firm("会展服务") for _ in range(2)]
    for number in range(5):
        row = purchase(scene, BIDS)
        for place, firm in enumerate(pair):
            scene.mark("bids", join(scene, row, firm, f"{0.9712 + 0.0117 * place + 0.0023 * number:.4f}"))
