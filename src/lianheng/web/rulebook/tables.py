"""The list of changes."""

from __future__ import annotations

import django_filters as filters
import django_tables2 as tables

from lianheng.web.rulebook.models import Change


class ChangeTable(tables.Table):
    name = tables.Column(linkify=("rulebook:change", {"key": tables.A("pk")}))

    class Meta:
        model = Change
        fields = ("name", "target", "unit", "from_on", "to_on", "state", "proposer", "decider")


class ChangeFilter(filters.FilterSet):
    class Meta:
        model = Change
        fields = ("target", "state")
