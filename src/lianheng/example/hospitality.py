"""Guests, meetings and training at home, and two missions abroad: each applied for, within the caps, paid in time."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.invoices import Invoices
from lianheng.example.money import spending_day, yuan
from lianheng.example.names import Firm, firm
from lianheng.example.people import people
from lianheng.example.travel import approver
from lianheng.example.units import CITY
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row, World

RECEPTIONS, GATHERINGS = 60, 20
GUEST_CITIES = ("芜湖", "蚌埠", "马鞍山", "滁州", "安庆", "南京", "苏州", "杭州", "武汉", "济南")
GUEST_BODIES = ("财政局", "审计局", "开发区管委会", "国资监管机构", "金融监管机构", "税务局")


class Hospitality:
    """Receptions and gatherings of one year, each with its application and claim."""

    def __init__(
        self, world: World, year: int, invoices: Invoices, canteens: list[Firm], halls: list[Firm]
    ) -> None:
        self.world, self.year, self.invoices, self.canteens, self.halls = (
            world,
            year,
            invoices,
            canteens,
            halls,
        )
        self.chance = world.chance("hospitality", year)
        self._asked = 0

    def write(self) -> None:
        """Fewer receptions each year: what the bureau says of its three public expenses can be tested."""
        receptions = round(RECEPTIONS * (1 + 0.15 * (self.world.year - self.year)))
        for number in range(1, receptions + 1):
            self._reception(number, spending_day(self.year, (number - 0.5) / receptions))
        for number in range(1, GATHERINGS + 1):
            self._gathering(number, spending_day(self.year, 0.92 * (number - 0.5) / GATHERINGS))
        self._missions()

    def _reception(self, number: int, wanted: datetime.date) -> None:
        chance = self.chance
        held_on = self.world.workdays.after(wanted, 0)
        paid_on = self.world.workdays.after(held_on, chance.randint(3, 6))
        guests = chance.choice((3, 3, 4, 4, 5, 5, 6, 7, 8, 12))
        hosts = chance.randint(1, 3)
        amount = self._unused(yuan((guests + hosts) * chance.randint(52, 88)))
        canteen = chance.choice(self.canteens)
        city = GUEST_CITIES[number % len(GUEST_CITIES)]
        claim = self._claim("reception", held_on, held_on, guests, amount, paid_on)
        self.invoices.write("增值税普通发票", held_on, canteen, amount, claim["claim_id"])
        self.world.add(
            "receptions",
            reception_id=f"J{self.year}-{number:03d}",
            claim_id=claim["claim_id"],
            unit_id=BUREAU,
            held_on=held_on,
            guest_unit=f"{city}市示例{GUEST_BODIES[number // len(GUEST_CITIES) % len(GUEST_BODIES)]}",
            guest_city=city,
            letter_no=f"示函〔{self.year}〕{number + 10}号",
            guests=guests,
            hosts=hosts,
            meals=1,
            meal_amount=amount,
            lodging_amount=Decimal(0),
            total=amount,
            venue=canteen.name,
            list_attached=True,
            alcohol=False,
            tobacco=False,
            paid_on=paid_on,
            method="card",
        )

    def _gathering(self, number: int, wanted: datetime.date) -> None:
        chance = self.chance
        training = number % 5 in (2, 4)
        starts_on = self.world.workdays.after(wanted, 0)
        days = chance.choice((2, 3)) if training else chance.choice((1, 1, 2))
        ends_on = starts_on + (days - 1) * DAY
        attendees = chance.randint(20, 30)
        amount = self._unused(
            yuan(attendees * days * chance.randint(60, 150 if days < 3 else 100) + chance.randint(0, 99))
        )
        paid_on = self.world.workdays.after(ends_on, chance.randint(4, 7))
        kind = "training" if training else "meeting"
        claim = self._claim(kind, starts_on, ends_on, attendees, amount, paid_on)
        self.invoices.write(
            "增值税普通发票", ends_on, self.halls[number % len(self.halls)], amount, claim["claim_id"]
        )
        hours = Decimal(chance.choice((4, 6, 8)))
        self.world.add(
            "gatherings",
            gathering_id=f"H{self.year}-{number:02d}",
            claim_id=claim["claim_id"],
            unit_id=BUREAU,
            kind=kind,
            **{"class": "3" if training else "4"},
            starts_on=starts_on,
            ends_on=ends_on,
            attendees=attendees,
            staff=chance.randint(1, 2),
            total=amount,
            city=CITY,
            lecturer_fee=yuan(hours * 450) if training else None,
            lecture_hours=hours if training else None,
            lecturer_title="senior" if training else None,
        )

    def _missions(self) -> None:
        """Two a year, planned and approved. What they cost stands in the three public expenses."""
        for number, month in enumerate((3, 5), start=1):
            left_on = self.world.workdays.month(self.year, month)[9]
            size = 2 + number
            amount = self._unused(yuan(size * 23_417 + self.chance.randint(1_000, 5_000)))
            self._claim(
                "overseas", left_on, left_on + 4 * DAY, size, amount, self.world.workdays.after(left_on, 12)
            )
            self.world.add(
                "overseas",
                overseas_id=f"O{self.year}-{number}",
                unit_id=BUREAU,
                approval_no=f"示外〔{self.year}〕{number}号",
                people=size,
                approved_people=size,
                days=5,
                approved_days=5,
                countries=1,
                amount=amount,
                planned=True,
                left_on=left_on,
                returned_on=left_on + 4 * DAY,
            )

    def _claim(
        self,
        kind: str,
        starts_on: datetime.date,
        ends_on: datetime.date,
        size: int,
        amount: Decimal,
        paid_on: datetime.date,
    ) -> Row:
        self._asked += 1
        person = self.chance.choice(people(self.world, "head", "staff"))
        submitted = self.world.workdays.after(starts_on, -self.chance.randint(3, 6))
        application = self.world.add(
            "applications",
            application_id=f"K{self.year}-{self._asked:03d}",
            kind=kind,
            unit_id=BUREAU,
            applicant_id=person["person_id"],
            submitted_on=submitted,
            approved_on=self.world.workdays.after(submitted, 1),
            approver_id=approver(person),
            starts_on=starts_on,
            ends_on=ends_on,
            place=CITY,
            people=size,
            amount=yuan((amount / 100).to_integral_value(rounding="ROUND_CEILING") * 100),
            line_id=None,
        )
        return self.world.add(
            "claims",
            claim_id=f"Q{self.year}-{self._asked:03d}",
            kind=kind,
            unit_id=BUREAU,
            claimant_id=person["person_id"],
            application_id=application["application_id"],
            submitted_on=self.world.workdays.after(paid_on, -2),
            approved_on=self.world.workdays.after(paid_on, -1),
            approver_id=approver(person),
            paid_on=paid_on,
            total=amount,
            method="card" if kind == "reception" else "transfer",
        )

    def _unused(self, amount: Decimal) -> Decimal:
        while not self.world.unused("amounts", amount):
            amount += Decimal("0.5")
        return amount


def canteens(world: World) -> list[Firm]:
    """Plain places to eat near the office."""
    chance = world.chance("canteens")
    return [firm(world, chance, "餐饮服务") for _ in range(6)]
