"""Composes the annual report: outline, answers and profile in, document tree out. Pure; runs once per report.

What the records do not carry is not written: a sentence whose figure is an omitted zero goes, a point
without sentences goes, and the points are numbered after that. A gap stays visible and is listed with who
can fill it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lianheng.engine.figure import Answer
from lianheng.report.answer import Answers, Standing, standing
from lianheng.report.appendix import appendices
from lianheng.report.document import (
    AppendixNote,
    Block,
    Document,
    Gap,
    Heading,
    Paragraph,
    Run,
    RunKind,
    Signature,
)
from lianheng.report.outline import Outline, Part, Point, Section
from lianheng.report.profile import Profile
from lianheng.report.sentence import Sentence, figure_run
from lianheng.report.wording import Course, course, numeral
from lianheng.text import Text, UserError

Words = Mapping[str, str]


def compose(outline: Outline, answers: Answers, profile: Profile) -> Document:
    """The report on ``profile.year``. Answers to figures the outline does not quote are ignored."""
    words = profile.words()
    blocks: list[Block] = []
    if profile.addressee is not None:
        blocks.append(Paragraph((Run(f"{profile.addressee}："),), indent=False))
    blocks += _paragraph(outline.opening, answers, words)
    for number, part in enumerate(outline.parts, start=1):
        blocks += _part(part, number, answers, words)
    gaps = tuple(_gaps(outline, answers))
    attached = appendices(outline.chapters(words), answers, gaps)
    blocks.append(AppendixNote(tuple(appendix.title for appendix in attached)))
    blocks.append(Signature(profile.unit, profile.date_line))
    return Document(
        title_lines=tuple(line.format_map(words) for line in outline.title),
        author=profile.unit,
        dated=profile.dated,
        blocks=(*blocks, *attached),
        gaps=gaps,
        notices=tuple(_notices(outline, answers)),
    )


def require_complete(document: Document) -> None:
    """The final report is refused while a figure is missing. Raises UserError naming the gaps."""
    if document.gaps:
        zh = "、".join(gap.title for gap in document.gaps)
        en = ", ".join(gap.figure for gap in document.gaps)
        raise UserError(
            f"还有{len(document.gaps)}项数据待补，不能出正式稿：{zh}。请按附件“待补数据清单”补录后重新生成，或先生成草稿。",
            f"{len(document.gaps)} figures are missing, so there is no final report: {en}. "
            "Fill them as the gap table says and compose again, or print a draft.",
        )


def _part(part: Part, number: int, answers: Answers, words: Words) -> Iterator[Block]:
    yield Heading(f"{numeral(number)}、{part.heading.zh.format_map(words)}", 1)
    for place, section in enumerate(part.sections, start=1):
        if section.heading is not None:
            yield Heading(f"（{numeral(place)}）{section.heading.zh.format_map(words)}", 2)
        yield from _section(section, answers, words)


def _section(section: Section, answers: Answers, words: Words) -> Iterator[Block]:
    yield from _paragraph(section.opening, answers, words)
    bodies = [runs for point in section.points for runs in _bodies(point, answers, words)]
    for number, runs in enumerate(bodies, start=1):
        yield Paragraph((Run(f"{numeral(number)}是", runs[0].kind if _leads(runs) else RunKind.PLAIN), *runs))
    yield from _paragraph(section.closing, answers, words)


def _leads(runs: tuple[Run, ...]) -> bool:
    return runs[0].kind is RunKind.EMPHASIS


def _bodies(point: Point, answers: Answers, words: Words) -> Iterator[tuple[Run, ...]]:
    """What follows 一是: nothing when every sentence was left out, several for a list told item by item."""
    if point.each is not None:
        yield from _items(point.each, answers)
        return
    runs = tuple(run for sentence in point.sentences for run in sentence.runs(answers, words))
    if runs and point.lead is not None:
        yield (Run(point.lead.zh, RunKind.EMPHASIS), *runs)


def _items(figure: str, answers: Answers) -> Iterator[tuple[Run, ...]]:
    answer = answers.get(figure)
    if answer is None or standing(answer) is Standing.MISSING:
        yield (figure_run(figure, answers), Run("。"))
        return
    for item in answer.items:
        yield (Run(item.rstrip("。；;"), RunKind.FIGURE, figure), Run("。"))


def _paragraph(sentences: tuple[Sentence, ...], answers: Answers, words: Words) -> Iterator[Block]:
    runs = tuple(run for sentence in sentences for run in sentence.runs(answers, words))
    if runs:
        yield Paragraph(runs)


def _gaps(outline: Outline, answers: Answers) -> Iterator[Gap]:
    for figure in outline.figures:
        answer = answers.get(figure)
        if answer is None:
            yield Gap(figure, figure, "没有该指标的统计口径", outline.keepers["other"])
        elif standing(answer) is Standing.MISSING:
            keeper = outline.keepers.get(answer.figure.table, outline.keepers["other"])
            yield Gap(figure, answer.figure.title.zh, _reason(answer), keeper)


def _reason(answer: Answer) -> str:
    return answer.gap.zh if answer.gap is not None else "本期计数为零，请核实是否漏记"


def journal_line(size: int, root: str) -> str:
    """What a final report says of the journal: how long it was, and its root, which the second custodian holds."""
    return f"日志 {size} 条，根 {root}"


def _notices(outline: Outline, answers: Answers) -> Iterator[Text]:
    for figure in outline.figures:
        answer = answers.get(figure)
        if answer is None or answer.figure.phrase != "trend" or standing(answer) is not Standing.SAID:
            continue
        claim = course(answer.series)
        if claim is not Course.FALLING:
            title = answer.figure.title
            why = (
                Text("不足连续三年", "there are not three years in a row")
                if claim is Course.SHORT
                else Text("并非逐年下降", "it does not fall every year")
            )
            yield Text(
                f"{title.zh}：{why.zh}，已按实际情况表述。",
                f"{title.en}: {why.en}; the course is stated as it is.",
            )
