"""Reading imports: which of them somebody sees, and what a check found in one, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.problems import Problem
from lianheng.tabular.schema import Table
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.jobs.models import Job
from lianheng.web.ledger.findings import Told
from lianheng.web.ledger.groups import group_of, groups
from lianheng.web.ledger.models import Findings, Import
from lianheng.web.ledger.rights import missing_rights

ROWS = 50


def visible_imports(reader: Actor) -> QuerySet[Import]:
    """One's own imports, and those of one's units that hold only tables which one may view or import."""
    reached = reader.permitted("ledger.view_import", Import.objects.all())
    others = ~Q(groups="")
    for group in groups().values():
        others &= ~Q(groups__contains=f"|{group.name}|") | _of_units(
            reader, group.view_action, group.import_action
        )
    return reached.filter(Q(by__username=reader.name) | others).select_related(
        "by__person", "unit", "decided_by__person"
    )


def _of_units(reader: Actor, *actions: str) -> Q:
    """Imports of the units that any of the actions reaches."""
    reached = [reader.units(action) for action in actions]
    if any(units is None for units in reached):
        return Q(unit__isnull=False)
    return Q(unit__in=sorted(frozenset[str]().union(*(units for units in reached if units))))


def may_see_rows(reader: Actor, record: Import) -> bool:
    """Whether the rows themselves may be shown: to who gave them, and to who may view or import all that is in them."""
    if record.by.username == reader.name or not missing_rights(reader, record):
        return True
    return all(_views(reader, name, frozenset(units) - {""}) for name, units in record.tables.items())


def _views(reader: Actor, table: str, named: frozenset[str]) -> bool:
    action = group_of(table).view_action
    units = reader.units(action) if reader.may(action) else frozenset()
    return units is None or named <= units


def is_noted(record: Import) -> bool:
    """Whether looking at the rows is noted in the journal."""
    return any(group_of(name).noted for name in record.tables)


def job_of(record: Import) -> Job | None:
    """What was last done about an import behind the scenes."""
    return Job.objects.filter(kind__startswith="ledger.", subject=str(record)).order_by("-pk").first()


@dataclass(frozen=True)
class Cell:
    text: str
    wrong: bool


@dataclass(frozen=True)
class FoundRow:
    """A row as it stands in the file, with what is wrong in it."""

    number: int
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]
    gap: bool
    """Whether rows before it are left out."""


@dataclass(frozen=True)
class FoundTable:
    """One table of an import: how many rows and mistakes, what is wrong with it as a whole, and a page of rows."""

    table: Table
    headers: tuple[str, ...]
    total: int
    mistakes: int
    general: tuple[Problem, ...]
    rows: Page[Any]


def problems_of(record: Import) -> list[Problem]:
    """Every problem of the last check; none when the files are decided about."""
    return [_problem(item) for item in _told(record)["problems"]]


def file_problems(record: Import) -> list[Problem]:
    """Problems that belong to no table."""
    told = _told(record)
    return [_problem(told["problems"][number]) for number in told["files"]]


def table_summaries(record: Import) -> list[tuple[Table, int, int]]:
    """Each table that was read, its rows, and its mistakes."""
    told = _told(record)
    return [(ledger_tables()[item["name"]], item["total"], _mistakes(told, item)) for item in told["tables"]]


def found_table(
    record: Import, name: str, only_wrong: bool, words: str, page: str | None
) -> FoundTable | None:
    """A table's rows, those with mistakes only or all that were kept, narrowed by words in the row or its problems."""
    told = _told(record)
    item = next((item for item in told["tables"] if item["name"] == name), None)
    if item is None:
        return None
    rows = [row for row in _rows(told, item) if (row.problems or not only_wrong) and _has(row, words)]
    general = tuple(_problem(told["problems"][number]) for number in item["general"])
    headers = tuple(column["header"] for column in item["columns"])
    shown = Paginator(rows, ROWS).get_page(page)
    return FoundTable(ledger_tables()[name], headers, item["total"], _mistakes(told, item), general, shown)


def all_rows(record: Import) -> Iterator[tuple[Table, list[str], list[FoundRow]]]:
    """Every table with the rows that have mistakes: for the file that is mended at the desk."""
    told = _told(record)
    for item in told["tables"]:
        rows = [row for row in _rows(told, item) if row.problems]
        yield ledger_tables()[item["name"]], [column["header"] for column in item["columns"]], rows


def _told(record: Import) -> Told:
    found = Findings.objects.filter(of=record).first()
    return {"problems": [], "tables": [], "files": []} if found is None else found.told


def _rows(told: Told, item: Told) -> list[FoundRow]:
    found, before = [], 1
    for row in item["rows"]:
        wrong = set(row["wrong"])
        cells = tuple(Cell(cell or "", place in wrong) for place, cell in enumerate(row["cells"]))
        problems = tuple(_problem(told["problems"][number]) for number in row["problems"])
        found.append(FoundRow(row["number"], cells, problems, row["number"] > before + 1))
        before = row["number"]
    return found


def _has(row: FoundRow, words: str) -> bool:
    text = " ".join(
        [*(cell.text for cell in row.cells), *(f"{p.reason.zh} {p.reason.en}" for p in row.problems)]
    )
    return all(word in text.lower() for word in words.lower().split())


def _mistakes(told: Told, item: Told) -> int:
    numbers = {*item["general"], *(number for row in item["rows"] for number in row["problems"])}
    return sum(1 + told["problems"][n]["more"] for n in numbers if told["problems"][n]["refusal"])


def _problem(told: Told) -> Problem:
    return Problem(
        Text(*told["reason"]),
        Text(*told["advice"]),
        told["file"],
        told["sheet"],
        told["row"],
        told["column"],
        told["value"],
        told["more"],
        told["refusal"],
    )
