"""Groups of ledger tables that are seen and imported under one permission; ``groups.yaml`` says which table is in which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.schema import Table
from lianheng.text import Text
from lianheng.web.ledger.intake import intakes

FILE = Path(__file__).with_name("groups.yaml")


@dataclass(frozen=True)
class Group:
    """Tables under one pair of permissions. ``noted``: each reading of one of its pages is noted in the journal."""

    name: str
    title: Text
    tables: tuple[str, ...]
    noted: bool

    @property
    def view_action(self) -> str:
        return f"ledger.view_{self.name}"

    @property
    def import_action(self) -> str:
        return f"ledger.import_{self.name}"


@cache
def groups() -> dict[str, Group]:
    """Every group by its name, in the order in which they are shown."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        name: Group(
            name, Text.parse(item["title"], name), tuple(item["tables"]), bool(item.get("noted", False))
        )
        for name, item in raw.items()
    }


@cache
def _group_names() -> dict[str, str]:
    return {table: group.name for group in groups().values() for table in group.tables}


def group_of(table: str) -> Group:
    """Raises KeyError for a table that is in no group."""
    return groups()[_group_names()[table]]


def tables_of(group: Group) -> list[Table]:
    return [ledger_tables()[name] for name in group.tables]


def import_action(table: str) -> str:
    """What importing a table needs: the action of its form where an app keeps it, the group's otherwise."""
    intake = intakes().get(table)
    return group_of(table).import_action if intake is None else intake.action
