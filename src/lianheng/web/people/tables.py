"""Lists of units and people, and what they can be filtered by."""

from __future__ import annotations

import django_filters as filters
import django_tables2 as tables

from lianheng.web.people.models import Person, Unit
from lianheng.web.shell.words import words


class UnitTable(tables.Table):
    unit_id = tables.Column(linkify=("people:unit", {"key": tables.A("pk")}))

    class Meta:
        model = Unit
        fields = ("unit_id", "name", "level", "division_code", "parent")


class UnitFilter(filters.FilterSet):
    name = filters.CharFilter(lookup_expr="icontains", label=words("名称含", "Name contains"))
    level = filters.ChoiceFilter(choices=Unit.Level.choices, label=words("预算级次", "Budget level"))

    class Meta:
        model = Unit
        fields = ("name", "level")


class PersonTable(tables.Table):
    person_id = tables.Column(linkify=("people:person", {"key": tables.A("pk")}))

    class Meta:
        model = Person
        fields = (
            "person_id",
            "name",
            "unit",
            "department",
            "party",
            "branch",
            "officer",
            "joined_on",
            "left_on",
        )


class PersonFilter(filters.FilterSet):
    name = filters.CharFilter(lookup_expr="icontains", label=words("姓名含", "Name contains"))
    party = filters.ChoiceFilter(choices=Person.Party.choices, label=words("政治面貌", "Party"))
    left = filters.ChoiceFilter(
        "left_on",
        "isnull",
        choices=((True, words("在职", "Serving")), (False, words("已离岗", "Left"))),
        label=words("是否在职", "Serving"),
    )

    class Meta:
        model = Person
        fields = ("name", "party", "left")
