"""Sentences with figures in them (``outline.yaml``), and how they are filled when a report is composed.

``{education.essays}`` stands for a figure in the words of its phrase rule; ``{education.honours:names}``
asks for another manner (``wording.MANNERS``); ``{unit}``, ``{year}`` and ``{next_year}`` come from the
profile. A part in ``[…]`` is left out when one of its figures is a zero that may be omitted; such a zero
outside brackets leaves out the whole sentence, unless ``when_zero`` gives another sentence for it. A gap
never leaves anything out: it prints 〔待补：…〕.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

from lianheng.report.answer import Answers, Standing, standing
from lianheng.report.document import Run, RunKind
from lianheng.report.wording import MANNERS, gap_mark, worded

WORDS = frozenset({"unit", "year", "next_year"})


@dataclass(frozen=True)
class Place:
    """A literal, and after it a figure, a word of the profile, or nothing."""

    literal: str
    name: str | None
    manner: str = ""

    @property
    def figure(self) -> str | None:
        return self.name if self.name is not None and self.name not in WORDS else None


@dataclass(frozen=True)
class Part:
    places: tuple[Place, ...]
    optional: bool

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(place.figure for place in self.places if place.figure is not None)


@dataclass(frozen=True)
class Sentence:
    text: str
    when_zero: str | None = None
    """Said instead when the first figure of ``text`` is zero."""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Raises ValueError when the text has a stray bracket or an unknown manner."""
        return parse(self.text)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """Every figure the sentence may quote, in order, without repeats."""
        parts = (*self.parts, *(parse(self.when_zero) if self.when_zero else ()))
        return tuple(dict.fromkeys(figure for part in parts for figure in part.figures))

    def runs(self, answers: Answers, words: Mapping[str, str]) -> tuple[Run, ...]:
        """The sentence filled in; empty when it is left out."""
        if self.when_zero is not None and self._is_zero(answers):
            return fill(parse(self.when_zero), answers, words)
        return fill(self.parts, answers, words)

    def _is_zero(self, answers: Answers) -> bool:
        answer = answers.get(self.figures[0])
        return standing(answer) is not Standing.MISSING and answer is not None and answer.value == 0


def parse(text: str) -> tuple[Part, ...]:
    """Split a sentence into its parts. Raises ValueError naming the sentence and what is wrong with it."""
    pieces = re.split(r"\[([^\[\]]*)\]", text)
    try:
        parts = tuple(Part(_places(piece), optional=bool(i % 2)) for i, piece in enumerate(pieces) if piece)
    except ValueError as error:
        raise ValueError(f"{text}: {error}") from error
    if any(sign in place.literal for part in parts for place in part.places for sign in "[]"):
        raise ValueError(f"{text}: a bracket is not closed, or stands inside another")
    return parts


def _places(piece: str) -> tuple[Place, ...]:
    places = tuple(
        Place(literal, name, manner or "") for literal, name, manner, _ in Formatter().parse(piece)
    )
    for place in places:
        if place.name is not None and place.name not in WORDS and "." not in place.name:
            raise ValueError(f"{{{place.name}}} is neither a figure nor one of {', '.join(sorted(WORDS))}")
        if place.manner not in MANNERS:
            raise ValueError(f"no manner is called {place.manner!r}")
    return places


def fill(parts: tuple[Part, ...], answers: Answers, words: Mapping[str, str]) -> tuple[Run, ...]:
    """Runs of the parts that are said; empty when a part that must be said has an omitted zero."""
    runs: list[Run] = []
    for part in parts:
        if any(standing(answers.get(figure)) is Standing.OMITTED for figure in part.figures):
            if part.optional:
                continue
            return ()
        for place in part.places:
            runs.extend(_filled(place, answers, words))
    return tuple(runs)


def _filled(place: Place, answers: Answers, words: Mapping[str, str]) -> list[Run]:
    runs = [Run(place.literal)] if place.literal else []
    if place.figure is not None:
        runs.append(figure_run(place.figure, answers, place.manner))
    elif place.name is not None:
        runs.append(Run(words[place.name]))
    return runs


def figure_run(figure: str, answers: Answers, manner: str = "") -> Run:
    """A figure's words, or the mark of its gap."""
    answer = answers.get(figure)
    if answer is None:
        return Run(gap_mark(figure), RunKind.GAP, figure)
    kind = RunKind.GAP if standing(answer) is Standing.MISSING else RunKind.FIGURE
    return Run(worded(answer, manner), kind, figure)
