"""Rules: questions that judge every row of one table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from lianheng import rules as rules_package
from lianheng.engine.outcome import Severity
from lianheng.engine.question import Period, Question, QuestionError, SourceText, sql_files
from lianheng.text import Text

FOLDER = Path(next(iter(rules_package.__path__)))
NO_TEXT = Text("无", "None")


@dataclass(frozen=True)
class Basis:
    """The clause a rule stands on, and the days it is in force. ``mark`` says how sure we are of it (L, V, K, P)."""

    document: str
    number: str
    article: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    mark: str

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{self.article}"


@dataclass(frozen=True)
class Rule(Question):
    """A question whose SELECT returns one outcome for every row of its subject."""

    subject: str
    severity: Severity
    basis: tuple[Basis, ...]
    why: Text
    message: Text
    exclusions: Text = NO_TEXT
    assumptions: Text = NO_TEXT
    period: Period = Period.YEAR
    """``until``: what began in an earlier year and is still open is judged in this year's run as well."""
    closes_itself: bool = False
    """Whether a case of it may close without a person's decision once a run no longer finds it."""


def read_rule(path: Path) -> Rule:
    """One rule from its file. Raises QuestionError naming the file and what its header lacks."""
    source = SourceText.read(path)
    header = source.header
    try:
        return Rule(
            **source.common(),
            subject=header["subject"],
            severity=Severity(header["severity"]),
            basis=tuple(_basis(item) for item in header["basis"]),
            why=Text.parse(header["why"], f"{path.name}: why"),
            message=Text.parse(header["message"], f"{path.name}: message"),
            exclusions=_optional(header, "exclusions"),
            assumptions=_optional(header, "assumptions"),
            period=Period(header.get("period", "year")),
            closes_itself=bool(header.get("closes_itself", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise QuestionError(f"{path.name}: header: {error!r}") from error


def _optional(header: Mapping[str, Any], name: str) -> Text:
    return Text.parse(header[name], name) if header.get(name) else NO_TEXT


def _basis(raw: Mapping[str, Any]) -> Basis:
    return Basis(
        document=str(raw["document"]),
        number=str(raw.get("number") or ""),
        article=str(raw.get("article") or ""),
        valid_from=raw.get("from"),
        valid_to=raw.get("to"),
        mark=str(raw["mark"]),
    )


@cache
def all_rules() -> tuple[Rule, ...]:
    return tuple(read_rule(path) for path in sql_files(FOLDER))


def select_rules(patterns: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Rules whose id is, or matches (``travel.*``), one of the patterns; an area name alone means all of it."""
    wanted = tuple(patterns)
    if not wanted:
        return all_rules()
    return tuple(
        rule
        for rule in all_rules()
        if any(pattern == rule.area or fnmatchcase(rule.id, pattern) for pattern in wanted)
    )
