"""The document tree: what a report says, before anything is known of DOCX or PDF. Composed once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from lianheng.text import Text


class RunKind(Enum):
    """Why a stretch of text stands there."""

    PLAIN = "plain"
    FIGURE = "figure"  # made from records; ``Run.figure`` names the figure that opens them
    GAP = "gap"  # 〔待补〕: marked so that nobody overlooks it
    EMPHASIS = "emphasis"  # the sentence that opens a point (一是…)


@dataclass(frozen=True)
class Run:
    text: str
    kind: RunKind = RunKind.PLAIN
    figure: str | None = None


@dataclass(frozen=True)
class Heading:
    """Levels 1–4 are 一、 （一） 1. （1）; the number is part of the text."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """``indent`` is the first line's two characters; without it the paragraph starts at the margin."""

    runs: tuple[Run, ...]
    indent: bool = True


@dataclass(frozen=True)
class Table:
    """``widths`` in millimetres, one per column. A row of one cell spans it. The header repeats."""

    header: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    widths: tuple[float, ...]
    caption: str | None = None


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a new page."""


@dataclass(frozen=True)
class AppendixNote:
    """附件说明: the list of appendices, one blank line below the body."""

    titles: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """落款: the unit's name and the date below it, one blank line below what precedes."""

    unit: str
    date_line: str


@dataclass(frozen=True)
class Appendix:
    """One appendix: starts a page with its label (附件1) top left and its title centred."""

    label: str
    title: str
    blocks: tuple[Paragraph | Table, ...]


Block = Heading | Paragraph | Table | PageBreak | AppendixNote | Signature | Appendix


@dataclass(frozen=True)
class Gap:
    """A figure that the records cannot give: why, and who can mend it."""

    figure: str
    title: str
    reason: str
    keeper: str


@dataclass(frozen=True)
class Document:
    """``title_lines`` are broken by sense. ``dated`` is the only date in the files, so bytes repeat."""

    title_lines: tuple[str, ...]
    author: str
    dated: date
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
    notices: tuple[Text, ...] = ()
    """What the reader of the draft should look at, such as a trend that does not fall. Not printed."""

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    @property
    def draft_line(self) -> str | None:
        """What the top of every page of a draft says; None when nothing is missing."""
        return f"草稿　待补数据{len(self.gaps)}项" if self.gaps else None


UNPRINTABLE = "□"
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff") | {chr(code) for code in range(0xFE00, 0xFE10)}


def printable(text: str) -> str:
    """Text that both writers can carry: line breaks and tabs become spaces, what has no shape becomes □.

    Control characters are not allowed in XML, and direction marks could make a printed figure read
    backwards. Joiners and variation selectors, which no reader sees, are dropped.
    """
    return "".join(_printable(character) for character in text)


def _printable(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _INVISIBLE:
        return ""
    code = ord(character)
    unassigned = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    if unassigned or character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", "Co"):
        return UNPRINTABLE
    return character


def width_in_characters(text: str) -> float:
    """Width in full characters; digits and letters are half as wide. Used to place the signature."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def signature_indents(signature: Signature, characters: int) -> tuple[float, float]:
    """Left indents, in characters, of unit and date on a line of ``characters``.

    GB/T 9704-2012, 7.3.5.2 (no seal): the unit stands two characters from the right, the date starts two
    after the unit's first; a date longer than the unit stands two from the right and the unit moves left.
    """
    unit, day = width_in_characters(signature.unit), width_in_characters(signature.date_line)
    unit_left = max(characters - 2 - unit if unit >= day else characters - 4 - day, 0.0)
    return unit_left, max(min(unit_left + 2, characters - 2 - day), 0.0)
