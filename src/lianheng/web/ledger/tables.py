"""The list of imports, and what it can be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
import django_tables2 as tables

from lianheng.ledger.catalogue import ledger_tables
from lianheng.text import Text
from lianheng.web.ledger.models import Import
from lianheng.web.shell.words import say, words

SHOWN = 3
"""Files and tables of an import that the list names."""


WRAPPED = {"td": {"class": "text-wrap"}}


class ImportTable(tables.Table):
    number = tables.Column(
        accessor="pk",
        verbose_name=words("编号", "Number"),
        linkify=("ledger:import", {"key": tables.A("pk")}),
    )
    files = tables.Column(verbose_name=words("文件", "Files"), orderable=False, attrs=WRAPPED)
    content = tables.Column(
        accessor="counts", verbose_name=words("内容", "Content"), orderable=False, attrs=WRAPPED
    )
    by = tables.Column(
        accessor="by__shown_name", verbose_name=words("上传人", "Uploaded by"), order_by="by__username"
    )
    hash = tables.Column(accessor="received", verbose_name="SHA-256", orderable=False)

    class Meta:
        model = Import
        sequence = (
            "number",
            "state",
            "content",
            "files",
            "by",
            "uploaded_at",
            "recorded_at",
            "hash",
            "batch_id",
        )
        fields = ("state", "uploaded_at", "recorded_at", "batch_id")
        order_by = ("-uploaded_at",)

    def render_files(self, record: Import) -> str:
        return _first([str(file["name"]) for file in record.received])

    def value_files(self, record: Import) -> str:
        return _listed([str(file["name"]) for file in record.received])

    def render_content(self, record: Import) -> str:
        return _first(_contents(record))

    def value_content(self, record: Import) -> str:
        return _listed(_contents(record))

    def render_hash(self, record: Import) -> str:
        return _first([str(file["sha256"])[:12] + "…" for file in record.received])

    def value_hash(self, record: Import) -> str:
        return " ".join(str(file["sha256"]) for file in record.received)


def _contents(record: Import) -> list[str]:
    return [f"{say(ledger_tables()[name].title)} {count:,}" for name, count in record.counts.items()]


def _first(items: list[str]) -> str:
    """The first items of a list, and how many there are when there are more."""
    count = len(items)
    return _listed(items[:SHOWN]) + (
        "" if count <= SHOWN else say(Text(f"等 {count} 项", f" and others, {count} in all"))
    )


def _listed(items: list[str]) -> str:
    return say(Text("、", ", ")).join(items)


class ImportFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=Import.State.choices, label=words("状态", "State"))
    holds = filters.ChoiceFilter(
        method="with_table",
        choices=lambda: [(name, say(table.title)) for name, table in ledger_tables().items()],
        label=words("含有的表", "Holds the table"),
    )
    sha256 = filters.CharFilter(field_name="files", lookup_expr="contains", label="SHA-256")

    class Meta:
        model = Import
        fields = ("state",)

    def with_table(self, records: Any, name: str, value: str) -> Any:
        return records.filter(extent__contains=f'"{value}":')
