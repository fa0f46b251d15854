"""Guests treated too well, meetings too long, lecturers paid too much, missions nobody approved."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.units import CITY
from lianheng.example.values import as_count, as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import Row


def _settle(scene: Scene, row: Row, total: Decimal) -> None:
    """Claim, payment, invoice and application follow the new total."""
    row["total"] = total
    claim = next(scene.world.rows("claims", claim_id=row["claim_id"]))
    claim["total"] = total
    payment = next(scene.world.rows("payments", claim_id=row["claim_id"]))
    scene.fund(payment["line_id"], max(total - as_money(payment["amount"]), Decimal(0)))
    payment["amount"] = total
    next(scene.world.rows("applications", application_id=claim["application_id"]))["amount"] = total
    for invoice in scene.world.rows("invoices", claim_id=row["claim_id"]):
        invoice.update(total=total, amount=total - as_money(invoice["tax"]))


@plant("reception.no_letter")
def without_letter(scene: Scene) -> None:
    for row in scene.pick("receptions", count=2):
        row["letter_no"] = None
        scene.mark("receptions", row)


@plant("reception.no_list")
def without_list(scene: Scene) -> None:
    for row in scene.pick("receptions", count=2):
        row["list_attached"] = False
        scene.mark("receptions", row)


@plant("reception.too_many_hosts")
def more_hosts_than_allowed(scene: Scene) -> None:
    """Four for six guests, five for twelve."""
    for guests, hosts in ((6, 4), (12, 5)):
        row = scene.one("receptions")
        row.update(guests=guests, hosts=hosts, meal_amount=yuan((guests + hosts) * Decimal("71.5")))
        _settle(scene, row, as_money(row["meal_amount"]))
        scene.mark("receptions", row)


@plant("reception.more_than_one_meal")
def two_meals(scene: Scene) -> None:
    row = scene.one("receptions")
    row["meals"] = 2
    scene.mark("receptions", row)


@plant("reception.over_meal_cap")
def dear_meal(scene: Scene) -> None:
    for price in (126, 141):
        row = scene.one("receptions", lambda row: as_count(row["guests"]) < 9)
        row["meal_amount"] = yuan((as_count(row["guests"]) + as_count(row["hosts"])) * Decimal(price))
        _settle(scene, row, as_money(row["meal_amount"]))
        scene.mark("receptions", row)


@plant("reception.banned_venue")
def in_a_private_club(scene: Scene) -> None:
    row = scene.one("receptions")
    row["venue"] = "示例云水私人会所"
    scene.mark("receptions", row)


@plant("reception.alcohol_or_tobacco")
def cigarettes_on_the_table(scene: Scene) -> None:
    row = scene.one("receptions")
    row.update(tobacco=True)
    scene.mark("receptions", row)


@plant("reception.same_city")
def guests_from_next_door(scene: Scene) -> None:
    row = scene.one("receptions")
    row.update(guest_city=CITY, guest_unit=f"{CITY}市示例城区财政局")
    scene.mark("receptions", row)


@plant("reception.late_settlement")
def settled_after_weeks(scene: Scene) -> None:
    """The meal was seven weeks before the bill was paid."""
    for _ in range(2):
        row = scene.one("receptions", lambda row: as_day(row["held_on"]).month > 3)
        row["held_on"] = scene.world.workdays.before_or_on(as_day(row["paid_on"]) - 49 * DAY)
        scene.mark("receptions", row)


@plant("reception.repeated_guests")
def the_same_guests_again(scene: Scene) -> None:
    """Four times in one month, in the first that has so many receptions."""
    free = [row for row in scene.rows("receptions") if scene.untouched(row)]
    by_month = Counter(as_day(row["held_on"]).month for row in free)
    month = next((month for month, count in sorted(by_month.items()) if count >= 4), 1)
    rows = scene.pick("receptions", lambda row: as_day(row["held_on"]).month == month, 4)
    for row in rows:
        row.update(guest_unit=rows[0]["guest_unit"], guest_city=rows[0]["guest_city"])
    scene.mark("receptions", *rows)


@plant("meeting.over_cap", since=2017)
def dear_meeting(scene: Scene) -> None:
    row = scene.one("gatherings", kind="meeting")
    row.update(attendees=11, staff=1, ends_on=row["starts_on"])
    _settle(scene, row, Decimal("7482.50"))
    scene.mark("gatherings", row)


@plant("meeting.too_long", since=2017)
def long_meeting(scene: Scene) -> None:
    row = scene.one("gatherings", kind="meeting")
    row["ends_on"] = as_day(row["starts_on"]) + 3 * DAY
    scene.mark("gatherings", row)


@plant("meeting.too_many", since=2017)
def crowded_meeting(scene: Scene) -> None:
    row = scene.one("gatherings", kind="meeting")
    row.update(attendees=76, staff=6)
    scene.mark("gatherings", row)


@plant("training.over_cap", since=2017)
def dear_training(scene: Scene) -> None:
    row = scene.one("gatherings", kind="training")
    row.update(attendees=12, staff=1, ends_on=row["starts_on"])
    _settle(scene, row, Decimal("8236.00"))
    scene.mark("gatherings", row)


@plant("training.staff_share", since=2017)
def more_helpers_than_allowed(scene: Scene) -> None:
    row = scene.one("gatherings", kind="training")
    row.update(attendees=30, staff=5)
    scene.mark("gatherings", row)


@plant("training.lecture_fee", since=2017)
def dear_lecturer(scene: Scene) -> None:
    for title, fee in (("senior", 760), ("professor", 1_450)):
        row = scene.one("gatherings", kind="training")
        row.update(lecturer_title=title, lecturer_fee=yuan(as_money(row["lecture_hours"]) * fee))
        scene.mark("gatherings", row)


@plant("overseas.unplanned")
def not_in_the_plan(scene: Scene) -> None:
    row = scene.one("overseas")
    row["planned"] = False
    scene.mark("overseas", row)


@plant("overseas.beyond_approval")
def stayed_longer(scene: Scene) -> None:
    row = scene.one("overseas")
    row.update(days=8, returned_on=as_day(row["left_on"]) + 7 * DAY)
    scene.mark("overseas", row)
