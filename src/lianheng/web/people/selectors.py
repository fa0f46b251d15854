"""Reading units and people."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianheng.web.access.actor import Actor
from lianheng.web.people.models import Person, Unit


def units() -> QuerySet[Unit]:
    return Unit.objects.select_related("parent")


def people() -> QuerySet[Person]:
    return Person.objects.select_related("unit", "department")


def unit_children() -> dict[str, list[str]]:
    """The units directly under each unit."""
    found: dict[str, list[str]] = defaultdict(list)
    for unit, parent in Unit.objects.exclude(parent=None).values_list("unit_id", "parent_id"):
        found[parent].append(unit)
    return found


def unit_page(unit: Unit) -> dict[str, Any]:
    """A unit with its departments, how many serve in each, and the units under it."""
    serving = Count("people", filter=Q(people__left_on=None))
    return {
        "unit": unit,
        "departments": unit.departments.annotate(serving=serving),
        "children": unit.children.all(),
        "serving": unit.people.filter(left_on=None).count(),
    }


def person_page(reader: Actor, person: Person) -> dict[str, Any]:
    """A person with the posts held; private numbers only for those who may see them."""
    return {
        "person": person,
        "posts": person.posts.order_by("-from_on"),
        "private": reader.may("people.view_private", person),
    }
