"""The pages of a final-accounts PDF: their text, its tables, and the three-public table as a grid."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

from lianheng.sources.bounded import too_large
from lianheng.sources.conversion import WHOLE, SourceError, fault
from lianheng.sources.pdf_guard import LARGEST, require_pdf
from lianheng.text import Text

MOST_PAGES = 600
LINE_TOLERANCE = 6
"""Points by which figures may stand off the line of their sentence (another font's baseline), half a usual
line's height.
"""

Grid = list[list[str | None]]

TABLES = (
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款三公经费支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
)
"""The nine tables of a department's final accounts, quotation marks left out."""

_TITLE = re.compile("三公经费支出决算表")
_COLUMN = re.compile(r"[预决]算数")


def compact(text: str) -> str:
    """Text without blanks and quotation marks, full-width forms made plain, so that sentences can be
    searched.
    """
    return re.sub(r"[\s“”\"‘’]", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Accounts:
    """What was read of one PDF. Page numbers count from 1."""

    file: str
    pages: tuple[str, ...]
    """Each page's text, compact."""
    raw: tuple[str, ...]
    """Each page's text as it stands."""
    grid: Grid | None
    """The three-public table; None when there is none."""
    grid_page: int

    def pages_of_tables(self) -> dict[str, int]:
        """The first page of each of the nine tables that is there."""
        found: dict[str, int] = {}
        for number, text in enumerate(self.pages, 1):
            head = text[:60]
            name = max((one for one in TABLES if one in head), key=len, default=None)
            if name is not None and "目录" not in head and "单位:" in text:
                found.setdefault(name, number)
        return found


def read_accounts(source: Path) -> Accounts:
    """Read one PDF. Raises SourceError when it is none, is damaged, or has no text (a scan)."""
    require_pdf(source, Text("部门决算的PDF", "a PDF of final accounts"))
    try:
        return _read(source)
    except SourceError:
        raise
    except Exception as error:  # pdfminer meets damaged files with whatever its parser stumbles over
        reason = Text("PDF损坏或已加密，读不了", "the PDF is damaged or encrypted")
        raise fault(
            source.name, WHOLE, type(error).__name__, reason, Text("请重新下载", "Download it again")
        ) from error


def _read(source: Path) -> Accounts:
    with pdfplumber.open(source) as document:
        if len(document.pages) > MOST_PAGES:
            raise too_large(source.name, WHOLE, LARGEST)
        raw, grid, grid_page = [], None, 0
        for number, page in enumerate(document.pages, 1):
            raw.append(page.extract_text(y_tolerance=LINE_TOLERANCE) or "")
            if grid is None and _is_three_public(compact(raw[-1])):
                grid, grid_page = _grid(page), number
            page.close()
    if not any(raw):
        reason = Text("PDF里没有文字，可能是扫描件", "there is no text in the PDF; it may be a scan")
        raise fault(
            source.name, WHOLE, "", reason, Text("请用原始电子版", "Use the original electronic file")
        )
    return Accounts(source.name, tuple(map(compact, raw)), tuple(raw), grid, grid_page)


def _is_three_public(text: str) -> bool:
    return bool(_TITLE.search(text)) and text.count("预算数") > 3 and "目录" not in text[:20]


def _grid(page: Any) -> Grid | None:
    """The table whose heading row is 预算数, 决算数, …"""
    for table in page.extract_tables():
        if _heading_row(table) is not None:
            return [[compact(cell) if cell else cell for cell in row] for row in table]
    return None


def _heading_row(table: Grid) -> int | None:
    for index, row in enumerate(table):
        cells = [compact(cell or "") for cell in row]
        if len(cells) >= 10 and all(map(_COLUMN.fullmatch, cells)):
            return index
    return None


def three_public_columns(grid: Grid) -> tuple[dict[str, int], Grid]:
    """Each part's budget column (its actual is the next), and the rows below the heading.

    Parts: total, overseas, vehicles, vehicle_purchase, vehicle_running, reception.
    """
    heading = _heading_row(grid) or 0
    columns: dict[str, int] = {}
    for column in range(0, len(grid[heading]), 2):
        label = next(
            (row[column] for row in reversed(grid[:heading]) if column < len(row) and row[column]), None
        )
        if label and (part := _part(label)):
            columns.setdefault(part, column)
    return columns, grid[heading + 1 :]


def _part(label: str) -> str | None:
    if "购置及运行" in label or "小计" in label:
        return "vehicles"
    for words, part in (
        ("合计", "total"),
        ("出国", "overseas"),
        ("购置", "vehicle_purchase"),
        ("运行", "vehicle_running"),
        ("接待", "reception"),
    ):
        if words in label:
            return part
    return None
