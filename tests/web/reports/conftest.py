"""The figures of the bureau's year over a small ledger, and a report begun from them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from lianheng.engine.figure import all_figures
from lianheng.ledger.folder import open_ledger
from lianheng.web.people.models import Unit
from lianheng.web.reports.counting import count_figures
from lianheng.web.reports.models import FigureSet, Report
from lianheng.web.reports.services import begin

DAY = datetime.date(2021, 12, 31)
FIGURES = [figure for figure in all_figures() if figure.id in ("education.essays", "people.staff")]
UNITS = "unit_id,name,uscc,parent_id,division_code,level\nU01,财政金融保障局,,,341800,zone\nU02,投资促进局,,,341800,zone\n"
PEOPLE = (
    "person_id,name,unit_id,rank,role,party,officer,joined_on\n"
    "P1,甲,U01,staff,staff,member,none,2019-01-01\nQ1,金丝雀,U02,staff,staff,member,none,2019-01-01\n"
)
ESSAY = "{id},{person},心得{id},2021-05-0{day},true\n"


@pytest.fixture
def count(cast, actor, tmp_path: Path, settings) -> Callable[..., FigureSet]:
    """Counts the figures of a unit over a number of essays of the bureau, and one of another unit."""
    settings.FIGURES_FOLDER, settings.REPORTS_FOLDER = tmp_path / "figures", tmp_path / "reports"
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")

    def counted(essays: int = 3, by: str = "office", unit: str = "U01") -> FigureSet:
        rows = "".join(ESSAY.format(id=f"E{n}", person="P1", day=n + 1) for n in range(essays))
        text = (
            "essay_id,person_id,title,submitted_on,accepted\n"
            + rows
            + ESSAY.format(id="X9", person="Q1", day=9)
        )
        (folder / "essays.csv").write_text(text, encoding="utf-8")
        ledger = open_ledger(folder)
        try:
            return count_figures(
                actor(by), ledger, Unit.objects.get(pk=unit), 2021, DAY, lambda *_: None, FIGURES
            )
        finally:
            ledger.database.close()

    return counted


@pytest.fixture
def report(count, actor) -> Report:
    """A report that the office has begun."""
    return begin(actor("office"), count(), DAY)
