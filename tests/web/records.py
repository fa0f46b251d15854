"""What the permission test asks for: people in every position towards a record, and a record of every kind in every place.

Each app says in ``tests/web/<app>/records.py`` how its records are made:

    RECORDS = {Duty: duties}                    # a function from a Place to records, each under its state words
    ADDRESSES = {"duties:month": months}        # for an address whose record the gate does not look up: Cases
    ALSO = {("duties:step", "POST"): "duties.finish_duty"}  # what a view asks for beyond its own action
    SEEN = {Duty: may_see}                      # who may open a record, where that is more than the table says

    def duties(place: Place) -> dict[str, Duty]:
        return {"open": …, "": …}               # "" for a record of which no state word is true
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model

from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account
from lianheng.web.access.roles import Administrator
from lianheng.web.people.models import Department, Person, Unit
from lianheng.web.people.services import save_department, save_person

from .conftest import BUREAU, OTHER, PASSWORD, START, build_cast
from .table import Who

ABOVE_AND_BELOW = frozenset({"U00", BUREAU, OTHER})


@dataclass(frozen=True)
class Place:
    """Where a record stands: of a unit, of a department, of a person."""

    name: str
    unit: Unit
    department: Department
    person: Person

    @property
    def account(self) -> Account:
        """The person's account; opened when there is none, without a role."""
        from lianheng.web.access.services import open_account

        found = Account.objects.filter(person=self.person).first()
        return found or open_account(
            operator(), self.person.pk, PASSWORD, self.person, must_change_password=False
        )


@dataclass(frozen=True)
class Case:
    """One address that the gate does not look up, and who among those with a role for it may open it."""

    name: str
    address: Mapping[str, object]
    may: Callable[[Who], bool] = lambda who: True


@dataclass
class Registry:
    """What the apps have said."""

    records: dict[type[Model], Callable[[Place], Mapping[str, Model]]] = field(default_factory=dict)
    addresses: dict[str, Callable[[Stage], list[Case]]] = field(default_factory=dict)
    also: dict[tuple[str, str], str] = field(default_factory=dict)
    seen: dict[type[Model], Callable[[Who, Any], bool]] = field(default_factory=dict)


@dataclass
class Stage:
    """The cast and the places."""

    cast: dict[str, Account]
    whos: list[Who]
    places: list[Place]
    made: dict[type[Model], list[tuple[Place, str, Model]]] = field(default_factory=dict)

    def records(
        self, model: type[Model], make: Callable[[Place], Mapping[str, Model]]
    ) -> list[tuple[Place, str, Model]]:
        """Every record of a kind, once, with its place and its state words."""
        if model not in self.made:
            found = [(place, words, record) for place in self.places for words, record in make(place).items()]
            self.made[model] = list(
                {(words, record.pk): (place, words, record) for place, words, record in found}.values()
            )
        return self.made[model]


def registered() -> Registry:
    """What every app of the house has said."""
    whole = Registry()
    for app in settings.HOUSE:
        if (Path(__file__).parent / app / "records.py").is_file():
            said = import_module(f"{__package__}.{app}.records")
            whole.records |= getattr(said, "RECORDS", {})
            whole.addresses |= getattr(said, "ADDRESSES", {})
            whole.also |= getattr(said, "ALSO", {})
            whole.seen |= getattr(said, "SEEN", {})
    return whole


def stage() -> Stage:
    """The cast, an account without a role, and colleagues in each position towards the bureau's people."""
    cast = build_cast()
    unit, other, above = (Unit.objects.get(pk=key) for key in (BUREAU, OTHER, "U00"))
    budget = Department.objects.get(unit=unit)
    treasury, theirs, upstairs = (
        _department(one, name) for one, name in ((unit, "国库科"), (other, "综合科"), (above, "办公室"))
    )
    places = [
        Place("same department", unit, budget, _person("X1", unit, budget)),
        Place("same unit", unit, treasury, _person("X2", unit, treasury)),
        Place("another unit", other, theirs, _person("X3", other, theirs)),
        Place("the unit above", above, upstairs, _person("X4", above, upstairs)),
    ]
    for name, account in cast.items():
        person = account.person
        if person is not None:
            places.append(Place(f"own of {name}", person.unit, person.department or theirs, person))
    roleless = _person("X5", unit, budget)
    cast["roleless"] = Place("", unit, budget, roleless).account
    return Stage(cast, [_who(name, account) for name, account in cast.items()], places)


def _who(name: str, account: Account) -> Who:
    if account.administrator != Administrator.NONE:
        return Who(name, account.administrator)
    grant = account.grants.first()
    if grant is None or account.person is None:
        return Who(name)
    units = ABOVE_AND_BELOW if grant.subordinates else frozenset({grant.unit_id})
    return Who(name, grant.role, units, account.person.department_id, account.person_id)


def _department(unit: Unit, name: str) -> Department:
    return save_department(operator(), Department(), {"unit": unit, "name": name})


def _person(number: str, unit: Unit, department: Department) -> Person:
    values = {"person_id": number, "name": "某某", "unit": unit, "department": department, "joined_on": START}
    return save_person(operator(), Person(), values)


FAR = datetime.date(2199, 1, 1)
"""A day on which what is made for this test begins, so that it gives nobody a role today."""
