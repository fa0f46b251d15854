"""Opens CSV, XLSX and Parquet files as raw relations: one per table, columns as the file names them, every row numbered.

Nothing is interpreted here beyond encoding and delimiter. What cannot be opened becomes a Problem, never an exception.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import itertools
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianheng.tabular.database import Database, DatabaseError, literal, quoted
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.text import Text

SUFFIXES = {".csv", ".xlsx", ".parquet"}
UNPACKED_LIMIT = 2 * 1024**3
PACKING_LIMIT = 200
ROW = "_row"
_CHUNK = 1 << 20
_MAGIC = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet", b"%PDF": "pdf", b"\xd0\xcf\x11\xe0": "xls"}


@dataclass(frozen=True)
class RawTable:
    """One table as it stands in a file. ``types`` are the SQL types of its columns; text files have only VARCHAR."""

    name: str
    file: Path
    sheet: str | None
    relation: str
    types: dict[str, str]
    alone: bool = True
    """Whether the file holds only this table, so that the file's name may be the table's."""

    def is_text(self, column: str) -> bool:
        return self.types[column] == "VARCHAR"


class Refused(Exception):
    """A file that cannot be opened."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason.en)
        self.problem = problem


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def open_file(database: Database, file: Path, number: int) -> tuple[list[RawTable], list[Problem]]:
    """The raw tables of one file. ``number`` keeps relation names apart."""
    try:
        _check_content(file)
        match file.suffix.lower():
            case ".csv":
                return _open_csv(database, file, f"raw_{number}")
            case ".xlsx":
                return _open_workbook(database, file, f"raw_{number}")
            case _:
                return _open_parquet(database, file, f"raw_{number}")
    except Refused as refused:
        return [], [refused.problem]


def refuse(file: Path, zh: str, en: str, advice_zh: str, advice_en: str, **where: object) -> Refused:
    return Refused(Problem(Text(zh, en), Text(advice_zh, advice_en), file.name, **where))  # type: ignore[arg-type]


def _check_content(file: Path) -> None:
    """A file must be what its name says."""
    with file.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise refuse(
            file,
            "文件是空的",
            "the file is empty",
            "请放入带表头的内容，或删除该文件。",
            "Give it a header row, or remove it.",
        )
    wanted = file.suffix.lower().lstrip(".")
    found = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), "csv")
    if found != wanted:
        raise refuse(
            file,
            f"内容不是 {wanted}，看起来是 {found}",
            f"the content is not {wanted}; it looks like {found}",
            "请用正确的格式另存后再导入。",
            "Save it in the right format and try again.",
        )


# --- CSV ------------------------------------------------------------------------------------------------------------


def _open_csv(database: Database, file: Path, relation: str) -> tuple[list[RawTable], list[Problem]]:
    encoding = _encoding(file)
    path = file if encoding == "utf-8" else _as_utf8(database, file, encoding)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
    delimiter = max(",;\t", key=first.count)
    header = [name.strip() for name in next(csv.reader(io.StringIO(first), delimiter=delimiter), [])]
    _check_header(file, None, header)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    options = f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', header = true, auto_detect = false"
    try:
        database.execute(
            f"CREATE TEMP TABLE {relation} AS SELECT row_number() OVER () + 1 AS {ROW}, * FROM read_csv("
            f"{literal(str(path))}, {options}, columns = {{{columns}}}, store_rejects = true, "
            f"rejects_table = '{relation}_rejects', rejects_scan = '{relation}_scans', "
            f"rejects_limit = {SHOWN_PER_COLUMN}, maximum_line_size = 4194304)"
        )
    except DatabaseError as error:
        raise refuse(
            file,
            f"无法按 CSV 读取：{error}",
            f"cannot be read as CSV: {error}",
            "请检查引号和分隔符。",
            "Check quotes and delimiters.",
        ) from error
    problems = _rejected(database, file, relation, len(header))
    return [RawTable(file.stem, file, None, relation, dict.fromkeys(header, "VARCHAR"))], problems


def _rejected(database: Database, file: Path, relation: str, width: int) -> list[Problem]:
    return [
        Problem(
            Text(f"这一行不是{width}列", f"the row does not have {width} columns")
            if kind in ("MISSING COLUMNS", "TOO MANY COLUMNS")
            else Text(
                "这一行无法读取（引号未成对或过长）", "the row cannot be read (unpaired quote, or too long)"
            ),
            Text("请补齐或去掉多余的分隔符。", "Add what is missing or remove the surplus delimiter."),
            file.name,
            row=int(line),
            value=str(text).strip(),
        )
        for line, kind, text in database.rows(
            f"SELECT line, min(error_type), min(csv_line) FROM {relation}_rejects GROUP BY line "
            f"ORDER BY line LIMIT {SHOWN_PER_COLUMN}"
        )
    ]


def _encoding(file: Path) -> str:
    """UTF-8 or GB18030, found by reading the whole file: a later byte may be the one that tells."""
    for name in ("utf-8", "gb18030"):
        try:
            for text in _decoded(file, name):
                if "\x00" in text:
                    raise refuse(
                        file,
                        "含有空字节，不是文本",
                        "has null bytes, so it is not text",
                        "请另存为 CSV。",
                        "Save it as CSV.",
                    )
        except UnicodeDecodeError:
            continue
        return name
    raise refuse(
        file,
        "编码既不是 UTF-8 也不是 GB18030",
        "is neither UTF-8 nor GB18030",
        "请另存为“CSV UTF-8”。",
        "Save it as “CSV UTF-8”.",
    )


