"""Tables of the ledger that apps keep or add to, as each says in its ``ledger.py``.

``TABLES`` are kept by the app alone: their rows come in by its own services, one by one, under the permission of its form
(``IMPORTS = {"people": Intake("people.person", "people.change_person", take_person)}``). To the tables of ``ADDS`` it adds
rows of its own beside what is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings

from lianheng.ledger.catalogue import ledger_tables
from lianheng.web.access.actor import Actor

Row = dict[str, Any]


@dataclass(frozen=True)
class Intake:
    """How an app takes a row: ``take(by, row, reason)`` creates or changes the record by the services of its form.

    ``kind`` is the model whose records the rows are.
    """

    kind: str
    action: str
    take: Callable[[Actor, Row, str], object]


def kept_tables() -> dict[str, Callable[..., Any]]:
    """The selector of each ledger table that an app keeps."""
    found: dict[str, Callable[..., Any]] = {}
    for module in _modules():
        found |= getattr(module, "TABLES", {})
    return found


def added_tables() -> dict[str, Callable[..., Any]]:
    """The selector of the rows that an app adds to an imported table."""
    found: dict[str, Callable[..., Any]] = {}
    for module in _modules():
        found |= getattr(module, "ADDS", {})
    return found


@cache
def intakes() -> dict[str, Intake]:
    """The intake of each ledger table that an app keeps and takes rows for, referred-to tables first."""
    found: dict[str, Intake] = {}
    for module in _modules():
        found |= getattr(module, "IMPORTS", {})
    needs = {name: {link.table for link in ledger_tables()[name].foreign_keys} - {name} for name in found}
    return {name: found[name] for name in TopologicalSorter(needs).static_order() if name in found}


def in_order(table: str, rows: list[Row]) -> list[int]:
    """Positions of the rows so that one comes after those of the same table that it refers to; a circle keeps its order."""
    described = ledger_tables()[table]
    own = [link for link in described.foreign_keys if link.table == table]
    places = {row[described.key[0]]: place for place, row in enumerate(rows)}
    needs = {
        place: {places[row[link.column]] for link in own if row[link.column] in places} - {place}
        for place, row in enumerate(rows)
    }
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError:
        return list(range(len(rows)))


def _modules() -> list[ModuleType]:
    names = [f"lianheng.web.{app}.ledger" for app in settings.HOUSE if app != "ledger"]
    return [import_module(name) for name in names if find_spec(name)]
