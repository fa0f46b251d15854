"""Every figure is counted twice, by two hands: its SELECT and a recount in plain Python, over ledgers made by chance."""

from __future__ import annotations

import datetime
from functools import cache

import pytest

from lianheng.engine.figure import all_figures

from .books import Books
from .comparing import Arrow, arrow_tables, differences
from .random_ledger import random_ledger
from .recount import RECOUNTS

LEDGERS = ((1, "UN0"), (1, None), (2, "UN1"), (2, "UN2"))
"""Untidy and tidy books, for units with many rows, some and few, and for all of them."""
RUNS = ((2019, "2019-12-31"), (2020, "2020-06-30"), (2021, "2022-02-15"), (None, "2021-07-01"))


@cache
def arrow_of(seed: int) -> Arrow:
    return arrow_tables(random_ledger(seed))


def test_every_figure_has_a_recount_and_every_recount_a_figure() -> None:
    assert set(RECOUNTS) == {figure.id for figure in all_figures()}


@pytest.mark.parametrize(("seed", "unit"), LEDGERS)
@pytest.mark.parametrize(("year", "as_at"), RUNS)
def test_figures_and_recounts_agree_on_a_ledger_made_by_chance(
    seed: int, unit: str | None, year: int | None, as_at: str
) -> None:
    books = Books(random_ledger(seed), datetime.date.fromisoformat(as_at), year, unit)
    assert differences(books, arrow_of(seed)) == {}
