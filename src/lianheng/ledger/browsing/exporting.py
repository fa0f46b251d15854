"""All rows of a query as a CSV or XLSX file, however many they are, within bounded memory.

A file is written beside its name and takes the name when it is whole, so that nobody mistakes half of it for all. Text that
a spreadsheet would run as a formula gets an apostrophe in CSV, and is written as text in XLSX; numbers stay numbers.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianheng.ledger.reading import Progress, unwatched
from lianheng.tabular.database import literal, quoted
from lianheng.tabular.schema import Field, Type
from lianheng.text import Language, Text, UserError

from .query import Query, Selection, count, selection
from .reader import Reader
from .snapshots import Snapshot
from .values import BEIJING

RISKY = "=+-@\t\r\n＝＋－＠"
"""What makes a spreadsheet take text for a formula, in Chinese width too."""
SHEET_ROWS = 1_000_000
"""A worksheet holds 1,048,576 rows; further rows go to further sheets."""
LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook holds."""
EXACT_DIGITS = 15
"""Digits of a number that a workbook holds; a longer amount is written as text, so that it stays exact to the fen."""
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def export_csv(
    snapshot: Snapshot, reader: Reader, query: Query, file: Path, language: Language = "zh"
) -> int:
    """Write every row of a query (its page does not matter) to a CSV file. Returns how many rows there are.

    With ``zh`` headers and choices are Chinese, with ``en`` they are the ledger's own; both can be imported again.
    """
    chosen = selection(reader, query)
    titles = [_title(field, language) for field in chosen.columns]
    titles[0] = _BYTE_ORDER_MARK + titles[0]
    cells = zip(chosen.columns, titles, strict=True)
    listed = ", ".join(f"{_csv_cell(field, language)} AS {quoted(title)}" for field, title in cells)
    with _whole(file) as fresh, closing(snapshot.cursor()) as cursor:
        cursor.execute(
            f"COPY (SELECT {listed} {chosen.source} {chosen.order_by()}) "
            f"TO {literal(str(fresh))} (FORMAT csv, HEADER)",
            chosen.values.bound,
        )
    return count(snapshot, chosen)


def export_xlsx(
    snapshot: Snapshot,
    reader: Reader,
    query: Query,
    file: Path,
    language: Language = "zh",
    progress: Progress = unwatched,
    sheet_rows: int = SHEET_ROWS,
) -> int:
    """Write every row of a query to a workbook, on as many sheets as it takes. Returns how many rows there are.

    Raises UserError when a text is longer than a workbook's cell can hold.
    """
    import xlsxwriter

    chosen = selection(reader, query)
    total = count(snapshot, chosen)
    sql = f"SELECT {chosen.listed} {chosen.source} {chosen.order_by()}"
    with _whole(file) as fresh, xlsxwriter.Workbook(fresh, {"constant_memory": True}) as book:
        writers = [_writer(book, field, language) for field in chosen.columns]
        sheet, row = _sheet(book, chosen, language, 1), 0
        for block in snapshot.blocks(sql, chosen.values.bound):
            progress(Text("写出工作簿", "writing the workbook"), row, total)
            for values in block:
                if row and row % sheet_rows == 0:
                    sheet = _sheet(book, chosen, language, row // sheet_rows + 1)
                for column, (write, value) in enumerate(zip(writers, values, strict=True)):
                    if value is not None:
                        write(sheet, row % sheet_rows + 1, column, value)
                row += 1
    return total


def _title(field: Field, language: Language) -> str:
    return field.title.zh if language == "zh" else field.name


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    fresh = file.with_name(f".{file.name}.part")
    try:
        yield fresh
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


# --- CSV --------------------------------------------------------------------------------------------------------------


def _csv_cell(field: Field, language: Language) -> str:
    """SQL for a cell as it stands in the file."""
    column = quoted(field.name)
    if field.type is Type.BOOLEAN and language == "zh":
        return f"CASE WHEN {column} THEN '是' WHEN NOT {column} THEN '否' END"
    if field.labels:
        labels = " ".join(
            f"WHEN {literal(value)} THEN {literal(label)}" for value, label in field.labels.items()
        )
        return f"CASE {column} {labels} END" if language == "zh" else column
    if field.type is Type.STRING:
        risky = ", ".join(literal(character) for character in RISKY)
        return f"CASE WHEN left({column}, 1) IN ({risky}) THEN '''' || {column} ELSE {column} END"
    if field.type is Type.DATETIME:
        return f"regexp_replace(CAST({column} AS VARCHAR), '\\+08$', '')"  # Beijing's, as an import takes it
    return column


# --- XLSX -------------------------------------------------------------------------------------------------------------

_Write = Callable[[Any, int, int, Any], None]


def _sheet(book: Any, chosen: Selection, language: Language, number: int) -> Any:
    name = chosen.table.title.say(language)
    sheet = book.add_worksheet(name[:28] + (str(number) if number > 1 else ""))
    bold = book.add_format({"bold": True, "bg_color": "#EDEDED"})
    for column, field in enumerate(chosen.columns):
        sheet.set_column(column, column, max(12, 2 * len(field.title.zh) + 4))
        sheet.write_string(0, column, _title(field, language), bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _writer(book: Any, field: Field, language: Language) -> _Write:
    """How a value of a column is written."""
    match field.type:
        case Type.DATE:
            return _day_writer(book.add_format({"num_format": "yyyy-mm-dd"}))
        case Type.DATETIME:
            return _day_writer(book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}))
        case Type.MONEY:
            return _number_writer(book.add_format({"num_format": "#,##0.00"}))
        case Type.INTEGER | Type.NUMBER:
            return _number_writer(None)
        case _:
            return _text_writer(field, language)


def _text_writer(field: Field, language: Language) -> _Write:
    shown: dict[Any, str] = dict(field.labels) if language == "zh" else {}
    yes, no = ("是", "否") if language == "zh" else ("true", "false")
    shown |= {True: yes, False: no} if field.type is Type.BOOLEAN else {}

    def write(sheet: Any, row: int, column: int, value: Any) -> None:
        text = shown.get(value, value)
        if len(text) > LONGEST_TEXT:
            raise UserError(
                f"“{field.title.zh}”有一格超过{LONGEST_TEXT}字，Excel 放不下。请改为导出 CSV。",
                f"A cell of {field.title.en} is longer than the {LONGEST_TEXT} characters of a workbook. Export CSV instead.",
            )
        sheet.write_string(row, column, text)

    return write


def _number_writer(form: Any) -> _Write:
    def write(sheet: Any, row: int, column: int, value: int | Decimal) -> None:
        if len(Decimal(value).normalize().as_tuple().digits) > EXACT_DIGITS:
            sheet.write_string(row, column, str(value))
        else:
            sheet.write_number(row, column, value, form)

    return write


def _day_writer(form: Any) -> _Write:
    def write(sheet: Any, row: int, column: int, value: datetime.date) -> None:
        if isinstance(value, datetime.datetime):
            value = value.astimezone(BEIJING).replace(tzinfo=None)
        if value.year < 1900:  # before the first day that a workbook knows
            sheet.write_string(row, column, str(value))
        else:
            sheet.write_datetime(row, column, value, form)

    return write
