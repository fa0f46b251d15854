"""The report's sentences as people edit them: a section at a time, a sentence a line, figures by id and never typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from lianheng.engine.figure import all_figures
from lianheng.report.outline import FILE, Outline, parse_outline
from lianheng.report.sentence import WORDS, Sentence
from lianheng.text import UserError

WHEN_ZERO = "||"
"""In a line: the sentence, and after this mark what is said instead when its first figure is zero."""
_TITLE = re.compile(r"《[^》]*》|〔[^〕]*〕")
_YEAR = re.compile(r"(?:19|20)\d\d年|\d{1,2}月(?:\d{1,2}日)?")
_PLACE = re.compile(r"\{[^}]*\}")
_COUNTED = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千万两]+(?:余|多)?(?:次|个|人|人次|篇|项|件|条|万元|元|场|期|批)"
)


@dataclass(frozen=True)
class Draft:
    """One section as it is edited. ``points`` are leads with their lines; a list told item by item has no lines."""

    heading: str
    part: str
    opening: list[str]
    points: list[tuple[str, list[str]]]
    closing: list[str]


def shipped_outline() -> str:
    """The outline the product brings, as a new report begins with it."""
    return FILE.read_text(encoding="utf-8")


def read_outline(text: str) -> Outline:
    """Raises UserError when it cannot be used."""
    try:
        return parse_outline(yaml.safe_load(text))
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise UserError(f"提纲有误：{error}", f"The outline cannot be used: {error}") from error


def sections(text: str) -> list[Draft]:
    """Every section of an outline, in order."""
    raw = yaml.safe_load(text)
    return [
        _draft(part["heading"]["zh"], section)
        for part in raw["parts"]
        for section in part.get("sections", [{**part, "heading": None}])
    ]


def _draft(part: str, raw: dict[str, Any]) -> Draft:
    return Draft(
        heading="" if raw["heading"] is None else raw["heading"]["zh"],
        part=part,
        opening=_lines(raw.get("opening", [])),
        points=[
            (f"{{{point['each']}}}", [])
            if "each" in point
            else (point["lead"]["zh"], _lines(point["sentences"]))
            for point in raw["points"]
        ],
        closing=_lines(raw.get("closing", [])),
    )


def _lines(raw: list[Any]) -> list[str]:
    return [
        item if isinstance(item, str) else f"{item['text']} {WHEN_ZERO} {item['when_zero']}" for item in raw
    ]


def with_section(text: str, number: int, opening: str, points: list[tuple[str, str]], closing: str) -> str:
    """The outline with one section's sentences replaced. Raises UserError naming the line that cannot stand.

    ``points`` are leads with their lines in the section's order; a point told item by item keeps its place.
    """
    raw = yaml.safe_load(text)
    found = [section for part in raw["parts"] for section in part.get("sections", [part])]
    section = found[number]
    section["opening"], section["closing"] = _parsed(opening), _parsed(closing)
    listed = [point for point in section["points"] if "each" in point]
    written = [
        {"lead": {"zh": _checked(lead), "en": _english(section, lead)}, "sentences": _parsed(lines)}
        for lead, lines in points
        if lead.strip() and lines.strip()
    ]
    section["points"] = [*written, *listed]
    changed = yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=10_000)
    read_outline(changed)
    return changed


def _english(section: dict[str, Any], lead: str) -> str:
    known = {point["lead"]["zh"]: point["lead"]["en"] for point in section["points"] if "lead" in point}
    return str(known.get(lead.strip(), lead.strip()))


def _parsed(lines: str) -> list[Any]:
    found: list[Any] = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        text, _, when_zero = (part.strip() for part in line.partition(WHEN_ZERO))
        _checked(text)
        _checked(when_zero)
        found.append({"text": text, "when_zero": when_zero} if when_zero else text)
    return found


def _checked(line: str) -> str:
    """A sentence whose figures exist and in which no number is typed. Raises UserError saying which."""
    try:
        names = Sentence(line).figures
    except ValueError as error:
        raise UserError(
            f"“{line}”：括号或占位有误。", f"“{line}”: a bracket or a placeholder is wrong."
        ) from error
    unknown = sorted(set(names) - {figure.id for figure in all_figures()} - WORDS)
    if unknown:
        raise UserError(
            f"“{line}”：没有数字 {'、'.join(unknown)}。",
            f"“{line}”: there is no figure {', '.join(unknown)}.",
        )
    typed = _COUNTED.search(_PLACE.sub("", _YEAR.sub("", _TITLE.sub("", line))))
    if typed:
        raise UserError(
            f"“{line}”：数字“{typed[0]}”是手写的。请改用 {{数字编号}}，让它由记录统计得出。",
            f"“{line}”: the number “{typed[0]}” is typed. Put the figure's id in braces, so that it is counted.",
        )
    return line.strip()
