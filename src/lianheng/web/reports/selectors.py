"""Reading figures and reports."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lianheng.engine.figure import all_figures
from lianheng.ledger.catalogue import any_table
from lianheng.report.document import Heading, Paragraph, RunKind
from lianheng.web.access.actor import Actor
from lianheng.web.reports.counting import figure_records
from lianheng.web.reports.drafting import sections
from lianheng.web.reports.models import FigureSet, Report
from lianheng.web.reports.rendering import composed

ROWS = 200
"""Rows behind a figure that its page lists at once."""


def figure_sets() -> QuerySet[FigureSet]:
    return FigureSet.objects.select_related("unit")


def reports() -> QuerySet[Report]:
    return Report.objects.select_related("unit", "author", "approver", "figure_set")


def figures_page(counted: FigureSet) -> dict[str, Any]:
    """All figures of a count by noun, with the gaps first of all."""
    records = figure_records(counted)
    known = {figure.id: figure for figure in all_figures()}
    nouns: dict[str, list[dict[str, Any]]] = {}
    for name, record in records.items():
        nouns.setdefault(name.partition(".")[0], []).append(record | {"figure": known.get(name)})
    return {
        "counted": counted,
        "nouns": nouns,
        "gaps": [record for record in records.values() if record["gap"]],
    }


def figure_page(counted: FigureSet, name: str, page: int) -> dict[str, Any] | None:
    """A figure with its definition and the rows it counts. None for an unknown one."""
    record = figure_records(counted).get(name)
    if record is None:
        return None
    figure = next((figure for figure in all_figures() if figure.id == name), None)
    keys = record["keys"]
    return {
        "counted": counted,
        "record": record,
        "figure": figure,
        "table": any_table(record["table"]),
        "keys": keys[(page - 1) * ROWS : page * ROWS],
        "page": page,
        "pages": max(1, -(-len(keys) // ROWS)),
    }


def report_page(reader: Actor, report: Report) -> dict[str, Any]:
    """A report as it reads now, with its gaps, notices and remarks."""
    document = composed(report)
    newer = FigureSet.objects.filter(unit=report.unit, year=report.year, pk__gt=report.figure_set_id).first()
    return {
        "report": report,
        "blocks": [_block(block) for block in document.blocks if isinstance(block, Heading | Paragraph)],
        "gaps": document.gaps,
        "notices": document.notices,
        "remarks": report.remarks.all(),
        "newer": newer,
        "title_lines": document.title_lines,
        "sections": list(enumerate(sections(report.outline))) if reader.may("reports.write", report) else [],
    }


def _block(block: Heading | Paragraph) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level}
    return {
        "runs": [
            {"text": run.text, "figure": run.figure, "gap": run.kind is RunKind.GAP} for run in block.runs
        ],
        "indent": block.indent,
    }


def latest_figures(reader: Actor) -> FigureSet | None:
    """The newest count in the reader's reach."""
    return reader.permitted("reports.view_figures", figure_sets()).first()
