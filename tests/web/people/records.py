"""Units, departments and people in every place."""

from __future__ import annotations

from lianheng.web.people.models import Department, Person, Unit

from ..records import Place


def units(place: Place) -> dict[str, Unit]:
    return {"": place.unit}


def departments(place: Place) -> dict[str, Department]:
    return {"": place.department}


def people(place: Place) -> dict[str, Person]:
    return {"": place.person}


RECORDS = {Unit: units, Department: departments, Person: people}
