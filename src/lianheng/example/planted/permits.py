"""Journeys nobody approved, longer or elsewhere than approved, twice at once, claimed late or with the same bill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.places import PLACES, night_cap
from lianheng.example.planted.journeys import alone, application_of, at_home, claim_of, move, settle
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.travel import MEAL, cost
from lianheng.example.values import as_count, as_day, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import Row, Value


@plant("travel.no_prior_approval")
def nobody_asked(scene: Scene) -> None:
    """One without any permit, one with a permit of the day after the departure."""
    never, late = alone(scene), alone(scene)
    claim_of(scene, never)["application_id"] = None
    application = application_of(scene, late)
    application["approved_on"] = as_day(late["starts_on"]) + DAY
    scene.mark("trips", never, late)
    scene.mark_key("process_cases", f"permit {application['application_id']}", "process.approved_after_start")


@plant("travel.beyond_approval")
def further_and_dearer(scene: Scene) -> None:
    """Dearer than approved, elsewhere than approved, longer than approved."""
    dearer, elsewhere, longer = alone(scene), alone(scene), alone(scene, nights=2)
    application_of(scene, dearer)["amount"] = yuan(cost(dearer) * Decimal("0.7"))
    application_of(scene, elsewhere)["place"] = "河南洛阳"
    application_of(scene, longer)["ends_on"] = as_day(longer["ends_on"]) - DAY
    scene.mark("trips", dearer, elsewhere, longer)
    for case in (f"permit {application_of(scene, dearer)['application_id']}", f"claim {dearer['claim_id']}"):
        scene.mark_key("process_cases", case, "process.over_permit")


@plant("travel.overlapping_trips")
def in_one_place_twice(scene: Scene) -> None:
    """Two journeys of one person to one city, the second beginning before the first has ended."""
    first, second = _pair(scene)
    move(scene, second, as_day(first["ends_on"]) - DAY)
    second.update(province=first["province"], city=first["city"])
    application_of(scene, second)["place"] = f"{first['province']}{first['city']}"
    _fit(scene, second)
    scene.mark("trips", first, second)


@plant("travel.two_places")
def in_two_places(scene: Scene) -> None:
    """Two journeys at once to different cities, which overlap; and one who sat in a meeting at home meanwhile."""
    first, second = _pair(scene, apart=True)
    move(scene, second, as_day(first["ends_on"]) - DAY)
    scene.mark("trips", first, second)
    scene.mark("trips", first, second, rule="travel.overlapping_trips")
    attended = {
        (row["activity_id"], row["person_id"]): row
        for row in scene.world.rows("attendance", status="made_up")
    }
    for trip in scene.pick("trips", lambda row: as_count(row["nights"]) >= 2, 40):
        inside = [
            attended[activity["activity_id"], trip["person_id"]]
            for activity in scene.rows("activities", kind="weekly_meeting")
            if as_day(trip["starts_on"]) < as_day(activity["held_on"]) < as_day(trip["ends_on"])
            and (activity["activity_id"], trip["person_id"]) in attended
        ]
        if inside:
            inside[0].update(status="present", reason=None, made_up_on=None)
            scene.mark("trips", trip)
            return


@plant("travel.day_paid_twice")
def back_and_off_again(scene: Scene) -> None:
    """The second journey begins on the day the first ended; both draw that day."""
    first, second = _pair(scene)
    move(scene, second, as_day(first["ends_on"]))
    scene.mark("trips", second)


@plant("travel.only_days_off")
def weekend_journey(scene: Scene) -> None:
    trip = alone(scene, at_most=1)
    nights = as_count(trip["nights"])
    start = as_day(trip["starts_on"])
    while scene.world.workdays.between(start, start + nights * DAY) or not at_home(scene, trip, start):
        start -= DAY
    move(scene, trip, start)
    scene.mark("trips", trip)


def _pair(scene: Scene, apart: bool = False) -> tuple[Row, Row]:
    """Two journeys of one person within a fortnight, the second by itself; to different cities when ``apart``."""
    single = {row["application_id"] for row in scene.rows("applications", kind="travel", people=1)}
    own = {row["claim_id"] for row in scene.rows("claims", kind="travel") if row["application_id"] in single}
    later: dict[Value, list[Row]] = defaultdict(list)
    for row in scene.rows("trips"):
        if row["claim_id"] in own and as_count(row["nights"]) >= 1 and scene.untouched(row):
            later[row["person_id"]].append(row)

    def following(first: Row) -> Iterator[Row]:
        for second in later[first["person_id"]]:
            days = (as_day(second["starts_on"]) - as_day(first["ends_on"])).days
            if 0 < days < 12 and (second["city"] != first["city"] or not apart):
                yield second

    first = scene.one(
        "trips",
        lambda row: (
            as_count(row["nights"]) >= 2 and 2 < as_day(row["starts_on"]).month < 10 and any(following(row))
        ),
    )
    second = next(following(first))
    scene.touch(second)
    return first, second


def _fit(scene: Scene, trip: Row) -> None:
    """A night at the new place costs no more than it may."""
    place = next(place for place in PLACES if place.city == trip["city"])
    most = yuan(as_count(trip["nights"]) * night_cap(place, str(trip["rank"])))
    trip["lodging_amount"] = min(as_money(trip["lodging_amount"]), most)
    settle(scene, trip)


@plant("travel.late_claim")
def claimed_after_months(scene: Scene) -> None:
    """The journey was made some seven weeks before it was claimed."""
    for _ in range(2):
        trip = alone(scene)
        start = as_day(trip["starts_on"]) - 49 * DAY
        while start not in scene.world.workdays or not at_home(scene, trip, start):
            start += DAY
        move(scene, trip, start)
        scene.mark("trips", trip)


@plant("travel.same_invoice_twice")
def one_bill_for_two_claims(scene: Scene) -> None:
    """The second time its code is left out; each claim fails."""
    first, second = alone(scene), alone(scene)
    bill = next(
        row
        for row in scene.world.rows("invoices", claim_id=first["claim_id"])
        if "增值税" in str(row["kind"])
    )
    copy = next(
        row
        for row in scene.world.rows("invoices", claim_id=second["claim_id"])
        if "增值税" in str(row["kind"])
    )
    copy.update(bill, invoice_id=str(bill["invoice_id"]).split("-")[1], claim_id=second["claim_id"])
    scene.mark("trips", first, second)


@plant("travel.consecutive_invoices")
def bills_from_one_pad(scene: Scene) -> None:
    """Three hotel bills in a row on one traveller's claim."""
    trip = alone(scene, nights=2)
    bill = next(
        row for row in scene.world.rows("invoices", claim_id=trip["claim_id"]) if "增值税" in str(row["kind"])
    )
    code, number = str(bill["invoice_id"]).split("-")
    third = yuan(as_money(bill["total"]) / 3)
    for place, total in enumerate((as_money(bill["total"]) - 2 * third, third, third)):
        part = {
            **bill,
            "invoice_id": f"{code}-{int(number) + place:08d}",
            "total": total,
            "tax": yuan(total * Decimal("0.0566")),
        }
        part["amount"] = total - as_money(part["tax"])
        if place == 0:
            bill.update(part)
        else:
            scene.world.add("invoices", **part)
    scene.mark("trips", trip)


@plant("travel.on_meeting_board")
def fed_at_own_meeting(scene: Scene) -> None:
    """The bureau held its meeting in another city; who went there claimed meals for those days as well."""
    trip = alone(scene, nights=3)
    meeting = scene.one("gatherings", kind="meeting")
    meeting.update(
        city=trip["city"],
        starts_on=as_day(trip["starts_on"]) + DAY,
        ends_on=as_day(trip["starts_on"]) + 2 * DAY,
    )
    for row in scene.rows("trips", city=trip["city"]):
        first = max(as_day(meeting["starts_on"]), as_day(row["starts_on"]) + DAY)
        last = min(as_day(meeting["ends_on"]), as_day(row["ends_on"]) - DAY)
        if first <= last and as_money(row["meal_allowance"]) > MEAL * (
            (as_day(row["ends_on"]) - as_day(row["starts_on"])).days - (last - first).days
        ):
            scene.mark("trips", row)
