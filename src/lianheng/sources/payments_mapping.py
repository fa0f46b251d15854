"""Which column of a finance export is which column of the ledger: from a YAML beside the file, a known
header, or the titles.

The YAML is called like the source (``payments.csv`` → ``payments.yaml``) or ``mapping.yaml``; its keys are
those of ``Mapping``.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from lianheng.ledger.catalogue import ledger_tables
from lianheng.sources import neutral
from lianheng.sources.conversion import WHOLE, SourceError, element, fault
from lianheng.text import Text

BUILT_IN = Path(__file__).parent / "mappings"
NEEDED = ("voucher_no", "unit_id", "paid_on", "payee", "amount", "method")
OTHERS = ("unit_name", "supplier")
"""Columns that fill units and suppliers rather than payments."""


@dataclass(frozen=True)
class UnitDefaults:
    """What to say of every unit met in the file."""

    prefix: str = ""
    level: str = neutral.LEVEL
    division_code: str = neutral.DIVISION


@dataclass(frozen=True)
class Mapping:
    """How to read one finance export."""

    columns: Dictionary[str, str]
    """Ledger column → column of the file."""
    constants: Dictionary[str, str] = field(default_factory=dict)
    """Ledger column → the one value it has in every row."""
    values: Dictionary[str, Dictionary[str, str]] = field(default_factory=dict)
    """Ledger column → value in the file → value in the ledger."""
    id_prefix: str | None = None
    unit: UnitDefaults = UnitDefaults()
    encoding: str | None = None
    delimiter: str = ","
    skip_lines: int = 0
    date_format: str | None = None
    said_level: bool = False
    """Whether the mapping itself tells the units' level and place."""


def mapping_for(source: Path, header: list[str], written: Dictionary[str, Any] | None) -> Mapping:
    """The mapping for a file with this header. Raises SourceError when needed columns stay unmapped."""
    known = _by_title(header)
    raw = written if written is not None else _recognised(header)
    mapping = _mapping(raw, source.name, known) if raw is not None else Mapping(known)
    _check(mapping, header, source.name)
    return mapping


def written_beside(source: Path) -> tuple[Path, Dictionary[str, Any]] | None:
    """The YAML beside the source and what it says. Raises SourceError when it is no mapping."""
    name, names = source.name, [f"{source.name}.yaml"]
    while (shorter := Path(name).stem) != name:
        name = shorter
        names.append(f"{name}.yaml")
    for candidate in [*names, "mapping.yaml"]:
        path = source.parent / candidate
        if path.is_file():
            return path, _load(path)
    return None


def _load(path: Path) -> Dictionary[str, Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _bad(path.name, WHOLE, error, Text("YAML有误", "the YAML is broken")) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("columns"), dict):
        reason = Text(
            "缺少columns：文件列名对应台账列名", "it lacks columns: the file's column → the ledger's column"
        )
        raise _bad(path.name, WHOLE, "", reason)
    try:
        codecs.lookup(str(raw.get("encoding") or "utf-8"))
        delimiter, skip_lines = shape(raw)
        if len(delimiter) != 1 or skip_lines < 0:
            raise ValueError(f"delimiter {delimiter!r}, skip_lines {skip_lines}")
    except (LookupError, TypeError, ValueError) as error:
        reason = Text("编码、分隔符或跳过行数写法有误", "the encoding, delimiter or skip_lines is wrong")
        raise _bad(path.name, WHOLE, error, reason) from error
    return raw


def shape(raw: Dictionary[str, Any] | None) -> tuple[str, int]:
    """The delimiter and the number of lines above the header."""
    return str((raw or {}).get("delimiter", ",")), int((raw or {}).get("skip_lines", 0))


def _recognised(header: list[str]) -> Dictionary[str, Any] | None:
    for path in sorted(BUILT_IN.glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        if set(raw["recognised_by"]) <= set(header):
            return dict(raw)
    return None


def _by_title(header: list[str]) -> dict[str, str]:
    """Columns whose header is already the ledger's English name or Chinese title."""
    found: dict[str, str] = {}
    for column in ledger_tables()["payments"].fields:
        for name in (column.name, column.title.zh):
            if name in header:
                found.setdefault(column.name, name)
    return found


def _mapping(raw: Dictionary[str, Any], file: str, known: dict[str, str]) -> Mapping:
    allowed = {one.name for one in fields(Mapping)} | {"recognised_by"}
    if unknown := sorted(set(map(str, raw)) - allowed):
        raise _bad(
            file, element(unknown[0]), "", Text("对应关系里有不认识的项", "the mapping has an unknown entry")
        )
    columns = dict(known)
    for given, wanted in raw["columns"].items():
        for column in wanted if isinstance(wanted, list) else [wanted]:
            columns[str(column)] = str(given)
    try:
        unit = UnitDefaults(**{key: str(value) for key, value in (raw.get("unit") or {}).items()})
        return Mapping(
            columns=columns,
            constants={str(key): str(value) for key, value in (raw.get("constants") or {}).items()},
            values={
                str(key): {str(a): str(b) for a, b in one.items()}
                for key, one in (raw.get("values") or {}).items()
            },
            id_prefix=str(raw["id_prefix"]) if raw.get("id_prefix") else None,
            unit=unit,
            encoding=raw.get("encoding"),
            delimiter=shape(raw)[0],
            skip_lines=shape(raw)[1],
            date_format=raw.get("date_format"),
            said_level="level" in (raw.get("unit") or {}),
        )
    except (TypeError, ValueError, AttributeError, LookupError) as error:
        raise _bad(file, WHOLE, error, Text("对应关系写法有误", "the mapping is not well formed")) from error


def _check(mapping: Mapping, header: list[str], file: str) -> None:
    ledger = {*ledger_tables()["payments"].columns, *OTHERS}
    for wanted in (*mapping.columns, *mapping.constants, *mapping.values):
        if wanted not in ledger:
            raise _bad(
                file,
                element(wanted),
                "",
                Text("台账支付表没有这一列", "the payments table has no such column"),
            )
    for given in mapping.columns.values():
        if header.count(given) != 1:
            reason = Text(
                "文件里没有这一列，或有两列同名", "the file has no such column, or two of that name"
            )
            raise _bad(file, element(given), "、".join(header[:12]), reason)
    for needed in NEEDED:
        if needed not in mapping.columns and needed not in mapping.constants:
            title = ledger_tables()["payments"].columns[needed].title
            reason = Text(f"没有对应“{title.zh}”的列", f"no column is mapped to {needed}")
            raise _bad(file, WHOLE, "、".join(header[:12]), reason)


def _bad(file: str, place: Text, value: object, reason: Text) -> SourceError:
    advice = Text(
        "请在来源文件旁放一个同名的.yaml，用columns写明“文件列名: 台账列名”，用constants写固定值",
        "Put a .yaml of the same name beside the source: columns says which column is which, "
        "constants gives fixed values",
    )
    return fault(file, place, value, reason, advice)
