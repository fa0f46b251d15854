"""Keeping units, departments, people and posts."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from django.db import transaction

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.models import Kept
from lianheng.web.history.services import writing
from lianheng.web.people.models import Department, Person, Post, Unit

K = TypeVar("K", bound=Kept)


def save_unit(
    by: Actor, unit: Unit, values: dict[str, Any], reason: str = "", version: int | None = None
) -> Unit:
    """Create or change a unit."""
    return _save(by, "people.change_unit", unit, values, reason, version)


def save_department(
    by: Actor, department: Department, values: dict[str, Any], reason: str = "", version: int | None = None
) -> Department:
    """Create or change a department."""
    return _save(by, "people.change_unit", department, values, reason, version)


def save_person(
    by: Actor, person: Person, values: dict[str, Any], reason: str = "", version: int | None = None
) -> Person:
    """Create or change a person."""
    return _save(by, "people.change_person", person, values, reason, version)


def appoint(
    by: Actor, person: Person, title: str, rank: str, level: str, on: datetime.date, reason: str = ""
) -> Post:
    """Give a person a post from a day on; the post held until then ends the day before.

    Raises UserError when the day is not after the start of the post held now.
    """
    with transaction.atomic():
        current = person.posts.filter(to_on=None).first()
        if current is not None:
            if on <= current.from_on:
                raise UserError(
                    f"任职日期须晚于现职务起始日 {current.from_on}。",
                    f"The day must be after {current.from_on}, when the present post began.",
                )
            with writing(by, "people.change_person", current, reason) as ended:
                ended.to_on = on - datetime.timedelta(days=1)
        post = Post(person=person, title=title, rank=rank, level=level, from_on=on)
        with writing(by, "people.change_person", post, reason) as made:
            made.full_clean()
    return post


def take_unit(by: Actor, row: dict[str, Any], reason: str) -> Unit:
    """Create or change a unit from a row of the ledger's table; an empty cell leaves what is known."""
    unit = _stored(Unit, row["unit_id"])
    return save_unit(by, unit, _told(unit, {name: row[name] for name in UNIT_COLUMNS}), reason)


def take_person(by: Actor, row: dict[str, Any], reason: str) -> Person:
    """Create or change a person from a row of the ledger's table; an empty cell, or a missing column, leaves what is known.

    A post that the row brings to somebody known begins today; to somebody new, on the day he joined.
    """
    person = _stored(Person, row["person_id"])
    is_new = person._state.adding
    values = {name: row[name] for name in PERSON_COLUMNS} | {"department": _department(by, row, reason)}
    person = save_person(by, person, _told(person, values), reason)
    held = person.posts.filter(to_on=None).first()
    told = (row["post"], row["rank"], row["role"])
    if row["post"] is not None and (held is None or (held.title, held.rank, held.level) != told):
        appoint(by, person, *told, on=row["joined_on"] if is_new else by.today, reason=reason)
    return person


def _told(record: Kept, values: dict[str, Any]) -> dict[str, Any]:
    """What a row says of a record: of one that is known, only its filled cells."""
    return (
        values
        if record._state.adding
        else {name: value for name, value in values.items() if value is not None}
    )


UNIT_COLUMNS = ("unit_id", "name", "uscc", "parent_id", "division_code", "level")
PERSON_COLUMNS = (
    "person_id",
    "name",
    "unit_id",
    "supervisor_id",
    "party",
    "branch",
    "branch_group",
    "branch_post",
    "officer",
    "joined_on",
    "left_on",
    "id_no",
    "phone",
    "bank_account",
)
"""The columns of the ledger's tables that are fields of a unit or a person."""


def _department(by: Actor, row: dict[str, Any], reason: str) -> Department | None:
    """The department of a row, made when the unit has none of that name yet."""
    if row["department"] is None:
        return None
    values = {"unit_id": row["unit_id"], "name": row["department"]}
    known = Department.objects.filter(**values).first()
    return known or save_department(by, Department(), values, reason)


def _stored(model: type[Any], key: str) -> Any:
    return model._default_manager.filter(pk=key).first() or model()


def _save(by: Actor, action: str, record: K, values: dict[str, Any], reason: str, version: int | None) -> K:
    with writing(by, action, record, reason, version) as target:
        for name, value in values.items():
            setattr(target, name, value)
        target.full_clean()
    return target
