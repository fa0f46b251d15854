"""Writes a composed report to disk. The last step of making a report."""

from __future__ import annotations

import os
from pathlib import Path

from lianheng.report.document import Document
from lianheng.report.docx import render_docx
from lianheng.report.pdf import render_pdf


def write_report(document: Document, docx_path: Path, pdf_path: Path) -> None:
    """Both files. The DOCX is written first and stays when the PDF fails. Raises UserError when fonts are missing."""
    write_docx(document, docx_path)
    write_pdf(document, pdf_path)


def write_docx(document: Document, path: Path) -> None:
    """The whole file or none. Raises OSError when it cannot be written."""
    _replace(path, render_docx(document))


def write_pdf(document: Document, path: Path) -> None:
    """The whole file or none. Raises UserError when fonts are missing, OSError when it cannot be written."""
    _replace(path, render_pdf(document))


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)  # noqa: PTH105  (atomic also on Windows)
