"""Papers that do not say what was paid, to whom, or in which order; and amounts like no other."""

from __future__ import annotations

from lianheng.example.cashier import payee
from lianheng.example.planted.payees import pay
from lianheng.example.planted.payments import ordinary
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.values import as_day, as_money
from lianheng.example.world import BUREAU, Row


@plant("payments.vague_purpose")
def says_nothing(scene: Scene) -> None:
    rows = scene.pick(
        "payments", lambda row: as_money(row["amount"]) > 1_000, 3, unit_id=BUREAU, method="transfer"
    )
    for row, purpose in zip(rows, ("其他费用", "材料", None), strict=True):
        row["purpose"] = purpose
        scene.mark("payments", row)


@plant("payments.hidden_hospitality")
def meals_under_another_name(scene: Scene) -> None:
    """Gifts as office supplies, a restaurant as a printer, a hotel as an office."""
    gifts = pay(
        scene, scene.day(1, 15), payee(scene.bureau.firms["办公用品"][6]), "3286.00", "30201", "采购节日礼品"
    )
    canteen = pay(scene, scene.day(5, 8), payee(scene.bureau.canteens[2]), "2174.50", "30202", "印刷交流材料")
    hotel = pay(
        scene,
        scene.day(9, 6),
        payee(scene.bureau.invoices.hotels["南京"][0]),
        "2612.80",
        "30201",
        "课题调研材料整理",
    )
    scene.mark("payments", gifts, canteen, hotel)


@plant("payments.peer_outlier")
def ten_times_the_usual(scene: Scene) -> None:
    """A study tour booked as one journey."""
    firm = scene.bureau.firms["国际交流服务"][1]
    scene.mark(
        "payments", pay(scene, scene.day(7, 10), payee(firm), "19864.00", "30211", "外出学习考察差旅代办")
    )


@plant("payments.bad_identifier")
def code_mistyped(scene: Scene) -> None:
    """One credit code with a wrong check digit, one invoice number with a digit too few."""
    code, invoice = ordinary(scene, 2)
    last = str(code["payee_uscc"])[-1]
    code["payee_uscc"] = f"{str(code['payee_uscc'])[:-1]}{'7' if last != '7' else '8'}"
    invoice["invoice_no"] = str(invoice["invoice_no"]).replace("-", "")[:-1]
    scene.mark("payments", code, invoice)


@plant("payments.supplier_irregular_status", late=True)
def paid_after_it_was_struck_off(scene: Scene) -> None:
    """What it was paid after that day fails."""
    firm, on = scene.bureau.firms["汽车服务"][1], scene.day(6, 10)
    next(scene.world.rows("suppliers", supplier_id=firm.uscc)).update(status="revoked", status_on=on)
    paid = [row for row in scene.rows("payments", payee_uscc=firm.uscc) if as_day(row["paid_on"]) > on]
    scene.mark("payments", *paid)


@plant("payments.supplier_irregular_status")
def mended_after_it_was_struck_off(scene: Scene) -> None:
    """Sees to it that there is such a payment."""
    pay(
        scene, scene.day(9, 3), payee(scene.bureau.firms["汽车服务"][1]), "1437.60", "30213", "维修电动伸缩门"
    )


@plant("payments.voucher_gap_or_repeat", late=True)
def numbers_out_of_order(scene: Scene) -> None:
    """In one month the last number skips two; in another the last payment bears an earlier day's number."""
    skipped = _last_of(scene, 3)
    series, number = str(skipped["voucher_no"]).rsplit("-", 1)
    skipped["voucher_no"] = f"{series}-{int(number) + 2:04d}"
    repeated = _last_of(scene, 10)
    first = next(
        row
        for row in scene.rows("payments", unit_id=BUREAU)
        if _month(row) == 10 and as_money(row["amount"]) > 0
    )
    repeated["voucher_no"] = first["voucher_no"]
    scene.mark("payments", skipped, repeated, first)


def _month(row: Row) -> int:
    return as_day(row["paid_on"]).month


def _last_of(scene: Scene, month: int) -> Row:
    """The payment with the month's last voucher."""
    return max(
        (row for row in scene.rows("payments", unit_id=BUREAU) if _month(row) == month),
        key=lambda row: str(row["voucher_no"]),
    )
