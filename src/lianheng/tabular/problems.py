"""What is wrong with a file, said so that a clerk can mend it: where, which value, why, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from lianheng.text import Language, Text

SHOWN_PER_COLUMN = 100
"""Of one kind of mistake in one column this many cells are listed; the rest are counted."""


@dataclass(frozen=True)
class Problem:
    """One mistake in the input. A ``refusal`` stops the import; anything else is a notice."""

    reason: Text
    advice: Text
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    more: int = 0
    """How many further cells of the column have the same mistake and are not listed."""
    refusal: bool = True

    def say(self, language: Language) -> str:
        """The whole problem as one sentence."""
        return f"{self.place(language)}{'：' if language == 'zh' else ': '}{self.detail(language)}"

    def place(self, language: Language) -> str:
        if language == "zh":
            parts = [
                self.file,
                self.sheet and f"工作表“{self.sheet}”",
                self.row and f"第{self.row}行",
                self.column,
            ]
            return " ".join(str(part) for part in parts if part)
        parts = [
            self.file,
            self.sheet and f"sheet “{self.sheet}”",
            self.row and f"row {self.row}",
            self.column,
        ]
        return ", ".join(str(part) for part in parts if part)

    def detail(self, language: Language) -> str:
        shown = "" if self.value is None else f"“{_short(self.value)}” "
        more = Text(f"（另有{self.more}处）", f" ({self.more} more)").say(language) if self.more else ""
        stop = "。" if language == "zh" else ". "
        return f"{shown}{self.reason.say(language)}{more}{stop}{self.advice.say(language)}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like ``word``, if one does."""
    found = get_close_matches(word.strip().lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "…"
