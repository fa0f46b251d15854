"""What every figure owes the report and the engines: words, a gap when nothing was recorded, SQL that Spark understands."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from lianheng.engine.answers import answer_all
from lianheng.engine.figure import Answer, Figure, all_figures
from lianheng.engine.portable import in_dialect
from lianheng.engine.scope import RunScope
from lianheng.report.outline import load_outline
from lianheng.report.wording import worded

from .comparing import arrow_tables, as_ledger
from .random_ledger import NAMES

FIGURES = all_figures()
IDS = [figure.id for figure in FIGURES]
RUN = RunScope(datetime.date(2021, 12, 31), 2021, "U1")


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_its_phrase_rule_has_words(figure: Figure) -> None:
    assert worded(Answer(figure, Decimal(1), 1, items=("甲",), series=((2021, Decimal(1)),)))


@pytest.mark.parametrize("figure", FIGURES, ids=IDS)
def test_its_sql_can_be_said_to_spark(figure: Figure) -> None:
    assert in_dialect(figure.bound(), figure.id, "spark")


def test_the_outline_quotes_no_figure_that_is_not_there() -> None:
    assert set(load_outline().figures) <= set(IDS)


@pytest.mark.parametrize("tables", [NAMES, set()], ids=["empty", "absent"])
def test_every_figure_is_a_gap_when_nothing_was_recorded(tables: set[str]) -> None:
    arrow = arrow_tables({name: [] for name in tables})
    answers = [answered.answer for answered in answer_all(as_ledger(arrow), RUN)]
    assert [answer.id for answer in answers if answer.gap is None] == []
    assert len(answers) == len(FIGURES)
