"""Journeys dearer than allowed, with more allowances than days, without a bill."""

from __future__ import annotations

from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.places import PLACES, night_cap
from lianheng.example.planted.journeys import alone, settle
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.travel import LOCAL, MEAL
from lianheng.example.values import as_count, as_money


@plant("travel.lodging_over_cap", since=2017)
def dear_hotel(scene: Scene) -> None:
    for excess in (86, 240, 415):
        trip = alone(scene)
        place = next(place for place in PLACES if place.city == trip["city"])
        trip["lodging_amount"] = yuan(
            as_count(trip["nights"]) * (night_cap(place, str(trip["rank"])) + excess + 300)
        )
        settle(scene, trip)
        scene.mark("trips", trip)


@plant("travel.seat_above_rank")
def first_class(scene: Scene) -> None:
    for _ in range(2):
        trip = alone(scene, transport="rail")
        trip.update(
            seat_class="first", transport_amount=yuan(as_money(trip["transport_amount"]) * Decimal("1.6"))
        )
        settle(scene, trip)
        scene.mark("trips", trip)


@plant("travel.meal_allowance")
def a_day_of_meals_too_many(scene: Scene) -> None:
    for _ in range(2):
        trip = alone(scene)
        trip.update(
            meal_days=as_count(trip["meal_days"]) + 1, meal_allowance=as_money(trip["meal_allowance"]) + MEAL
        )
        settle(scene, trip)
        scene.mark("trips", trip)


@plant("travel.local_allowance")
def a_day_of_fares_too_many(scene: Scene) -> None:
    for _ in range(2):
        trip = alone(scene)
        trip.update(
            local_days=as_count(trip["local_days"]) + 1,
            local_allowance=as_money(trip["local_allowance"]) + LOCAL,
        )
        settle(scene, trip)
        scene.mark("trips", trip)


@plant("travel.nights_add_up")
def a_night_too_many(scene: Scene) -> None:
    trip = alone(scene)
    trip["nights"] = as_count(trip["nights"]) + 1
    scene.mark("trips", trip)


@plant("travel.host_meals_deducted")
def fed_and_paid_for_it(scene: Scene) -> None:
    for meals in (2, 3):
        trip = alone(scene)
        trip["host_meals"] = meals
        scene.mark("trips", trip)


@plant("travel.host_car_deducted", since=2020)
def driven_and_paid_for_it(scene: Scene) -> None:
    trip = alone(scene)
    trip["host_car_half_days"] = 2
    scene.mark("trips", trip)


@plant("travel.lodging_without_receipt")
def no_hotel_bill(scene: Scene) -> None:
    for _ in range(2):
        trip = alone(scene)
        trip["lodging_receipt"] = False
        bills = [
            row
            for row in scene.world.rows("invoices", claim_id=trip["claim_id"])
            if "增值税" in str(row["kind"])
        ]
        scene.drop("invoices", *bills)
        scene.mark("trips", trip)
