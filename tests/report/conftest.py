"""A report's worth of made-up answers (``sample.csv``), and the bureau that reports them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lianheng.report.compose import compose
from lianheng.report.document import Document
from lianheng.report.outline import load_outline
from lianheng.report.profile import Profile
from lianheng.text import Text

SAMPLE = Path(__file__).with_name("sample.csv")


@dataclass(frozen=True)
class SampleFigure:
    id: str
    title: Text
    section: str
    table: str
    unit: Text
    phrase: str
    zero: str
    definition: Text


@dataclass(frozen=True)
class SampleAnswer:
    figure: SampleFigure
    value: Decimal | None
    rows: int
    items: tuple[str, ...] = ()
    series: tuple[tuple[int, Decimal], ...] = ()
    gap: Text | None = None

    def missing(self, reason: str) -> SampleAnswer:
        return replace(self, value=None, rows=0, items=(), series=(), gap=Text(reason, reason))


Answers = dict[str, SampleAnswer]


def read_answers(path: Path = SAMPLE) -> Answers:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _answer(row) for row in csv.DictReader(file)}


def _answer(row: dict[str, str]) -> SampleAnswer:
    figure = SampleFigure(
        id=row["id"],
        title=Text(row["title"], row["title_en"]),
        section=row["section"],
        table=row["table"],
        unit=Text(row["unit"], row["unit"]),
        phrase=row["phrase"],
        zero=row["zero"],
        definition=Text(row["definition"], row["definition"]),
    )
    series = [point.split(":") for point in row["series"].split("|") if point]
    return SampleAnswer(
        figure,
        Decimal(row["value"]),
        int(row["rows"]),
        items=tuple(item for item in row["items"].split("|") if item),
        series=tuple((int(year), Decimal(value)) for year, value in series),
    )


@pytest.fixture
def answers() -> Answers:
    """Every figure of the outline, none missing."""
    return read_answers()


def sample_profile() -> Profile:
    return Profile(unit="云杉经济开发区财政金融保障局", year=2021, dated=date(2022, 1, 10))


@pytest.fixture
def profile() -> Profile:
    return sample_profile()


Composer = Callable[[Answers], Document]


@pytest.fixture
def composed(profile: Profile) -> Composer:
    """Composes the report from the given answers."""
    return lambda given: compose(load_outline(), given, profile)
