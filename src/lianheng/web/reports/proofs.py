"""Holds the counts of figures and the final reports against the digests that the journal keeps. Part of every verification."""

from __future__ import annotations

from collections.abc import Iterator

from lianheng.web.history.problems import Problem, Seen
from lianheng.web.reports.counting import figures_file
from lianheng.web.reports.models import FigureSet, Report
from lianheng.web.reports.rendering import final_file
from lianheng.web.shell.kept_files import KeptFile, problems_of


def problems(seen: Seen) -> Iterator[Problem]:
    """Every count, and both files of every final report."""
    yield from problems_of(_files(), seen)


def _files() -> Iterator[KeptFile]:
    for counted in FigureSet.objects.iterator():
        yield str(counted), figures_file(counted), counted.digest
    for report in Report.objects.filter(state=Report.State.FINAL).select_related("unit"):
        yield str(report), final_file(report, "docx"), report.docx_digest
        yield str(report), final_file(report, "pdf"), report.pdf_digest
