"""Answers every figure of a unit's year, each with the keys of the rows it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lianheng.engine.counting import COUNTED, count
from lianheng.engine.figure import Answer, Figure, all_figures
from lianheng.engine.run import open_workspace
from lianheng.engine.scope import RunScope
from lianheng.ledger.folder import Ledger

OnFigure = Callable[[Figure, int, int], None]


@dataclass(frozen=True)
class Answered:
    """An answer together with the rows that it opens."""

    answer: Answer
    keys: tuple[str, ...]


def answer_all(
    ledger: Ledger,
    scope: RunScope,
    on_figure: OnFigure = lambda *_: None,
    figures: Iterable[Figure] | None = None,
) -> tuple[Answered, ...]:
    """Every figure for the scope's unit and year. Raises QuestionError, naming the figure, when one cannot be counted."""
    workspace = open_workspace(ledger, scope)
    wanted = tuple(all_figures() if figures is None else figures)
    answered: list[Answered] = []
    for position, figure in enumerate(wanted, start=1):
        on_figure(figure, position, len(wanted))
        answer = count(workspace, figure)
        keys = workspace.database.rows(f"SELECT DISTINCT key FROM {COUNTED} ORDER BY key")
        answered.append(Answered(answer, tuple(str(key) for (key,) in keys)))
    return tuple(answered)


def answer_record(answered: Answered, wording: str) -> dict[str, Any]:
    """One figure as ``FILE.figures.json`` has it."""
    answer = answered.answer
    return {
        "id": answer.id,
        "title": {"zh": answer.figure.title.zh, "en": answer.figure.title.en},
        "value": None if answer.value is None else str(answer.value),
        "wording": wording,
        "items": list(answer.items),
        "series": [[year, str(value)] for year, value in answer.series],
        "table": answer.figure.table,
        "rows": answer.rows,
        "keys": list(answered.keys),
        "gap": None if answer.gap is None else {"zh": answer.gap.zh, "en": answer.gap.en},
        "version": answer.figure.version,
    }
