"""The report quotes no figure that does not exist, and no figure is counted for nothing."""

from __future__ import annotations

from lianheng.engine.figure import all_figures
from lianheng.report.outline import load_outline

ELSEWHERE = {"monthly", "control", "disclosure"}
"""Nouns whose figures belong to other reports: the monthly analysis, the internal-control report, the disclosure form."""


def test_every_quoted_figure_exists() -> None:
    assert set(load_outline().figures) - {figure.id for figure in all_figures()} == set()


def test_every_figure_of_the_annual_report_is_quoted() -> None:
    own = {figure.id for figure in all_figures() if figure.area not in ELSEWHERE}
    assert own - set(load_outline().figures) == set()
