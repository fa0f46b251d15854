"""Lists as files. A text that a spreadsheet would run as a formula is written so that it stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django_tables2 import Table

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Any) -> Any:
    """Text that begins like a formula gets an apostrophe before it; numbers and days stay what they are."""
    if isinstance(value, str) and value.startswith(RISKY):
        return "'" + value
    return "" if value is None else value


def sheet_response(form: str, name: str, table: Table) -> HttpResponse | StreamingHttpResponse:
    """All rows of a list, not only the page that is shown."""
    return rows_response(form, name, table.as_values())


def rows_response(form: str, name: str, rows: Iterable[Any]) -> HttpResponse | StreamingHttpResponse:
    """Rows, the first of them the header, as a file to be kept."""
    response: HttpResponse | StreamingHttpResponse
    if form == "csv":
        response = StreamingHttpResponse(_csv(rows), content_type=CSV_TYPE)
    else:
        response = HttpResponse(_xlsx(rows), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{form}"
    return response


def _csv(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # so that spreadsheets read it as UTF-8
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([harmless(value) for value in row])
        yield line.getvalue().encode()


def _xlsx(rows: Iterable[list[Any]]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["" if value is None else value for value in row])
    return target.getvalue()
