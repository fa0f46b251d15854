"""Journeys: asked for, approved, made, claimed within the month and refunded to the official card.

Nobody travels twice at once, nor on a day on which they must decide.
"""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

from lianheng.example.bureau_meetings import deciding_members, leaders_meeting_days
from lianheng.example.invoices import Invoices
from lianheng.example.money import spending_day, yuan
from lianheng.example.people import people
from lianheng.example.places import PLACES, Place, night_cap
from lianheng.example.units import CITY
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row, World

TRIPS, FEWEST = 400, 240
"""Journeys a year of 45 people, and of very few."""
MEAL, LOCAL, MEAL_SHARE = Decimal(100), Decimal(80), Decimal("0.4")
"""Yuan a day; what a dinner given by the host takes off."""


class Travel:
    """The journeys of one year."""

    def __init__(self, world: World, year: int, invoices: Invoices) -> None:
        self.world, self.year, self.invoices = world, year, invoices
        self.chance: random.Random = world.chance("trips", year)
        self.travellers = people(world)
        deciding = leaders_meeting_days(world, year)
        self.busy = {(row["person_id"], day) for row in deciding_members(world) for day in deciding}
        self._asked = self._made = 0

    def write(self) -> None:
        count = max(FEWEST, round(TRIPS * self.world.people / 45))
        while self._made < count:
            paid_on = spending_day(self.year, 0.12 + 0.88 * (self._made + 0.5) / count)
            self._journey(self.world.workdays.after(paid_on, 0))

    def _journey(self, paid_on: datetime.date) -> None:
        """One application, for one to three people, each with a claim of their own."""
        place = self.chance.choices(PLACES, [place.weight for place in PLACES])[0]
        nights = self.chance.choice((0, 1, 1, 1, 2, 2, 2, 3, 4))
        ends_on = self.world.workdays.after(paid_on, -self.chance.randint(5, 10))
        starts_on = max(ends_on - nights * DAY, datetime.date(self.year, 1, 4))
        ends_on = starts_on + nights * DAY
        group = self._free(starts_on, ends_on, self.chance.choice((1, 1, 1, 1, 2, 3)))
        if not group:
            return
        trips = [self._trip(place, starts_on, ends_on, person) for person in group]
        application = self._application(
            place, starts_on, ends_on, group, sum((cost(trip) for trip in trips), Decimal(0))
        )
        for person, trip in zip(group, trips, strict=True):
            self._claim(application, person, trip, paid_on)

    def _free(self, starts_on: datetime.date, ends_on: datetime.date, wanted: int) -> list[Row]:
        days = [starts_on + n * DAY for n in range(-1, (ends_on - starts_on).days + 2)]
        free = [
            row for row in self.travellers if all((row["person_id"], day) not in self.busy for day in days)
        ]
        group = self.chance.sample(free, min(wanted, len(free)))
        self.busy.update((row["person_id"], day) for row in group for day in days[1:-1])
        return group

    def _trip(self, place: Place, starts_on: datetime.date, ends_on: datetime.date, person: Row) -> Row:
        nights, chance = (ends_on - starts_on).days, self.chance
        night = chance.randint(
            int(night_cap(place, str(person["rank"])) * 0.62), night_cap(place, str(person["rank"]))
        )
        fare = yuan(2 * place.fare + chance.randint(-12, 40) / 2)
        fed, driven = chance.choice((0, 0, 0, 0, 1, 2)), chance.choice((0, 0, 0, 0, 0, 1))
        meal = (nights + 1) * MEAL - fed * MEAL * MEAL_SHARE
        local = (nights + 1) * LOCAL - driven * LOCAL / 2
        fixed = nights * night + meal + local
        while not self.world.unused("amounts", fare + fixed):
            fare += Decimal("0.5")
        self._made += 1
        return self.world.add(
            "trips",
            trip_id=f"T{self.year}-{self._made:04d}",
            claim_id=f"M{self.year}-{self._made:04d}",
            person_id=person["person_id"],
            rank=person["rank"],
            starts_on=starts_on,
            ends_on=ends_on,
            origin=CITY,
            province=place.province,
            city=place.city,
            transport=place.transport,
            seat_class=place.seat_class,
            transport_amount=fare,
            nights=nights,
            lodging_amount=yuan(nights * night),
            lodging_receipt=nights > 0,
            meal_days=nights + 1,
            meal_allowance=yuan(meal),
            local_days=nights + 1,
            local_allowance=yuan(local),
            host_meals=fed,
            host_car_half_days=driven,
        )

    def _application(
        self, place: Place, starts_on: datetime.date, ends_on: datetime.date, group: list[Row], total: Decimal
    ) -> Row:
        self._asked += 1
        submitted = self.world.workdays.after(starts_on, -self.chance.randint(2, 5))
        return self.world.add(
            "applications",
            application_id=f"S{self.year}-{self._asked:04d}",
            kind="travel",
            unit_id=BUREAU,
            applicant_id=group[0]["person_id"],
            submitted_on=submitted,
            approved_on=self.world.workdays.after(submitted, 1),
            approver_id=approver(group[0]),
            starts_on=starts_on,
            ends_on=ends_on,
            place=f"{place.province}{place.city}" if place.province != place.city else place.city,
            people=len(group),
            amount=yuan((total / 100).to_integral_value(rounding="ROUND_CEILING") * 100),
            line_id=None,
        )

    def _claim(self, application: Row, person: Row, trip: Row, paid_on: datetime.date) -> None:
        approved_on = self.world.workdays.after(paid_on, -self.chance.randint(1, 2))
        self.world.add(
            "claims",
            claim_id=trip["claim_id"],
            kind="travel",
            unit_id=BUREAU,
            claimant_id=person["person_id"],
            application_id=application["application_id"],
            submitted_on=self.world.workdays.after(approved_on, -self.chance.randint(1, 2)),
            approved_on=approved_on,
            approver_id=approver(person),
            paid_on=paid_on,
            total=cost(trip),
            method="card",
        )
        self.invoices.ticket(trip)
        if trip["nights"]:
            self.invoices.hotel(trip)


def approver(person: Row) -> str:
    """Who approves for a person: the leader in charge; for the chief the first deputy."""
    return str(person["supervisor_id"] or "P002")


def cost(trip: Row) -> Decimal:
    """What a journey is refunded."""
    parts = (
        trip[name] for name in ("transport_amount", "lodging_amount", "meal_allowance", "local_allowance")
    )
    return sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
