"""Writing to disk: both files, whole, and the DOCX even where a PDF cannot be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.conftest import Answers, Composer

from lianheng.report import pdf
from lianheng.report.docx import render_docx
from lianheng.report.fonts import Fonts, find
from lianheng.report.write import write_report
from lianheng.text import UserError


@pytest.mark.skipif(bool(find().missing), reason="no Chinese fonts: run tools/fonts.sh")
def test_both_files_are_written_and_nothing_else(
    answers: Answers, composed: Composer, tmp_path: Path
) -> None:
    document = composed(answers)
    write_report(document, tmp_path / "报告.docx", tmp_path / "报告.pdf")
    assert (tmp_path / "报告.docx").read_bytes() == render_docx(document)
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["报告.docx", "报告.pdf"]


def test_without_fonts_the_docx_is_still_written(
    answers: Answers, composed: Composer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find", lambda: Fonts((), False, {}))
    with pytest.raises(UserError):
        write_report(composed(answers), tmp_path / "报告.docx", tmp_path / "报告.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]
