"""What plants on travel share: a journey to work on, its papers, and how to keep them in step."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.planted.scene import Scene
from lianheng.example.travel import cost
from lianheng.example.values import as_count, as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import Row


def alone(scene: Scene, nights: int = 1, at_most: int = 9, **wanted: str) -> Row:
    """A journey of the middle of the year that nobody else made, without anything from the host."""
    single = {row["application_id"] for row in scene.rows("applications", kind="travel", people=1)}
    claims = {
        row["claim_id"] for row in scene.rows("claims", kind="travel") if row["application_id"] in single
    }
    return scene.one(
        "trips",
        lambda row: (
            row["claim_id"] in claims
            and nights <= as_count(row["nights"]) <= at_most
            and 2 < as_day(row["starts_on"]).month < 11
            and not row["host_meals"]
            and not row["host_car_half_days"]
        ),
        **wanted,
    )


def claim_of(scene: Scene, trip: Row) -> Row:
    return next(scene.world.rows("claims", claim_id=trip["claim_id"]))


def application_of(scene: Scene, trip: Row) -> Row:
    return next(scene.world.rows("applications", application_id=claim_of(scene, trip)["application_id"]))


def settle(scene: Scene, trip: Row) -> None:
    """Claim, payment, invoices and permit follow what the journey now costs."""
    total = cost(trip)
    claim, application = claim_of(scene, trip), application_of(scene, trip)
    claim["total"] = total
    payment = next(scene.world.rows("payments", claim_id=trip["claim_id"]))
    scene.fund(payment["line_id"], max(total - as_money(payment["amount"]), Decimal(0)))
    payment["amount"] = total
    application["amount"] = max(
        as_money(application["amount"]), yuan((total / 100 + 1).to_integral_value() * 100)
    )
    for invoice in scene.world.rows("invoices", claim_id=trip["claim_id"]):
        part = as_money(trip["lodging_amount" if "增值税" in str(invoice["kind"]) else "transport_amount"])
        invoice.update(total=part, amount=part - as_money(invoice["tax"]))


def at_home(scene: Scene, trip: Row, starts_on: datetime.date) -> bool:
    """Whether the traveller makes no other journey while this one would be made."""
    ends_on = starts_on + (as_day(trip["ends_on"]) - as_day(trip["starts_on"]))
    others = (row for row in scene.world.rows("trips", person_id=trip["person_id"]) if row is not trip)
    return all(as_day(row["ends_on"]) < starts_on or ends_on < as_day(row["starts_on"]) for row in others)


def move(scene: Scene, trip: Row, starts_on: datetime.date) -> None:
    """The journey, its permit and its invoices take place on other days."""
    by = starts_on - as_day(trip["starts_on"])
    application = application_of(scene, trip)
    for row, columns in (
        (trip, ("starts_on", "ends_on")),
        (application, ("submitted_on", "approved_on", "starts_on", "ends_on")),
    ):
        for column in columns:
            row[column] = as_day(row[column]) + by
    for invoice in scene.world.rows("invoices", claim_id=trip["claim_id"]):
        invoice["issued_on"] = as_day(invoice["issued_on"]) + by
    _excuse(scene, trip)


def _excuse(scene: Scene, trip: Row) -> None:
    """Who is now away on a day of meetings has made them up."""
    first, last = as_day(trip["starts_on"]), as_day(trip["ends_on"])
    missed = {
        row["activity_id"]: row for row in scene.rows("activities") if first <= as_day(row["held_on"]) <= last
    }
    for row in scene.world.rows("attendance", person_id=trip["person_id"], status="present"):
        if row["activity_id"] in missed:
            held_on = as_day(missed[row["activity_id"]]["held_on"])
            row.update(status="made_up", reason="出差", made_up_on=held_on + 9 * DAY)
