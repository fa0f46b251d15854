"""Every figure counts what its worked examples say it counts."""

from __future__ import annotations

import pytest

from lianheng.engine.examples import differences, play_figure, read_examples
from lianheng.engine.figure import Figure, all_figures

FIGURES = all_figures()


@pytest.mark.parametrize("figure", FIGURES, ids=[figure.id for figure in FIGURES])
def test_figure_counts_its_examples_as_written(figure: Figure) -> None:
    problems = {
        example.name: wrong
        for example in read_examples(figure)
        if (wrong := differences(play_figure(figure, example), example.then))
    }
    assert not problems
