"""The mistakes of an import as a workbook: a list of all, and for each table the rows they stand in, the cells coloured."""

from __future__ import annotations

import io
from typing import Any

from lianheng.tabular.problems import Problem
from lianheng.tabular.schema import Table
from lianheng.text import Text
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.selectors import FoundRow, all_rows, problems_of
from lianheng.web.shell.words import language, say

LIST = Text("问题", "Problems")
HEADERS = (
    Text("文件", "File"),
    Text("工作表", "Sheet"),
    Text("行", "Row"),
    Text("列", "Column"),
    Text("值", "Value"),
    Text("原因", "Reason"),
    Text("怎么办", "What to do"),
    Text("性质", "Kind"),
)
MISTAKE, NOTICE = Text("错误", "mistake"), Text("提示", "notice")
WIDTHS = (24, 12, 8, 24, 24, 44, 44, 10)


def mistakes_workbook(record: Import) -> bytes:
    """The workbook's bytes. Every cell is written as text, so that nothing in it runs as a formula."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1}),
            "wrong": book.add_format({"bg_color": "#F8D7DA", "border": 1}),
            "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _list(book, styles, problems_of(record))
        for table, headers, rows in all_rows(record):
            if rows:
                _table(book, styles, table, headers, rows)
    return target.getvalue()


def _list(book: Any, styles: dict[str, Any], problems: list[Problem]) -> None:
    sheet = book.add_worksheet(say(LIST))
    sheet.freeze_panes(1, 0)
    for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(header), styles["head"])
    for row, problem in enumerate(problems, start=1):
        more = (
            Text(f"（另有{problem.more}处）", f" ({problem.more} more)").say(language())
            if problem.more
            else ""
        )
        cells = (
            problem.file,
            problem.sheet or "",
            "" if problem.row is None else str(problem.row),
            problem.column or "",
            problem.value or "",
            say(problem.reason) + more,
            say(problem.advice),
            say(MISTAKE if problem.refusal else NOTICE),
        )
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, styles["plain"])


def _table(book: Any, styles: dict[str, Any], table: Table, headers: list[str], rows: list[FoundRow]) -> None:
    sheet = book.add_worksheet(say(table.title)[:31])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, len(headers), 18)
    sheet.set_column(len(headers) + 1, len(headers) + 1, 80)
    for column, header in enumerate([say(HEADERS[2]), *headers, say(LIST)]):
        sheet.write_string(0, column, header, styles["head"])
    for place, row in enumerate(rows, start=1):
        sheet.write_number(place, 0, row.number)
        for column, cell in enumerate(row.cells, start=1):
            sheet.write_string(place, column, cell.text, styles["wrong"] if cell.wrong else None)
        said = "\n".join(f"{problem.column or ''} {problem.detail(language())}" for problem in row.problems)
        sheet.write_string(place, len(headers) + 1, said, styles["plain"])
