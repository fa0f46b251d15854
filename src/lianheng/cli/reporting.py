"""``lianheng report``: the annual report as DOCX and PDF, with its figures and the rows behind them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.language import language, say
from lianheng.cli.options import AsAtOption, LedgerPath, NeededUnit, NeededYear, note, read_ledger, scope_of
from lianheng.cli.output import err, progress
from lianheng.text import Text, UserError

if TYPE_CHECKING:
    from lianheng.engine.answers import Answered
    from lianheng.engine.scope import RunScope
    from lianheng.ledger.folder import Ledger
    from lianheng.report.document import Document


def register(app: typer.Typer) -> None:
    app.command("report", help=say("生成年度报告（DOCX、PDF）", "Write the annual report (DOCX, PDF)"))(
        report
    )


def report(
    ledger: LedgerPath,
    unit: NeededUnit,
    year: NeededYear,
    out_file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.docx", help=say("DOCX 文件", "The DOCX file"))
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help=say("PDF 文件", "The PDF file"))
    ] = None,
    final: Annotated[
        bool, typer.Option("--final", help=say("定稿：有缺口即拒绝", "Final: refused while there are gaps"))
    ] = False,
    as_at: AsAtOption = None,
) -> None:
    from lianheng.engine.answers import answer_all
    from lianheng.report.compose import require_complete

    scope = scope_of(unit, year, as_at)
    target = out_file or Path(f"{unit}-{year}.docx")
    opened = read_ledger(ledger, scope, as_at is not None, quiet=True)
    with progress() as step:
        answered = answer_all(opened, scope, lambda figure, done, total: step(figure.title, done - 1, total))
        step(Text("排版", "typesetting"))
        document = _compose(opened, scope, answered)
        if final:
            require_complete(document)
        _write(document, answered, target, pdf)
    written = "、".join(str(file) for file in (target, pdf) if file)
    note(f"报告已写入 {written}", f"The report is in {written}")
    for notice in document.notices:
        err.print(f"! {notice.say(language())}", markup=False, soft_wrap=True)
    if document.gaps:
        count = len(document.gaps)
        note(
            f"有 {count} 处缺口〔待补〕，见报告附件。",
            f"{count} gaps are marked 〔待补〕 and listed at the report's end.",
        )


def _compose(ledger: Ledger, scope: RunScope, answered: tuple[Answered, ...]) -> Document:
    from lianheng.report.compose import compose
    from lianheng.report.outline import load_outline
    from lianheng.report.profile import Profile

    (name,) = ledger.database.one("SELECT name FROM units WHERE unit_id = ?", [scope.unit_id])
    profile = Profile(str(name), scope.year or scope.as_at.year, scope.as_at)
    return compose(load_outline(), {item.answer.id: item.answer for item in answered}, profile)


def _write(document: Document, answered: tuple[Answered, ...], target: Path, pdf: Path | None) -> None:
    """DOCX, figures, and the PDF when it is asked for. Raises UserError when a file cannot be written."""
    from lianheng.engine.answers import answer_record
    from lianheng.report.wording import worded
    from lianheng.report.write import write_docx, write_pdf

    records = [answer_record(item, worded(item.answer)) for item in answered]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_docx(document, target)
        figures = target.with_suffix(".figures.json")
        figures.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")
        if pdf is not None:
            pdf.parent.mkdir(parents=True, exist_ok=True)
            write_pdf(document, pdf)
    except OSError as error:
        raise UserError(f"无法写入：{error}", f"Cannot write: {error}") from error
