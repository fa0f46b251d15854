"""The invoices behind claims: tickets, hotels, restaurants. Numbers never stand side by side."""

from __future__ import annotations

from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.names import REGION, Firm, firm
from lianheng.example.places import PLACES
from lianheng.example.units import NAMES, unit_code
from lianheng.example.values import as_money
from lianheng.example.world import BUREAU, Row, Value, World

HOTELS_PER_CITY = 3
CARRIERS = {"rail": "铁路客运", "air": "航空运输", "road": "公路客运"}


class Invoices:
    """Writes invoices; knows the hotels and carriers that issue them."""

    def __init__(self, world: World) -> None:
        self.world = world
        chance = world.chance("sellers")
        self.hotels = {
            place.city: [firm(world, chance, f"{place.city}酒店") for _ in range(HOTELS_PER_CITY)]
            for place in PLACES
        }
        self.carriers = {transport: firm(world, chance, trade) for transport, trade in CARRIERS.items()}
        self.chance = world.chance("invoices")

    def ticket(self, trip: Row) -> None:
        kind = {"rail": "铁路电子客票", "air": "航空运输电子客票行程单", "road": "公路客运发票"}[
            str(trip["transport"])
        ]
        self.write(
            kind,
            trip["starts_on"],
            self.carriers[str(trip["transport"])],
            trip["transport_amount"],
            trip["claim_id"],
            "0.09",
        )

    def hotel(self, trip: Row) -> None:
        seller = self.chance.choice(self.hotels[str(trip["city"])])
        self.write(
            "增值税电子普通发票", trip["ends_on"], seller, trip["lodging_amount"], trip["claim_id"], "0.06"
        )

    def write(
        self,
        kind: str,
        on: Value,
        seller: Firm,
        total: Value,
        claim_id: Value,
        rate: str = "0.06",
        unit_id: str = BUREAU,
    ) -> Row:
        """An invoice with a number of its own. Returns the row."""
        paid = as_money(total)
        net = yuan(paid / (1 + Decimal(rate)))
        return self.world.add(
            "invoices",
            invoice_id=self.number(),
            kind=kind,
            issued_on=on,
            seller=seller.name,
            seller_uscc=seller.uscc,
            buyer_uscc=unit_code(unit_id),
            amount=net,
            tax=paid - net,
            total=total,
            claim_id=claim_id,
            buyer=NAMES[unit_id],
        )

    def number(self) -> str:
        """Twelve digits of code, eight of number; no two numbers are neighbours."""
        while True:
            number = self.chance.randrange(10**7, 10**8)
            if all(
                near not in self.world.taken["invoices"] for near in (number - 1, number + 1)
            ) and self.world.unused("invoices", number):
                return f"0{REGION}{self.chance.randint(18, 21):02d}{self.chance.randrange(100, 999)}-{number:08d}"