def _decoded(file: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _as_utf8(database: Database, file: Path, encoding: str) -> Path:
    target = database.scratch(f"{digest(file)[:16]}.csv")
    with target.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(_decoded(file, encoding))
    return target


def _check_header(file: Path, sheet: str | None, header: list[str]) -> None:
    named = [name for name in header if name]
    if not named:
        raise refuse(
            file,
            "第一行没有表头",
            "the first row is no header",
            "第一行请写列名。",
            "Put the column names in row 1.",
            sheet=sheet,
        )
    for position, name in enumerate(header, start=1):
        if not name or header.count(name) > 1:
            raise refuse(
                file,
                f"第{position}列没有列名" if not name else "列名重复",
                f"column {position} has no name" if not name else "the column name stands twice",
                "请补上或改正列名。",
                "Name every column, each once.",
                sheet=sheet,
                row=1,
                column=name or None,
            )


# --- XLSX -----------------------------------------------------------------------------------------------------------


def _open_workbook(database: Database, file: Path, relation: str) -> tuple[list[RawTable], list[Problem]]:
    _check_archive(file)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(file))
        sheets = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
    except (CalamineError, OSError) as error:
        raise refuse(
            file,
            f"工作簿已损坏：{error}",
            f"the workbook is damaged: {error}",
            "请重新另存。",
            "Save it again.",
        ) from error
    tables: list[RawTable] = []
    problems: list[Problem] = []
    filled = [(name, sheet) for name, sheet in sheets if sheet.total_height > 0]
    for position, (name, sheet) in enumerate(filled):
        try:
            problems += _merged(file, name, sheet.merged_cell_ranges)
            header = _load_sheet(database, file, name, iter(sheet.iter_rows()), f"{relation}_{position}")
        except Refused as refused:
            problems.append(refused.problem)
            continue
        types = dict.fromkeys(header, "VARCHAR")
        tables.append(RawTable(name, file, name, f"{relation}_{position}", types, alone=len(filled) == 1))
    return tables, problems


def _load_sheet(
    database: Database, file: Path, sheet: str, rows: Iterator[Sequence[object]], relation: str
) -> list[str]:
    import pyarrow as pa

    header = [_cell(value) or "" for value in next(rows, [])]
    while header and not header[-1]:
        header.pop()
    header = [name.strip() for name in header]
    _check_header(file, sheet, header)
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in header)
    database.execute(f"CREATE TEMP TABLE {relation} ({ROW} BIGINT, {columns})")
    numbered = enumerate(rows, start=2)
    while batch := list(itertools.islice(numbered, 50_000)):
        kept = [(number, cells) for number, row in batch if any(cells := [_cell(value) for value in row])]
        arrays = [pa.array([number for number, _ in kept], pa.int64())]
        arrays += [
            pa.array([cells[index] if index < len(cells) else None for _, cells in kept], pa.string())
            for index in range(len(header))
        ]
        database.register("sheet_rows", pa.Table.from_arrays(arrays, names=[ROW, *header]))
        database.execute(f"INSERT INTO {relation} SELECT * FROM sheet_rows")
        database.unregister("sheet_rows")
    return header


def _cell(value: object) -> str | None:
    """A cell as text. Whole floats lose their point; floats print as the shortest text that reads back the same."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _merged(
    file: Path, sheet: str, ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None
) -> list[Problem]:
    return [
        Problem(
            Text("单元格已合并，只有左上角有值", "cells are merged, so only the first holds a value"),
            Text("请取消合并并逐行填写。", "Unmerge them and fill in each row."),
            file.name,
            sheet=sheet,
            row=start[0] + 1,
        )
        for start, _ in (ranges or [])
    ]


def _check_archive(file: Path) -> None:
    """An XLSX is a ZIP; one that unpacks to far more than it weighs is refused before anything is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            names = {item.filename for item in archive.infolist()}
    except zipfile.BadZipFile as error:
        raise refuse(
            file, "压缩包已损坏", "the archive is damaged", "请重新另存。", "Save it again."
        ) from error
    if unpacked > UNPACKED_LIMIT or unpacked > PACKING_LIMIT * max(file.stat().st_size, 1 << 20):
        raise refuse(
            file,
            f"解压后有{unpacked // 1024**2}MB，超出上限",
            f"unpacks to {unpacked // 1024**2} MB, more than is allowed",
            "请改用 CSV，或拆成几个文件。",
            "Use CSV, or split it.",
        )
    if "[Content_Types].xml" not in names:
        raise refuse(
            file,
            "是压缩包但不是 Excel 工作簿",
            "is a ZIP but no workbook",
            "请另存为 .xlsx。",
            "Save it as .xlsx.",
        )


# --- Parquet --------------------------------------------------------------------------------------------------------


def _open_parquet(database: Database, file: Path, relation: str) -> tuple[list[RawTable], list[Problem]]:
    scan = f"SELECT file_row_number + 1 AS {ROW}, * EXCLUDE (file_row_number) FROM read_parquet({literal(str(file))}, file_row_number = true)"
    try:
        database.execute(f"CREATE TEMP VIEW {relation} AS {scan}")
        types = database.columns(f"SELECT * EXCLUDE ({ROW}) FROM {relation}")
    except DatabaseError as error:
        raise refuse(
            file,
            f"Parquet 文件已损坏：{error}",
            f"the Parquet file is damaged: {error}",
            "请重新导出。",
            "Export it again.",
        ) from error
    return [RawTable(file.stem, file, None, relation, types)], []
