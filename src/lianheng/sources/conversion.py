"""What a conversion leaves behind: rows written, what was refused and why, and what a reader must know
about the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lianheng.text import Language, Text, UserError

KEPT_REFUSALS = 1000
"""Refusals listed one by one; beyond that they are only counted, so that a hopeless file stays readable."""


@dataclass(frozen=True)
class Refusal:
    """One thing of the source that did not become a row."""

    file: str
    place: Text
    """Line, page or element."""
    value: str
    reason: Text
    advice: Text

    def say(self, language: Language) -> str:
        """File, place, value, reason and advice in one sentence."""
        place, reason, advice = (part.say(language) for part in (self.place, self.reason, self.advice))
        if language == "zh":
            shown = f"（“{self.value}”）" if self.value else ""
            return f"{self.file} {place}：{reason}{shown}。{advice}。"
        shown = f' ("{self.value}")' if self.value else ""
        return f"{self.file}, {place}: {reason}{shown}. {advice}."


@dataclass(frozen=True)
class Conversion:
    """The outcome of converting one source."""

    tables: Mapping[str, int]
    """Rows written, by table."""
    refused: tuple[Refusal, ...]
    """The first refusals; ``refused_count`` counts them all."""
    notes: tuple[Text, ...]
    refused_count: int = 0


class SourceError(UserError):
    """The source as a whole cannot be converted; nothing was written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.say("zh"), refusal.say("en"))
        self.refusal = refusal


def fault(file: str, place: Text, value: object, reason: Text, advice: Text) -> SourceError:
    """A SourceError from its parts."""
    return SourceError(Refusal(file, place, short(value), reason, advice))


def short(value: object, length: int = 80) -> str:
    """A value fit to be shown: one line, never longer than ``length``."""
    text = " ".join(str(value).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def line(number: int) -> Text:
    return Text(f"第{number}行", f"line {number}")


def page(number: int) -> Text:
    return Text(f"第{number}页", f"page {number}")


def element(name: str) -> Text:
    return Text(f"“{name}”处", f"at “{name}”")


WHOLE = Text("整个文件", "the whole file")


class BadValueError(ValueError):
    """A value that cannot be what it should be; the caller knows where it stands."""

    def __init__(self, value: object, reason: Text, advice: Text) -> None:
        super().__init__(reason.en)
        self.value, self.reason, self.advice = short(value), reason, advice

    def at(self, file: str, place: Text) -> Refusal:
        return Refusal(file, place, self.value, self.reason, self.advice)


@dataclass
class Log:
    """Collects refusals and notes while a source is read."""

    refused: list[Refusal] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    count: int = 0

    def refuse(self, file: str, place: Text, value: object, reason: Text, advice: Text) -> None:
        self.keep(Refusal(file, place, short(value), reason, advice))

    def keep(self, refusal: Refusal) -> None:
        self.count += 1
        if len(self.refused) < KEPT_REFUSALS:
            self.refused.append(refusal)

    def note(self, zh: str, en: str) -> None:
        self.notes.append(Text(zh, en))

    def note_count(self, count: int, zh: str, en: str) -> None:
        """A note with ``{n}`` in it, left out when there is nothing to count."""
        if count:
            self.note(zh.replace("{n}", f"{count:,}"), en.replace("{n}", f"{count:,}"))
