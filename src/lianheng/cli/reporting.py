"""``lianheng report``: the annual report as DOCX and PDF, with its figures and the rows behind them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.language import say
from lianheng.cli.options import AsAtOption, LedgerPath, NeededUnit, NeededYear, note, read_ledger, scope_of
from lianheng.cli.output import progress
from lianheng.text import Text, UserError

if TYPE_CHECKING:
    from lianheng.engine.answers import Answered


def register(app: typer.Typer) -> None:
    app.command("report", help=say("生成年度报告（DOCX、PDF）", "Write the annual report (DOCX, PDF)"))(
        report
    )


def report(
    ledger: LedgerPath,
    unit: NeededUnit,
    year: NeededYear,
    out_file: Annotated[Path | None, typer.Option("--out", help=say("DOCX 文件", "The DOCX file"))] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help=say("PDF 文件", "The PDF file"))] = None,
    final: Annotated[
        bool, typer.Option("--final", help=say("定稿：有缺口即拒绝", "Final: refused while there are gaps"))
    ] = False,
    as_at: AsAtOption = None,
) -> None:
    from lianheng.engine.answers import answer_all
    from lianheng.report import write_report

    scope = scope_of(unit, year, as_at)
    target = out_file or Path(f"{unit}-{year}.docx")
    opened = read_ledger(ledger, scope, as_at is not None, quiet=True)
    with progress() as step:
        answered = answer_all(opened, scope, lambda figure, done, total: step(figure.title, done - 1, total))
        gaps = [item for item in answered if item.answer.gap is not None]
        if final and gaps:
            _refuse_final(gaps)
        step(Text("排版", "typesetting"))
        write_report(opened, scope, [item.answer for item in answered], target, pdf, final)
    _write_figures(answered, target)
    note(
        f"报告已写入 {target}" + (f" 和 {pdf}" if pdf else ""),
        f"The report is in {target}" + (f" and {pdf}" if pdf else ""),
    )
    if gaps:
        note(
            f"有 {len(gaps)} 处缺口〔待补〕，见报告附表。",
            f"{len(gaps)} gaps are marked 〔待补〕 and listed at the end.",
        )


def _refuse_final(gaps: list[Answered]) -> None:
    zh = "；".join(
        f"{item.answer.figure.title.zh}（{item.answer.gap.zh}）" for item in gaps if item.answer.gap
    )
    en = "; ".join(f"{item.answer.id} ({item.answer.gap.en})" for item in gaps if item.answer.gap)
    raise UserError(f"有 {len(gaps)} 处缺口，不能定稿：{zh}", f"{len(gaps)} gaps forbid a final report: {en}")


def _write_figures(answered: tuple[Answered, ...], target: Path) -> None:
    from lianheng.engine.answers import answer_record
    from lianheng.report.wording import worded

    records = [answer_record(item, worded(item.answer)) for item in answered]
    file = target.with_suffix(".figures.json")
    file.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")
