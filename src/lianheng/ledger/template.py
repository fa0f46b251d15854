"""Template workbooks: one sheet per table, Chinese headers, a note on each column, drop-downs for what may be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lianheng.tabular.schema import Field, Table, Type
from lianheng.text import Text

ROWS = 5000
"""Rows that drop-downs and formats reach to."""
NOTES_SHEET = "说明"
_EXCEL_LIST_LIMIT = 255
_FORMATS = {
    Type.MONEY: "#,##0.00",
    Type.INTEGER: "0",
    Type.NUMBER: "0.######",
    Type.DATE: "yyyy-mm-dd",
    Type.DATETIME: "yyyy-mm-dd hh:mm",
    Type.STRING: "@",
    Type.BOOLEAN: "@",
}
_TYPE_WORDS = {
    Type.STRING: Text("文本", "text"),
    Type.INTEGER: Text("整数", "whole number"),
    Type.MONEY: Text("金额（元，精确到分）", "yuan, exact to the fen"),
    Type.NUMBER: Text("数字", "number"),
    Type.BOOLEAN: Text("是或否", "yes or no"),
    Type.DATE: Text("日期，如 2021-03-01", "date, such as 2021-03-01"),
    Type.DATETIME: Text("日期和时刻，如 2021-03-01 09:30", "day and time, such as 2021-03-01 09:30"),
}


def write_template(tables: Iterable[Table], file: Path) -> None:
    """Write a workbook that ``open_ledger`` reads once it is filled in. Overwrites ``file``."""
    import xlsxwriter

    wanted = list(tables)
    with xlsxwriter.Workbook(file) as book:
        _write_notes(book, wanted)
        for table in wanted:
            _write_sheet(book, table)


def sheet_name(table: Table) -> str:
    return table.title.zh[:31]


def _write_notes(book: Any, tables: list[Table]) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 2, 90)
    sheet.write_row(0, 0, ["工作表", "Table", "说明 / Description"], bold)
    for row, table in enumerate(tables, start=1):
        sheet.write_url(row, 0, f"internal:'{sheet_name(table)}'!A1", string=sheet_name(table))
        sheet.write_row(row, 1, [table.name, f"{table.description.zh} {table.description.en}"])
    advice = "带 * 的列必填；不用的工作表可以删除或留空。Columns with * must be filled in; sheets not needed may be deleted."
    sheet.write(len(tables) + 2, 0, advice)


def _write_sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(sheet_name(table))
    sheet.freeze_panes(1, 0)
    required = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1})
    optional = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1})
    for column, field in enumerate(table.fields):
        sheet.set_column(column, column, max(12, 2 * len(field.title.zh) + 4), _format(book, field))
        sheet.write(
            0,
            column,
            ("*" if field.required else "") + field.title.zh,
            required if field.required else optional,
        )
        sheet.write_comment(0, column, column_note(field), {"x_scale": 2, "y_scale": 1.6})
        choices = ["是", "否"] if field.type is Type.BOOLEAN else list(field.labels.values())
        if choices and len(",".join(choices)) <= _EXCEL_LIST_LIMIT:
            sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": choices})


def _format(book: Any, field: Field) -> Any:
    return book.add_format({"num_format": _FORMATS[field.type]})


def column_note(field: Field) -> str:
    """What a clerk needs to know of a column: meaning, type, unit, choices."""
    kind = _TYPE_WORDS[field.type]
    lines = [f"{field.name}：{field.description.zh}", field.description.en, f"{kind.zh} / {kind.en}"]
    if field.labels:
        lines.append("、".join(f"{label}（{value}）" for value, label in field.labels.items()))
    lines.append("必填 / required" if field.required else "可空 / may be empty")
    return "\n".join(lines)
