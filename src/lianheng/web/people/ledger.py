"""Units and people as tables of the ledger: a post is the one held on the day the ledger is taken."""

from __future__ import annotations

import datetime
from typing import Any

import pyarrow as pa
from django.db.models import Q

from lianheng.ledger.catalogue import ledger_tables
from lianheng.web.ledger.intake import Intake
from lianheng.web.people import services
from lianheng.web.people.models import Person, Post, Unit


def units(as_at: datetime.date) -> pa.Table:
    """Every unit."""
    fields = ("unit_id", "name", "uscc", "parent_id", "division_code", "level")
    return _arrow("units", [dict(row) for row in Unit.objects.values(*fields)])


def people(as_at: datetime.date) -> pa.Table:
    """Every person, with the post of the day; somebody without one has the lowest rank, as the regulations treat him."""
    held = Post.objects.filter(Q(to_on=None) | Q(to_on__gte=as_at), from_on__lte=as_at).order_by("from_on")
    posts = {post.person_id: post for post in held}
    return _arrow("people", [_person(person, posts.get(person.pk)) for person in _everybody()])


def _everybody() -> Any:
    return Person.objects.select_related("department")


def _person(person: Person, post: Post | None) -> dict[str, Any]:
    return {
        "person_id": person.pk,
        "name": person.name,
        "unit_id": person.unit_id,
        "department": person.department.name if person.department else None,
        "post": post.title if post else None,
        "rank": post.rank if post else "staff",
        "role": post.level if post else "staff",
        "supervisor_id": person.supervisor_id,
        "party": person.party,
        "branch": person.branch,
        "branch_group": person.branch_group,
        "branch_post": person.branch_post,
        "officer": person.officer,
        "joined_on": person.joined_on,
        "left_on": person.left_on,
        "id_no": person.id_no,
        "phone": person.phone,
        "bank_account": person.bank_account,
    }


def _arrow(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=ledger_tables()[name].arrow_schema())


TABLES = {"units": units, "people": people}
"""The ledger tables this app keeps, each with the selector that makes it."""
IMPORTS = {
    "units": Intake("people.unit", "people.change_unit", services.take_unit),
    "people": Intake("people.person", "people.change_person", services.take_person),
}
"""Rows of these tables come in by the services of their forms, under the same permission."""
