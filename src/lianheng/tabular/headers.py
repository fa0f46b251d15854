"""Which column of a file is which column of its table: by English name or Chinese title, units in brackets ignored."""

from __future__ import annotations

import re

from lianheng.tabular.files import RawTable
from lianheng.tabular.problems import Problem, nearest
from lianheng.tabular.schema import Table, Type
from lianheng.text import Text

_BRACKETS = re.compile(r"[（(](.*?)[)）]\s*$")


def match_headers(table: Table, raw: RawTable) -> tuple[dict[str, str], list[Problem]]:
    """Ledger column → column of the file, and what is wrong with the header. Columns the ledger does not know are noticed."""
    known = {field.name: field.name for field in table.fields}
    known |= {field.title.zh: field.name for field in table.fields}
    known |= {field.title.en.lower(): field.name for field in table.fields}
    columns: dict[str, str] = {}
    problems: list[Problem] = []
    for header in raw.types:
        name = _name(header, known)
        if name is None:
            problems.append(_unknown(raw, header, known, columns))
        elif name in columns:
            problems.append(_twice(raw, header, columns[name]))
        else:
            columns[name] = header
            problems += _wrong_unit(table, raw, name, header)
    absent = [field for field in table.fields if field.required and field.name not in columns]
    return columns, problems + [_absent(raw, f"{field.title.zh}（{field.name}）") for field in absent]


def _name(header: str, known: dict[str, str]) -> str | None:
    plain = header.strip().lstrip("*").strip()
    bare = _BRACKETS.sub("", plain).strip()
    for spelling in (plain, plain.lower(), bare, bare.lower()):
        if spelling in known:
            return known[spelling]
    return None


def _wrong_unit(table: Table, raw: RawTable, name: str, header: str) -> list[Problem]:
    bracket = _BRACKETS.search(header)
    if (
        table.columns[name].type is not Type.MONEY
        or bracket is None
        or bracket[1].strip() not in ("万元", "千元", "亿元")
    ):
        return []
    return [
        Problem(
            Text(
                f"这一列的单位是{bracket[1]}，台账以元为单位",
                f"the column is in {bracket[1]}; the ledger keeps yuan",
            ),
            Text("请换算成元，并把表头改为（元）。", "Convert it to yuan and rename the header."),
            raw.file.name,
            raw.sheet,
            1,
            header,
        )
    ]


def _unknown(raw: RawTable, header: str, known: dict[str, str], columns: dict[str, str]) -> Problem:
    guess = nearest(header, (spelling for spelling, name in known.items() if name not in columns))
    return Problem(
        Text("台账没有这一列，已忽略", "the ledger has no such column; it is ignored"),
        Text(f"是不是“{guess}”？", f"Did you mean “{guess}”?")
        if guess
        else Text("如不需要可删除。", "Remove it if not needed."),
        raw.file.name,
        raw.sheet,
        1,
        header,
        refusal=False,
    )


def _twice(raw: RawTable, header: str, other: str) -> Problem:
    return Problem(
        Text(f"与“{other}”是同一列", f"is the same column as “{other}”"),
        Text("请只保留一列。", "Keep one of them."),
        raw.file.name,
        raw.sheet,
        1,
        header,
    )


def _absent(raw: RawTable, column: str) -> Problem:
    return Problem(
        Text("缺少必填列", "a required column is missing"),
        Text("请补上该列；可用模板核对。", "Add the column; the template shows all of them."),
        raw.file.name,
        raw.sheet,
        1,
        column,
    )
