"""A figure equals its rows: every figure of every unit and year, as the site counted and kept it, recounted by plain Python.

The second hand reads the ledger as the site sees it, imported batches and the records of its apps together.
"""

from __future__ import annotations

import datetime
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lianheng.engine.figure import Measure, all_figures

from ...figures.books import Books
from ...figures.recount import RECOUNTS
from ..servers import Home

YEARS = (2020, 2021)
COUNT = """
from lianheng.ledger.reading import unwatched
from lianheng.web.access.actor import operator
from lianheng.web.people.models import Unit
from lianheng.web.reports.counting import figures_file
from lianheng.web.reports.models import FigureSet
from lianheng.web.reports.tasks import count
from lianheng.web.rulebook.judged import judged_ledger
told["files"] = {{}}
for unit in Unit.objects.values_list("pk", flat=True):
    for year in {years}:
        count(operator(), unwatched, unit, year)
        made = FigureSet.objects.filter(unit=unit, year=year).latest("pk")
        told["files"][f"{{unit}} {{year}}"] = [str(figures_file(made)), str(made.as_at)]
with judged_ledger(unwatched) as ledger:
    for name in ledger.rows:
        ledger.database.execute(f"COPY {{name}} TO '{folder}/{{name}}.parquet'")
"""
MEASURES = {figure.id: figure.measure for figure in all_figures()}


@pytest.fixture
def counted(demo: Home, tmp_path: Path) -> tuple[dict[str, list[str]], dict[str, list[Any]]]:
    """Where the figures of each unit and year lie, and all rows of the ledger they were counted over."""
    home, folder = Home(shutil.copytree(demo.folder, tmp_path / "home")), tmp_path / "tables"
    folder.mkdir()
    told = home.inside(COUNT.format(years=YEARS, folder=folder))
    return told["files"], {file.stem: pq.read_table(file).to_pylist() for file in folder.glob("*.parquet")}


def test_every_figure_of_every_unit_and_year_equals_its_rows(counted):
    files, tables = counted
    wrong = []
    for place, (file, as_at) in files.items():
        unit, year = place.split()
        books = Books(tables, datetime.date.fromisoformat(as_at), int(year), unit)
        records = json.loads(Path(file).read_text(encoding="utf-8"))
        assert {record["id"] for record in records} == RECOUNTS.keys()
        wrong += [f"{place} {told}" for record in records if (told := difference(record, books))]
    assert len(files) >= 3 * len(YEARS)
    assert not wrong, "\n".join(wrong[:20])


def difference(record: dict[str, Any], books: Books) -> str:
    """What the kept figure and its recount disagree on; nothing when they are the same to the fen."""
    wanted, name = RECOUNTS[record["id"]](books), record["id"]
    if sorted(set(wanted.keys)) != sorted(record["keys"]):
        return f"{name}: {len(record['keys'])} rows against {len(set(wanted.keys))} by hand"
    if record["gap"] is not None:
        return (
            "" if wanted.value is None or not wanted.keys else f"{name}: a gap against {wanted.value} by hand"
        )
    value = Decimal(record["value"])
    if wanted.value is None:
        return f"{name}: {value} against a gap by hand"
    exact = MEASURES[name] is not Measure.RATIO
    if value != wanted.value if exact else abs(value - wanted.value) > Decimal("1e-12"):
        return f"{name}: {value} against {wanted.value} by hand"
    return ""
