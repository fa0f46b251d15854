"""Reads ``outline.yaml``: headings, points and sentences of the report. A malformed one raises at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lianheng.report.sentence import Sentence, parse
from lianheng.report.wording import numeral
from lianheng.text import Text

FILE = Path(__file__).with_name("outline.yaml")


class OutlineError(Exception):
    """The outline cannot be used; says where and why. A fault of its author, not of the user."""


@dataclass(frozen=True)
class Point:
    """One 一是 …: a lead and its sentences; or, with ``each``, one point per item of that list figure."""

    lead: Text | None
    sentences: tuple[Sentence, ...]
    each: str | None = None

    @property
    def figures(self) -> Iterator[str]:
        if self.each is not None:
            yield self.each
        for sentence in self.sentences:
            yield from sentence.figures


@dataclass(frozen=True)
class Section:
    """One （一） … with its points. A section without a heading is the body of a part that has no （一）."""

    heading: Text | None
    opening: tuple[Sentence, ...]
    points: tuple[Point, ...]
    closing: tuple[Sentence, ...]

    @property
    def figures(self) -> Iterator[str]:
        for sentence in self.opening:
            yield from sentence.figures
        for point in self.points:
            yield from point.figures
        for sentence in self.closing:
            yield from sentence.figures


@dataclass(frozen=True)
class Part:
    """One 一、 …"""

    heading: Text
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Outline:
    title: tuple[str, ...]
    opening: tuple[Sentence, ...]
    parts: tuple[Part, ...]
    keepers: Mapping[str, str]
    """Table → who keeps it, and so who can fill its gaps. The key ``other`` answers for the rest."""

    def chapters(self, words: Mapping[str, str]) -> tuple[Chapter, ...]:
        """The report's headings in order, each with the figures first quoted under it."""
        seen: set[str] = set()
        chapters = [Chapter(Text("序", "Opening"), _first(self.opening_figures, seen))]
        for number, part in enumerate(self.parts, start=1):
            for place, section in enumerate(part.sections, start=1):
                zh, en = f"{numeral(number)}、{part.heading.zh}", f"{number}. {part.heading.en}"
                if section.heading is not None:
                    zh = f"{numeral(number)}（{numeral(place)}）{section.heading.zh}"
                    en = f"{number}.{place} {section.heading.en}"
                title = Text(zh.format_map(words), en.format_map(words))
                chapters.append(Chapter(title, _first(section.figures, seen)))
        return tuple(chapters)

    @property
    def opening_figures(self) -> Iterator[str]:
        for sentence in self.opening:
            yield from sentence.figures

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure the report may quote, in the order of the report, each once."""
        sections = (section for part in self.parts for section in part.sections)
        return tuple(
            dict.fromkeys(
                (*self.opening_figures, *(name for section in sections for name in section.figures))
            )
        )


@dataclass(frozen=True)
class Chapter:
    title: Text
    figures: tuple[str, ...]


def _first(figures: Iterable[str], seen: set[str]) -> tuple[str, ...]:
    fresh = tuple(figure for figure in dict.fromkeys(figures) if figure not in seen)
    seen.update(fresh)
    return fresh


@cache
def load_outline(path: Path = FILE) -> Outline:
    """Raises OutlineError naming the file when a key is missing or a sentence malformed."""
    try:
        return parse_outline(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise OutlineError(f"{path.name}: {error}") from error


def parse_outline(raw: Mapping[str, Any]) -> Outline:
    """An outline from its YAML as read. Raises KeyError, TypeError or ValueError when it cannot be used."""
    return Outline(
        title=tuple(raw["title"]),
        opening=_sentences(raw["opening"]),
        parts=tuple(_part(part) for part in raw["parts"]),
        keepers={str(table): str(keeper) for table, keeper in raw["keepers"].items()},
    )


def _part(raw: Mapping[str, Any]) -> Part:
    sections = raw.get("sections", [{**raw, "heading": None}])
    return Part(Text.parse(raw["heading"], "heading"), tuple(_section(section) for section in sections))


def _section(raw: Mapping[str, Any]) -> Section:
    heading = raw["heading"]
    return Section(
        heading=None if heading is None else Text.parse(heading, "heading"),
        opening=_sentences(raw.get("opening", [])),
        points=tuple(_point(point) for point in raw["points"]),
        closing=_sentences(raw.get("closing", [])),
    )


def _point(raw: Mapping[str, Any]) -> Point:
    if "each" in raw:
        return Point(None, (), each=str(raw["each"]))
    return Point(Text.parse(raw["lead"], "lead"), _sentences(raw["sentences"]))


def _sentences(raw: list[Any]) -> tuple[Sentence, ...]:
    return tuple(_sentence(item) for item in raw)


def _sentence(raw: Any) -> Sentence:
    sentence = Sentence(raw) if isinstance(raw, str) else Sentence(raw["text"], raw["when_zero"])
    for text in filter(None, (sentence.text, sentence.when_zero)):
        parse(text)  # now, so that a malformed sentence is met on loading
    return sentence
