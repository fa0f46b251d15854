"""Writes a composed report to disk. The last step of making a report."""

from __future__ import annotations

import os
from pathlib import Path

from lianheng.report.document import Document
from lianheng.report.docx import render_docx
from lianheng.report.pdf import render_pdf


def write_report(document: Document, docx_path: Path, pdf_path: Path) -> None:
    """Both files, each complete or not there at all.

    The DOCX is written first and stays when the PDF fails. Raises UserError when fonts are missing.
    """
    _replace(docx_path, render_docx(document))
    _replace(pdf_path, render_pdf(document))


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)  # noqa: PTH105  (atomic also on Windows)
