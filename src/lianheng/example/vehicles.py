"""Official cars and their log: sent out with approval on working days, filled on the way, repaired, insured, driven on."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.people import staff_of
from lianheng.example.workdays import at
from lianheng.example.world import BUREAU, Row, World

PRICE_PER_LITRE = Decimal("7.12")
DESTINATIONS = ("市财政局", "管委会", "项目工地", "企业园区", "税务大厅", "高铁南站")


@dataclass(frozen=True)
class Car:
    plate: str
    kind: str
    engine: str
    tank: int
    consumption: str
    price: int


CARS = (
    Car("皖A·示例01", "confidential", "1.5", 50, "7.2", 116_800),
    Car("皖A·示例02", "emergency", "1.8", 60, "8.9", 176_500),
    Car("皖A·示例03", "general", "1.8", 60, "8.4", 168_900),
    Car("皖A·示例04", "general", "1.6", 55, "7.9", 142_300),
)
NEW_CAR_PRICE = Decimal(171_600)


def bought_in(world: World) -> int:
    """Two years before the last, a car was replaced: the one year in which the three public expenses rose."""
    return world.year - 2


def write_vehicles(world: World) -> None:
    for number, car in enumerate(CARS):
        new = number == len(CARS) - 1
        world.add(
            "vehicles",
            plate=car.plate,
            unit_id=BUREAU,
            kind=car.kind,
            engine_l=Decimal(car.engine),
            tank_l=Decimal(car.tank),
            litres_per_100km=Decimal(car.consumption),
            bought_on=datetime.date(bought_in(world), 2, 25)
            if new
            else datetime.date(world.first_year - 3 - number, 5, 12),
            price=NEW_CAR_PRICE if new else Decimal(car.price),
        )


class Log:
    """One car's year."""

    def __init__(self, world: World, year: int, car: Car, place: int) -> None:
        self.world, self.year, self.car = world, year, car
        self.chance: random.Random = world.chance("vehicle_events", year, car.plate)
        self.odometer = 18_000 + place * 7_300 + (year - world.first_year) * 16_000
        self.since_fill = 0
        self.drivers = [str(row["name"]) for row in staff_of(world, "综合科")[1:3]]

    def write(self) -> None:
        """Out every other day; insured in spring, serviced twice, on days on which it is out anyway."""
        days = self.world.workdays.of_year(self.year)[1:-8][self.chance.randint(0, 1) :: 2]
        for on in days:
            self._journey(on)
        self._service(days[20], "insurance", yuan(self.chance.randint(2_400, 3_900)))
        for place in (35, 82):
            on = days[place + self.chance.randint(0, 10)]
            self._service(on, "repair", yuan(self.chance.randint(620, 1_900)))

    def _journey(self, on: datetime.date) -> None:
        """Out and back; the tank is filled on the way once half of it is used."""
        driver, goal = self.chance.choice(self.drivers), self.chance.choice(DESTINATIONS)
        self._event(
            "dispatch", on, 9, self.odometer, driver=driver, from_place="单位", to_place=goal, approved=True
        )
        distance = self.chance.randint(38, 160)
        self.odometer += distance
        self.since_fill += distance
        burnt = (
            Decimal(self.car.consumption)
            * self.since_fill
            / 100
            * Decimal(self.chance.randint(97, 106))
            / 100
        )
        if burnt > self.car.tank * Decimal("0.55"):
            litres = min(burnt, Decimal(self.car.tank) - 1).quantize(Decimal("0.01"))
            amount = yuan(litres * PRICE_PER_LITRE)
            self._event(
                "fuel",
                on,
                15,
                self.odometer,
                litres=litres,
                fuel_type="92号汽油",
                amount=amount,
                driver=driver,
            )
            self.since_fill = 0
        elif self.chance.random() < 0.08:
            self._event("toll", on, 11, None, amount=yuan(self.chance.randint(10, 55)), driver=driver)

    def _service(self, on: datetime.date, kind: str, amount: Decimal) -> None:
        self._event(kind, on, 10, None, amount=amount)

    def _event(self, kind: str, on: datetime.date, hour: int, odometer: int | None, **more: object) -> Row:
        row: Row = {
            "event_id": f"V{self.year}-{self.world.number('vehicle_events'):05d}",
            "plate": self.car.plate,
            "kind": kind,
            "at": at(on, hour, self.chance.randint(0, 59)),
            "odometer_km": odometer,
            **more,  # type: ignore[dict-item]
        }
        self.world.tables["vehicle_events"].append(row)
        return row


def write_vehicle_log(world: World, year: int) -> None:
    for place, car in enumerate(CARS):
        Log(world, year, car, place).write()
