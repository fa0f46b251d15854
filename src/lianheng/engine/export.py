"""Writes what a run found: ``run.json``, ``findings.parquet`` and ``findings.xlsx``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lianheng.engine.outcome import Outcome, Severity
from lianheng.engine.run import FINDINGS, Run
from lianheng.ledger.catalogue import any_table
from lianheng.tabular.database import Database, literal

SHEET_ROWS = 1_000_000
"""A worksheet holds 1,048,576 rows; further findings go to further sheets."""
_COLUMNS = (
    ("规则 Rule", 30),
    ("名称 Title", 26),
    ("等级 Severity", 10),
    ("表 Subject", 14),
    ("记录 Key", 24),
    ("事项 Case", 24),
    ("结论 Outcome", 12),
    ("金额（元） Amount", 16),
    ("说明", 70),
    ("Message", 70),
    ("依据 Basis", 50),
)


def write_run(database: Database, run: Run, folder: Path) -> list[Path]:
    """Write the three files of a run into ``folder`` and return their paths. The findings' order is fixed."""
    folder.mkdir(parents=True, exist_ok=True)
    record, parquet, workbook = folder / "run.json", folder / "findings.parquet", folder / "findings.xlsx"
    record.write_text(run.to_json(), encoding="utf-8")
    database.execute(f"COPY ({_ordered()}) TO {literal(str(parquet))} (FORMAT parquet, COMPRESSION zstd)")
    _write_workbook(database, run, workbook)
    return [record, parquet, workbook]


def _ordered() -> str:
    ranks = " ".join(f"WHEN {literal(severity.value)} THEN {severity.rank}" for severity in Severity)
    return f"SELECT * FROM {FINDINGS} ORDER BY outcome DESC, CASE severity {ranks} END, rule, case_key, key"


def _write_workbook(database: Database, run: Run, file: Path) -> None:
    import xlsxwriter

    titles = {item.rule.id: item.rule.title.zh for item in run.judgements}
    # Text stays text: nothing that a ledger says may become a formula or a link in the reader's spreadsheet.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        _summary(book, run)
        (total,) = database.one(f"SELECT count(*) FROM {FINDINGS}")
        cursor = database.connection.execute(_ordered())
        for number in range(max(1, -(-total // SHEET_ROWS))):
            sheet = _findings_sheet(book, f"发现{number + 1}" if number else "发现")
            for row in range(1, min(SHEET_ROWS, total - number * SHEET_ROWS) + 1):
                _finding(sheet, row, cursor.fetchone(), titles)


def _findings_sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#EDEDED"})
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write(0, column, title, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _finding(sheet: Any, row: int, found: Any, titles: dict[str, str]) -> None:
    rule, severity, subject, key, case_key, outcome, amount, message_zh, message_en, basis = found
    sheet.write_string(row, 0, rule)
    sheet.write_string(row, 1, titles[rule])
    sheet.write_string(row, 2, Severity(severity).title.zh)
    sheet.write_string(row, 3, any_table(subject).title.zh)
    sheet.write_string(row, 4, key)
    sheet.write_string(row, 5, case_key)
    sheet.write_string(row, 6, Outcome(outcome).title.zh)
    if amount is not None:
        sheet.write_number(row, 7, amount)
    for column, text in enumerate((message_zh, message_en, basis), start=8):
        sheet.write_string(row, column, text or "")


def _summary(book: Any, run: Run) -> None:
    sheet = book.add_worksheet("汇总")
    bold = book.add_format({"bold": True, "bg_color": "#EDEDED"})
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 9, 14)
    head = ["规则 Rule", "名称 Title", "等级 Severity", "应判 Judged"]
    head += [f"{outcome.title.zh} {outcome.title.en}" for outcome in Outcome]
    head += ["事项 Cases", "金额（元） Amount", "未运行原因 Not run"]
    for column, title in enumerate(head):
        sheet.write(0, column, title, bold)
    for row, item in enumerate(run.judgements, start=1):
        cells = [item.rule.id, item.rule.title.zh, item.rule.severity.title.zh, item.judged]
        cells += [*(item.counts[outcome] for outcome in Outcome), item.cases, item.amount]
        for column, value in enumerate([*cells, item.reason.zh if item.reason else None]):
            if value is not None:
                sheet.write(row, column, value)
    sheet.freeze_panes(1, 0)
