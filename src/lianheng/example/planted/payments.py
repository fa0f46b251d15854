"""Paid twice, paid in parts, paid too neatly, paid to the wrong people."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.cashier import Payee, payee
from lianheng.example.money import spread, yuan
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.units import ACCOUNTING, COMMITTEE, SERVICE
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row


def ordinary(scene: Scene, count: int = 1, unit_id: str = BUREAU) -> list[Row]:
    """Small purchases of the middle of the year, large enough to be looked at."""
    return scene.pick(
        "payments",
        lambda row: (
            as_money(row["amount"]) > 600
            and 2 < as_day(row["paid_on"]).month < 10
            and bool(row.get("invoice_no"))
        ),
        count,
        unit_id=unit_id,
        method="transfer",
    )


def again(scene: Scene, row: Row, days: int, unit_id: str | None = None, **changed: str) -> Row:
    """The same payment some days later, with what is changed about it."""
    unit = unit_id or str(row["unit_id"])
    copy = scene.bureau.cashier.pay(
        unit,
        str(row["line_id"]) if unit == row["unit_id"] else scene.line("B03", unit),
        scene.after(as_day(row["paid_on"]) + days * DAY, 0),
        Payee(str(row["payee"]), str(row["payee_uscc"]), str(row["payee_account"])),
        as_money(row["amount"]),
        str(row["economic_code"]),
        str(row["purpose"]),
        str(row["method"]),
        invoice_no=str(row["invoice_no"]),
    )
    copy.update(changed)
    scene.touch(copy)
    return copy


@plant("payments.duplicate_exact")
def paid_twice(scene: Scene) -> None:
    for row in ordinary(scene, 3):
        scene.mark("payments", row, again(scene, row, 21))


@plant("payments.over_claim")
def paid_again_in_part(scene: Scene) -> None:
    """The claim was paid in full, and an advance on it is settled once more."""
    paid = scene.one("payments", lambda row: row.get("claim_id") is not None and row["method"] == "transfer")
    amount = (as_money(paid["amount"]) / 4).quantize(Decimal("0.01"))
    scene.fund(str(paid["line_id"]), amount)
    row = scene.bureau.cashier.pay(
        str(paid["unit_id"]),
        str(paid["line_id"]),
        scene.after(paid["paid_on"], 9),
        Payee(str(paid["payee"]), str(paid["payee_uscc"]), str(paid["payee_account"])),
        amount,
        str(paid["economic_code"]),
        str(paid["purpose"]),
        "transfer",
        claim_id=str(paid["claim_id"]),
    )
    scene.touch(row)
    scene.mark("payments", row)


@plant("payments.duplicate_across_units")
def paid_by_two_units(scene: Scene) -> None:
    for row in ordinary(scene, 2):
        scene.mark("payments", row, again(scene, row, 12, ACCOUNTING))


@plant("payments.duplicate_invoice_fuzzy")
def number_mistyped(scene: Scene) -> None:
    """Once without its hyphen, once with one digit wrong."""
    spelt, slipped = ordinary(scene, 2)
    number = str(slipped["invoice_no"])
    wrong = f"{number[:-6]}{(int(number[-6]) + 5) % 10}{number[-5:]}"
    scene.mark(
        "payments", spelt, again(scene, spelt, 15, invoice_no=str(spelt["invoice_no"]).replace("-", ""))
    )
    scene.mark("payments", slipped, again(scene, slipped, 18, invoice_no=wrong))


@plant("payments.duplicate_same_same_different")
def same_day_same_amount(scene: Scene) -> None:
    """To one firm against two invoices; and against one invoice to two firms."""
    same_payee, same_invoice = ordinary(scene, 2)
    scene.mark("payments", same_payee, again(scene, same_payee, 0, invoice_no=scene.bureau.invoices.number()))
    other = scene.bureau.firms["租赁"][3]
    scene.mark(
        "payments", same_invoice, again(scene, same_invoice, 9, payee=other.name, payee_uscc=other.uscc)
    )


@plant("payments.split_below_limit")
def split_within_a_week(scene: Scene) -> None:
    firm, line_id = scene.bureau.firms["维修服务"][9], scene.line("B03")
    for place, amount in enumerate(("18236.40", "17914.85", "19427.60")):
        scene.fund(line_id, Decimal(amount))
        on = scene.after(scene.day(4, 3), 2 * place)
        row = scene.bureau.cashier.pay(
            BUREAU, line_id, on, payee(firm), Decimal(amount), "30213", f"机房空调大修（{place + 1}）"
        )
        scene.mark("payments", row)
        scene.mark("payments", row, rule="payments.without_contract")


@plant("payments.just_below_limit")
def always_just_below(scene: Scene) -> None:
    """A dozen contracts of just under fifty thousand, all approved by one leader."""
    line = scene.world.add(
        "budget_lines",
        line_id=scene.line("B09", SERVICE),
        year=scene.year,
        unit_id=SERVICE,
        project="企业服务活动",
        project_kind="basic",
        function_code="2010601",
        economic_code="30227",
        initial=Decimal(600_000),
        adjusted=Decimal(600_000),
        carried_in=Decimal(0),
        key_project=False,
        approved_on=datetime.date(scene.year, 1, 2),
    )
    for place in range(12):
        amount, firm = yuan(scene.chance.uniform(46_100, 49_800)), scene.bureau.firms["企业管理咨询"][place]
        contract = small_contract(
            scene, SERVICE, payee(firm), amount, scene.day(2, 5 + place), f"FW{place + 1:02d}"
        )
        row = scene.bureau.cashier.pay(
            SERVICE,
            str(line["line_id"]),
            scene.day(3 + place // 2, 3 + 9 * (place % 2)),
            payee(firm),
            amount,
            "30227",
            f"第{place + 1}场企业服务活动承办",
            contract_id=contract["contract_id"],
        )
        row["approver_id"] = "P004"
        scene.mark("payments", row)


def small_contract(
    scene: Scene, unit_id: str, to: Payee, amount: Decimal, on: datetime.date, number: str
) -> Row:
    """A contract too small for a procurement and a decision."""
    return scene.world.add(
        "contracts",
        contract_id=f"HT{scene.year}-{number}",
        unit_id=unit_id,
        supplier_id=to.uscc,
        supplier=to.name,
        amount=amount,
        signed_on=on,
        accepted_on=on + 30 * DAY,
        currency="CNY",
    )


@plant("payments.round_amounts")
def always_round(scene: Scene) -> None:
    """One firm is paid nothing but whole thousands."""
    firm = scene.new_firm("保洁服务")
    for place, thousands in enumerate((2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4)):
        amount = Decimal(thousands * 1_000)
        line_id = scene.line("B03", COMMITTEE)
        scene.fund(line_id, amount)
        row = scene.bureau.cashier.pay(
            COMMITTEE,
            line_id,
            scene.day(place // 2 + 1, 6 + 9 * (place % 2)),
            payee(firm),
            amount,
            "30201",
            "会场保洁",
        )
        scene.mark("payments", row)


@plant("payments.benford")
def one_kind_of_amount(scene: Scene) -> None:
    """Scores of amounts of forty-nine hundred and something; the few that chance gave begin with 49 as well."""
    line_id = scene.line("B03", ACCOUNTING)
    for place in range(60):
        amount = spread(scene.chance, 490, 499.9)
        while not scene.world.unused("amounts", amount):
            amount += Decimal("0.01")
        scene.fund(line_id, amount)
        firm = scene.bureau.firms["办公用品"][place % 18]
        scene.bureau.cashier.pay(
            ACCOUNTING,
            line_id,
            scene.day(1 + place // 10, 4 + place % 10),
            payee(firm),
            amount,
            "30201",
            "采购办公文具",
            "transfer",
        )
    beginning = [
        row
        for row in scene.rows("payments", unit_id=ACCOUNTING)
        if f"{as_money(row['amount']) * 100:.0f}".startswith("49")
    ]
    scene.mark("payments", *(row for row in beginning if as_money(row["amount"]) >= 10))
