"""What the report needs to know of an answered figure. The engine's ``Answer`` fits unimported."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Protocol

from lianheng.text import Text


class FigureLike(Protocol):
    """A figure as its header describes it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def section(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def unit(self) -> Text: ...
    @property
    def phrase(self) -> str: ...
    @property
    def zero(self) -> str: ...
    @property
    def definition(self) -> Text: ...


class AnswerLike(Protocol):
    """A figure's value, or the reason why there is none."""

    @property
    def figure(self) -> FigureLike: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def rows(self) -> int: ...
    @property
    def items(self) -> tuple[str, ...]: ...
    @property
    def series(self) -> tuple[tuple[int, Decimal], ...]: ...
    @property
    def gap(self) -> Text | None: ...


Answers = Mapping[str, AnswerLike]
"""Figure id → answer. An id that is absent is a gap."""


class Standing(Enum):
    """What an answer does to the sentence that quotes it."""

    SAID = "said"
    OMITTED = "omitted"  # a counted zero that leaves its sentence out
    MISSING = "missing"  # a gap: printed as 〔待补〕


def standing(answer: AnswerLike | None) -> Standing:
    """Zero is not a gap unless the figure says so; no value at all always is one."""
    if answer is None or answer.gap is not None or answer.value is None:
        return Standing.MISSING
    if answer.value == 0:
        return {"omit": Standing.OMITTED, "gap": Standing.MISSING}.get(answer.figure.zero, Standing.SAID)
    return Standing.SAID
