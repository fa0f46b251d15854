"""Firms that belong to the staff's families, that hardly exist, or that receive nearly everything."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.cashier import payee
from lianheng.example.planted.payments import small_contract
from lianheng.example.planted.procurement import PAPERS, contract_of, purchase
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.units import COMMITTEE
from lianheng.example.values import as_day
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU


@plant("supplier.kin_of_staff")
def spouse_owns_it(scene: Scene) -> None:
    contract = contract_of(scene, purchase(scene, PAPERS))
    scene.world.add(
        "interests",
        interest_id="N90",
        person_id="P007",
        relation="spouse",
        relative_name="某某",
        organisation=contract["supplier"],
        uscc=contract["supplier_id"],
        capacity="shareholder",
        share=Decimal("0.45"),
        from_on=datetime.date(scene.year - 1, 5, 1),
        to_on=None,
        declared_on=datetime.date(scene.year, 1, 18),
    )
    scene.mark_key("suppliers", str(contract["supplier_id"]))
    paid = list(scene.rows("payments", unit_id=BUREAU, payee_uscc=contract["supplier_id"]))
    scene.mark("payments", *paid, rule="payments.payee_is_staff_or_kin")


@plant("supplier.shell")
def paid_by_one_bureau_only(scene: Scene) -> None:
    """Four bills in a row, all to the bureau, from a firm of a few weeks."""
    firm = scene.firms[scene.rule] = scene.new_firm("咨询策划")
    number = 26_183_500
    for place, amount in enumerate(("8463.20", "7918.75", "9126.40", "8237.90")):
        on = scene.day(3 + place, 4)
        row = scene.bureau.cashier.pay(
            BUREAU,
            scene.line("B03"),
            on,
            payee(firm),
            Decimal(amount),
            "30201",
            f"编制第{place + 1}季宣传方案",
            "transfer",
        )
        row["invoice_no"] = f"034019921555-{number + place}"
    scene.fund(scene.line("B03"), Decimal(34_000))
    scene.mark_key("suppliers", firm.uscc)


@plant("supplier.shell", late=True)
def founded_the_month_before(scene: Scene) -> None:
    """In the register: founded five weeks before it was first paid, with nobody insured."""
    firm = scene.firms[scene.rule]
    row = next(scene.world.rows("suppliers", supplier_id=firm.uscc))
    row.update(registered_on=as_day(scene.day(3, 4)) - 36 * DAY, insured_staff=0)


@plant("supplier.concentration")
def receives_nearly_everything(scene: Scene) -> None:
    """More than half of what the committee spends on commissions."""
    firm, amount = scene.bureau.firms["企业管理咨询"][14], Decimal("286300.00")
    contract = small_contract(scene, COMMITTEE, payee(firm), amount, scene.day(3), "GH")
    decisions = scene.bureau.decisions
    contract["decision_id"] = decisions.decide(
        decisions.meeting_by(scene.day(3)), "funds", "委托编制产业规划", amount, scene.day(6)
    )["decision_id"]
    scene.fund(scene.line("B03", COMMITTEE), amount)
    scene.bureau.cashier.pay(
        COMMITTEE,
        scene.line("B03", COMMITTEE),
        scene.day(5),
        payee(firm),
        amount,
        "30227",
        "产业规划编制费",
        contract_id=contract["contract_id"],
    )
    scene.mark_key("suppliers", firm.uscc)
