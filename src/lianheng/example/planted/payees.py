"""Paid without a contract or against it, on a Sunday, in cash, to a private account."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.cashier import Payee, payee
from lianheng.example.names import account, person_name
from lianheng.example.planted.payments import ordinary, small_contract
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, Row


def pay(
    scene: Scene,
    on: datetime.date,
    to: Payee,
    amount: str,
    code: str,
    purpose: str,
    method: str = "transfer",
    **links: str,
) -> Row:
    """A payment of the bureau's from its ordinary line, which is raised for it."""
    scene.fund(scene.line("B03"), Decimal(amount))
    row = scene.bureau.cashier.pay(
        BUREAU, scene.line("B03"), on, to, Decimal(amount), code, purpose, method, **links
    )
    scene.touch(row)
    return row


def _day_off(scene: Scene, month: int) -> datetime.date:
    day = datetime.date(scene.year, month, 11)
    while day in scene.world.workdays:
        day += DAY
    return day


@plant("payments.without_contract")
def large_without_contract(scene: Scene) -> None:
    firm = scene.bureau.firms["印务"][3]
    scene.mark(
        "payments", pay(scene, scene.day(4, 7), payee(firm), "23817.40", "30202", "印制年度财政统计资料汇编")
    )


@plant("payments.before_contract")
def paid_before_signing(scene: Scene) -> None:
    to = payee(scene.bureau.firms["文化传媒"][15])
    contract = small_contract(scene, BUREAU, to, Decimal("31264.00"), scene.day(5, 12), "XC")
    row = pay(
        scene,
        scene.day(5, 6),
        to,
        "15632.00",
        "30202",
        "廉政宣传片摄制首付款",
        contract_id=str(contract["contract_id"]),
    )
    scene.mark("payments", row)


@plant("payments.over_contract")
def paid_more_than_agreed(scene: Scene) -> None:
    """The third part goes beyond the contract."""
    to = payee(scene.bureau.firms["家具"][15])
    contract = small_contract(scene, BUREAU, to, Decimal("36480.00"), scene.day(2, 8), "GJ")
    for place, amount in enumerate(("14592.00", "18240.00", "7296.00")):
        row = pay(
            scene,
            scene.day(3 + 2 * place, 5),
            to,
            amount,
            "30213",
            f"档案柜改造第{place + 1}期款",
            contract_id=str(contract["contract_id"]),
        )
    scene.mark("payments", row)


@plant("payments.not_working_day")
def paid_on_a_day_off(scene: Scene) -> None:
    """Twice on a day off, once entered at night."""
    firm = scene.bureau.firms["维修服务"][4]
    for month in (3, 8):
        scene.mark(
            "payments",
            pay(scene, _day_off(scene, month), payee(firm), f"{812 + month}.60", "30213", "维修供水管道"),
        )
    row = pay(scene, scene.day(6, 8), payee(firm), "964.30", "30213", "维修电梯门机")
    row["entered_at"] = at(scene.day(6, 8), 22, 47)
    scene.mark("payments", row)


@plant("payments.cash_or_not_card", since=2018)
def paid_in_cash(scene: Scene) -> None:
    for row in ordinary(scene, 2):
        row["method"] = "cash"
        scene.mark("payments", row)


@plant("payments.personal_account")
def paid_to_a_person(scene: Scene) -> None:
    to = Payee(person_name(scene.world, scene.chance), None, account(scene.world, scene.chance))
    for month, amount in ((4, "4318.00"), (7, "3926.50")):
        row = pay(
            scene,
            scene.day(month, 11),
            to,
            amount,
            "30201",
            "代购办公用品款",
            invoice_no=scene.bureau.invoices.number(),
        )
        scene.mark("payments", row)


@plant("payments.payee_is_staff_or_kin")
def paid_to_staff(scene: Scene) -> None:
    """A fee to one of their own, which is no claim."""
    person = scene.one("people", role="staff", unit_id=BUREAU, left_on=None)
    to = Payee(str(person["name"]), None, str(person["bank_account"]))
    row = pay(
        scene,
        scene.day(6, 15),
        to,
        "1860.00",
        "30226",
        "专家评审劳务费",
        invoice_no=scene.bureau.invoices.number(),
    )
    scene.mark("payments", row)


@plant("payments.prepaid_three_public")
def paid_ahead_in_november(scene: Scene) -> None:
    """Next year's training, paid while there was money left."""
    to, amount = payee(scene.bureau.firms["会务服务"][5]), Decimal("10860.00")
    contract = small_contract(scene, BUREAU, to, amount, scene.day(11, 4), "PX")
    line_id, on = scene.line("B08"), scene.day(11, 13)
    scene.fund(line_id, amount)
    row = scene.bureau.cashier.pay(
        BUREAU, line_id, on, to, amount, "30216", "预付次年培训费", contract_id=contract["contract_id"]
    )
    scene.mark("payments", row)
