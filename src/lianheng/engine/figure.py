"""Figures: questions that return the rows they count, so that every number opens its records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path

from lianheng import figures as figures_package
from lianheng.engine.question import Period, Question, QuestionError, SourceText, sql_files
from lianheng.text import Text

FOLDER = Path(next(iter(figures_package.__path__)))


class Measure(Enum):
    """How rows become a number."""

    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"  # of the column ``item``
    SUM = "sum"  # of the column ``value``
    AVERAGE = "average"  # mean of the column ``value``, two decimals
    RATIO = "ratio"  # rows whose ``counted`` is true over all rows, or sum of ``value`` over sum of ``base``
    TREND = "trend"  # ``value`` by ``year``
    LIST = "list"  # the names in ``item``


@dataclass(frozen=True)
class Figure(Question):
    section: str
    table: str
    measure: Measure
    unit: Text
    phrase: str
    """Which rule of wording turns the value into words (``report/wording.py``)."""
    zero: str
    """What a counted zero does to its sentence: ``say``, ``omit`` or ``gap``."""
    definition: Text
    period: Period = Period.YEAR


@dataclass(frozen=True)
class Answer:
    """A figure's value and how it came about. ``gap`` says why there is none; then ``value`` is None."""

    figure: Figure
    value: Decimal | None
    rows: int
    items: tuple[str, ...] = ()
    series: tuple[tuple[int, Decimal], ...] = ()
    gap: Text | None = None

    @property
    def id(self) -> str:
        return self.figure.id


def read_figure(path: Path) -> Figure:
    """One figure from its file. Raises QuestionError naming the file and what its header lacks."""
    source = SourceText.read(path)
    header = source.header
    try:
        if header["zero"] not in ("say", "omit", "gap"):
            raise ValueError(f"zero: {header['zero']!r}")
        return Figure(
            **source.common(),
            section=str(header["section"]),
            table=header["table"],
            measure=Measure(header["measure"]),
            unit=Text.parse(header["unit"], f"{path.name}: unit"),
            phrase=header["phrase"],
            zero=header["zero"],
            definition=Text.parse(header["definition"], f"{path.name}: definition"),
            period=Period(header.get("period", "year")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise QuestionError(f"{path.name}: header: {error!r}") from error


@cache
def all_figures() -> tuple[Figure, ...]:
    return tuple(read_figure(path) for path in sql_files(FOLDER))
