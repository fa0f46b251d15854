"""Every figure is counted twice, by two hands: its SELECT and a recount in plain Python, over ledgers made by chance."""

from __future__ import annotations

import datetime

import pytest

from lianheng.engine.figure import all_figures

from .books import Books
from .comparing import differences
from .random_ledger import random_ledger
from .recount import RECOUNTS

SEEDS = (1, 2)
UNITS = ("UN0", "UN1", "UN2", None)
RUNS = (
    (2019, "2019-12-31"),
    (2020, "2020-06-30"),
    (2021, "2021-12-31"),
    (2021, "2022-02-15"),
    (None, "2021-07-01"),
)


def test_every_figure_has_a_recount_and_every_recount_a_figure() -> None:
    assert set(RECOUNTS) == {figure.id for figure in all_figures()}


@pytest.mark.parametrize(("year", "as_at"), RUNS, ids=[f"{year}-at-{as_at}" for year, as_at in RUNS])
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("seed", SEEDS)
def test_figures_and_recounts_agree_on_a_ledger_made_by_chance(
    seed: int, unit: str | None, year: int | None, as_at: str
) -> None:
    assert differences(Books(random_ledger(seed), datetime.date.fromisoformat(as_at), year, unit)) == {}
