"""Reading figures and reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import QuerySet

from lianheng.engine.figure import Figure, Measure, all_figures
from lianheng.ledger.catalogue import any_table
from lianheng.report.document import Heading, Paragraph, RunKind
from lianheng.report.outline import load_outline
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.history.models import Entry
from lianheng.web.reports.counting import figure_records
from lianheng.web.reports.drafting import Draft, sections
from lianheng.web.reports.models import FigureSet, Report
from lianheng.web.reports.rendering import composed

BESIDE = {
    "monthly": Text("月度分析", "Monthly analysis"),
    "control": Text("内部控制评价指标", "Indicators of internal control"),
}
"""Figures that the annual report does not quote, by their noun."""
ROWS = 200
"""Rows behind a figure that its page lists at once."""


def figure_sets() -> QuerySet[FigureSet]:
    return FigureSet.objects.select_related("unit")


def reports() -> QuerySet[Report]:
    return Report.objects.select_related("unit", "author", "approver", "figure_set")


def figures_page(counted: FigureSet) -> dict[str, Any]:
    """All figures of a count under the headings of the report that quotes them, with the gaps first of all."""
    records = figure_records(counted)
    return {
        "counted": counted,
        "chapters": [(title, items) for title, items in _chapters(counted, records) if items],
        "gaps": [record for record in records.values() if record["gap"]],
    }


def _chapters(counted: FigureSet, records: dict[str, Any]) -> Iterator[tuple[Text, list[dict[str, Any]]]]:
    left = {name: record | {"shown": shown(record)} for name, record in records.items()}
    words = {"unit": counted.unit.name, "year": str(counted.year), "next_year": str(counted.year + 1)}
    for chapter in load_outline().chapters(words):
        yield chapter.title, [left.pop(name) for name in chapter.figures if name in left]
    for noun, title in BESIDE.items():
        yield title, [left.pop(name) for name in list(left) if name.partition(".")[0] == noun]
    yield Text("其他", "Others"), list(left.values())


def shown(record: dict[str, Any]) -> str:
    """The value as a page shows it: money to the fen, a share in percent, nothing where there is a gap."""
    if record["value"] is None:
        return "—"
    figure, value = _figures().get(record["id"]), Decimal(record["value"])
    if figure is not None and figure.measure is Measure.RATIO:
        return f"{value * 100:.2f}%"
    if figure is not None and figure.phrase == "money":
        return f"{value:,.2f}"
    return f"{value:,.2f}" if value != value.to_integral_value() else f"{value:,.0f}"


@cache
def _figures() -> dict[str, Figure]:
    return {figure.id: figure for figure in all_figures()}


def figure_page(counted: FigureSet, name: str, page: int) -> dict[str, Any] | None:
    """A figure with its definition and the rows it counts. None for an unknown one."""
    record = figure_records(counted).get(name)
    if record is None:
        return None
    figure = _figures().get(name)
    keys = record["keys"]
    return {
        "counted": counted,
        "record": record | {"shown": shown(record)},
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
        "sections": _headings(report) if reader.may("reports.write", report) else [],
    }


def _headings(report: Report) -> list[tuple[int, str]]:
    """The sections that can be edited, by number, as the report heads them."""
    return [(number, heading_of(report, draft)) for number, draft in enumerate(sections(report.outline))]


def heading_of(report: Report, draft: Draft) -> str:
    """A section's heading, or its part's where it has none, as the report prints it."""
    words = {"unit": report.unit.name, "year": str(report.year), "next_year": str(report.year + 1)}
    return (draft.heading or draft.part).format_map(words)


def _block(block: Heading | Paragraph) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level}
    return {
        "runs": [
            {"text": run.text, "figure": run.figure, "gap": run.kind is RunKind.GAP} for run in block.runs
        ],
        "indent": block.indent,
    }


def has_worked_on(by: Actor, report: Report) -> bool:
    """Whether somebody wrote, changed or submitted a report, in whatever role: the journal knows."""
    acts = ("reports.write", "reports.submit")
    return Entry.objects.filter(
        kind=report.kind(), key=str(report.pk), action__in=acts, actor=by.name
    ).exists()


def latest_figures(reader: Actor) -> FigureSet | None:
    """The newest count in the reader's reach."""
    return reader.permitted("reports.view_figures", figure_sets()).first()
