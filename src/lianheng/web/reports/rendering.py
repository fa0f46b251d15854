"""A report as a document, and its final files: rendered from what the database holds, the same bytes at any later time."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from lianheng.report.compose import compose, journal_line
from lianheng.report.document import Document, Paragraph, Run
from lianheng.report.docx import render_docx
from lianheng.report.pdf import render_pdf
from lianheng.report.profile import Profile
from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.verification import verify
from lianheng.web.reports.counting import answers, write_whole
from lianheng.web.reports.drafting import read_outline
from lianheng.web.reports.models import Report


def composed(report: Report) -> Document:
    """The report as it would be printed. A final one ends with the journal's root."""
    profile = Profile(report.unit.name, report.year, report.dated, report.addressee or None)
    document = compose(read_outline(report.outline), answers(report.figure_set), profile)
    if not report.seal:
        return document
    return replace(document, blocks=(*document.blocks, Paragraph((Run(report.seal),), indent=False)))


RENDERERS = {"docx": render_docx, "pdf": render_pdf}
"""By the ending of the file's name."""


def files(report: Report) -> dict[str, bytes]:
    """Every file of a report by its ending. Raises UserError when the fonts are missing."""
    document = composed(report)
    return {ending: render(document) for ending, render in RENDERERS.items()}


def sealed(by: Actor) -> str:
    """Verify everything, then make a checkpoint. Raises UserError naming what the verification found."""
    found = verify()
    if not found.intact:
        first, count = found.problems[0].text, len(found.problems) + found.more
        raise UserError(
            f"核验发现 {count} 处异常，不能出正式稿：{first.zh}",
            f"The verification found {count} things, so there is no final report: {first.en}",
        )
    checkpoint = make_checkpoint(by)
    return journal_line(checkpoint.size, checkpoint.root)


def keep_final(report: Report) -> tuple[str, str]:
    """Write the final files. Returns their digests, DOCX first."""
    rendered = files(report)
    for ending, content in rendered.items():
        write_whole(final_file(report, ending), content)
    return _digest(rendered["docx"]), _digest(rendered["pdf"])


def final_file(report: Report, ending: str) -> Path:
    return Path(settings.REPORTS_FOLDER) / report.unit_id / f"{report.year}.{ending}"


def still_the_same(report: Report) -> bool:
    """Whether a final report, rendered again now, is the same to the byte, and its kept files are too."""
    again = files(report)
    kept = {ending: final_file(report, ending).read_bytes() for ending in again}
    wanted = {"docx": report.docx_digest, "pdf": report.pdf_digest}
    return all(_digest(again[ending]) == _digest(kept[ending]) == digest for ending, digest in wanted.items())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
