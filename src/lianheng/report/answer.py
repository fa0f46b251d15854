"""What an answered figure does to the sentence that quotes it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from lianheng.engine.figure import Answer

Answers = Mapping[str, Answer]
"""Figure id → answer. An id that is absent is a gap."""


class Standing(Enum):
    """What an answer does to the sentence that quotes it."""

    SAID = "said"
    OMITTED = "omitted"  # a counted zero that leaves its sentence out
    MISSING = "missing"  # a gap: printed as 〔待补〕


def standing(answer: Answer | None) -> Standing:
    """Zero is not a gap unless the figure says so; no value at all always is one."""
    if answer is None or answer.gap is not None or answer.value is None:
        return Standing.MISSING
    if answer.value == 0:
        return {"omit": Standing.OMITTED, "gap": Standing.MISSING}.get(answer.figure.zero, Standing.SAID)
    return Standing.SAID
