"""A table's description: its columns, types, constraints and words, read from a Frictionless Table Schema in YAML.

The extra properties (titles in two languages, unit, labels, scope, check) are documented in ``docs/recipes/table.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from lianheng.text import Text

if TYPE_CHECKING:
    import pyarrow as pa


class Kind(Enum):
    """Where a table's rows come from."""

    FACT = "fact"  # imported in bulk from another system
    RECORD = "record"  # kept by people
    DERIVED = "derived"  # computed from other tables, so that absence can be judged
    STANDARD = "standard"  # the law's numbers, dated


class Type(Enum):
    """The type of a column, with its name in SQL. Money is exact to the fen; nothing is a float."""

    STRING = "VARCHAR"
    INTEGER = "BIGINT"
    MONEY = "DECIMAL(18,2)"
    NUMBER = "DECIMAL(18,6)"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    DATETIME = "TIMESTAMP WITH TIME ZONE"

    @property
    def sql(self) -> str:
        return self.value


@dataclass(frozen=True)
class Field:
    """One column."""

    name: str
    title: Text
    description: Text
    type: Type
    unit: str | None = None
    required: bool = False
    unique: bool = False
    minimum: str | None = None
    maximum: str | None = None
    pattern: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    """Allowed values of an enumeration and the Chinese label of each; empty when anything goes."""
    check: str | None = None
    """``uscc`` or ``id_number``: the check digit that a reader verifies and mentions."""
    sensitive: bool = False


@dataclass(frozen=True)
class ForeignKey:
    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Scope:
    """How a row belongs to a unit and to a year. A path ``a.b`` follows the foreign key ``a`` to its column ``b``."""

    unit: tuple[str, ...] = ()
    dates: tuple[tuple[str, ...], ...] = ()
    """Paths to a date; the first of them that is filled in counts."""
    year: str | None = None


@dataclass(frozen=True)
class Table:
    """One table of the ledger or of the standards."""

    name: str
    title: Text
    description: Text
    kind: Kind
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    scope: Scope = Scope()
    sensitive: bool = False
    stricter: Mapping[str, str] = field(default_factory=dict)
    """Of a standard: its value columns and which value is the stricter one (``min``, ``max`` or ``any``)."""
    optional: frozenset[str] = frozenset()
    """Of a derived table: tables that it reads where the ledger has them, and takes for empty where it does not."""

    @cached_property
    def columns(self) -> dict[str, Field]:
        return {column.name: column for column in self.fields}

    def foreign_key(self, column: str) -> ForeignKey:
        """The foreign key held in ``column``. Raises KeyError when there is none."""
        for link in self.foreign_keys:
            if link.column == column:
                return link
        raise KeyError(f"{self.name}.{column} is not a foreign key")

    def arrow_schema(self) -> pa.Schema:
        """The Arrow types of the columns: the exact form in which sources write and batches are kept."""
        import pyarrow as pa

        types = {
            Type.STRING: pa.string(),
            Type.INTEGER: pa.int64(),
            Type.MONEY: pa.decimal128(18, 2),
            Type.NUMBER: pa.decimal128(18, 6),
            Type.BOOLEAN: pa.bool_(),
            Type.DATE: pa.date32(),
            Type.DATETIME: pa.timestamp("us", tz="UTC"),
        }
        return pa.schema([pa.field(column.name, types[column.type]) for column in self.fields])


class SchemaError(ValueError):
    """A table description that says something it may not say."""


def load_table(path: Path) -> Table:
    """Read one table's YAML. Raises SchemaError naming the file and what is wrong in it."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        return _table(raw, path)
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(f"{path.name}: {error!r}") from error


def _table(raw: Mapping[str, Any], path: Path) -> Table:
    fields = tuple(_field(item, raw["name"]) for item in raw["fields"])
    names = [column.name for column in fields]
    if len(set(names)) != len(names) or raw["name"] != path.stem:
        raise ValueError("a column stands twice, or the file is not named after the table")
    return Table(
        name=raw["name"],
        title=Text(raw["title"], raw["title_en"]),
        description=Text(raw["description"], raw["description_en"]),
        kind=Kind(raw["kind"]),
        fields=fields,
        key=tuple(raw["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(link["fields"][0], link["reference"]["resource"], link["reference"]["fields"][0])
            for link in raw.get("foreignKeys", ())
        ),
        scope=_scope(raw.get("scope", {}), set(names)),
        sensitive=bool(raw.get("sensitive", False)),
        stricter=dict(raw.get("stricter", {})),
        optional=frozenset(raw.get("optional", ())),
    )


def _scope(raw: Mapping[str, Any], columns: set[str]) -> Scope:
    unit = tuple(raw["unit"].split(".")) if "unit" in raw else ()
    listed = raw.get("date", [])
    dates = tuple(tuple(path.split(".")) for path in ([listed] if isinstance(listed, str) else listed))
    named = {path[0] for path in (unit, *dates) if path} | ({raw["year"]} if "year" in raw else set())
    if not named <= columns:
        raise ValueError(f"scope names unknown columns {sorted(named - columns)}")
    return Scope(unit, dates, raw.get("year"))


def _field(raw: Mapping[str, Any], table: str) -> Field:
    constraints = raw.get("constraints", {})
    labels = {str(value): str(label) for value, label in raw.get("labels", {}).items()}
    allowed = [str(value) for value in constraints.get("enum", ())]
    if set(allowed) != set(labels):
        raise ValueError(f"{table}.{raw['name']}: labels and enum differ")
    return Field(
        name=raw["name"],
        title=Text(raw["title"], raw["title_en"]),
        description=Text(raw["description"], raw["description_en"]),
        type=_type(raw),
        unit=raw.get("unit"),
        required=bool(constraints.get("required", False)),
        unique=bool(constraints.get("unique", False)),
        minimum=_text(constraints.get("minimum")),
        maximum=_text(constraints.get("maximum")),
        pattern=constraints.get("pattern"),
        labels={value: labels[value] for value in allowed},
        check=raw.get("check"),
        sensitive=bool(raw.get("sensitive", False)),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _type(raw: Mapping[str, Any]) -> Type:
    if raw["type"] == "number":
        return Type.MONEY if raw.get("unit") == "yuan" else Type.NUMBER
    return Type[raw["type"].upper()]
