"""A question to the ledger: one ``.sql`` file, a YAML header in its first comment, then one SELECT.

Rules and figures are both questions. They are found by walking their folders, so adding one touches only its own files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from lianheng.tabular.database import literal
from lianheng.text import ProductFault, Text

_HEADER = re.compile(r"\A\s*/\*(.*?)\*/(.*)\Z", re.DOTALL)
_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")


class QuestionError(ProductFault):
    """A question file that cannot be used; names the file and the reason. A fault of its author, not of the user."""


class Period(Enum):
    """Which years a question looks at, given the year of the run."""

    YEAR = "year"
    UNTIL = "until"
    ALL = "all"


@dataclass(frozen=True)
class Parameter:
    """A tuning knob of a question. The law's own numbers are standards, not parameters."""

    name: str
    default: object
    title: Text


@dataclass(frozen=True)
class Question:
    """What rules and figures have in common."""

    id: str
    title: Text
    since: str
    parameters: tuple[Parameter, ...]
    sql: str
    path: Path
    version: str

    @property
    def area(self) -> str:
        return self.id.split(".")[0]

    @property
    def examples_path(self) -> Path:
        return self.path.with_suffix(".yaml")

    @cached_property
    def tables(self) -> frozenset[str]:
        """Every table the SELECT reads, its own named parts left out."""
        from lianheng.engine.portable import tables_read

        return tables_read(self.sql, self.path.name)

    def bound(self, values: Mapping[str, object] | None = None) -> str:
        """The SELECT with its parameters filled in. Raises QuestionError for one that the header does not declare."""
        known = {parameter.name: parameter.default for parameter in self.parameters} | dict(values or {})

        def fill(match: re.Match[str]) -> str:
            if match[1] not in known:
                raise QuestionError(f"{self.path.name}: ${match[1]} is not declared under parameters")
            return literal(known[match[1]])

        return _PARAMETER.sub(fill, self.sql)


@dataclass(frozen=True)
class SourceText:
    """A question file taken apart: header, SELECT, and the hash that is its version."""

    header: Mapping[str, Any]
    sql: str
    version: str
    path: Path

    @classmethod
    def read(cls, path: Path) -> SourceText:
        """Raises QuestionError when the file has no header, or one that is not YAML."""
        text = path.read_text(encoding="utf-8")
        parts = _HEADER.match(text)
        if parts is None:
            raise QuestionError(f"{path.name}: the file must open with a /* YAML header */")
        try:
            header = yaml.load(parts[1], Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise QuestionError(f"{path.name}: header is not YAML: {error}") from error
        digest = hashlib.sha256(text.encode()).hexdigest()
        return cls(header, parts[2].strip().rstrip(";"), digest[:12], path)

    def common(self) -> dict[str, Any]:
        """The arguments every question has."""
        expected = f"{self.path.parent.name}.{self.path.stem}"
        if self.header["id"] != expected:
            raise QuestionError(f"{self.path.name}: id {self.header['id']!r} should be {expected!r}")
        return {
            "id": expected,
            "title": Text.parse(self.header["title"], f"{expected}: title"),
            "since": str(self.header["since"]),
            "parameters": tuple(
                Parameter(name, knob["default"], Text.parse(knob, f"{expected}: {name}"))
                for name, knob in (self.header.get("parameters") or {}).items()
            ),
            "sql": self.sql,
            "path": self.path,
            "version": self.version,
        }


def sql_files(folder: Path) -> list[Path]:
    """All question files below a folder, in order of area and name."""
    return sorted(folder.glob("*/*.sql"))
