"""The appendices: where every figure comes from, and which are missing. Made when the report is composed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import count

from lianheng.engine.figure import Answer
from lianheng.report.answer import Answers, Standing, standing
from lianheng.report.document import Appendix, Gap, Paragraph, Run, RunKind, Table
from lianheng.report.outline import Chapter
from lianheng.report.wording import exact, names, share, worded

_FIGURES_HEADER = ("序号", "数据名称", "数值", "记录数", "统计口径")
_FIGURES_WIDTHS = (11.0, 38.0, 38.0, 14.0, 55.0)
_GAPS_HEADER = ("序号", "待补数据", "原因", "补录责任人")
_GAPS_WIDTHS = (11.0, 48.0, 62.0, 35.0)

_FIGURES_NOTE = (
    "下表列出报告引用的全部数据。数值为未作约数处理的准确值，"
    "每个数值由所列条数的台账记录汇总得出，可在系统中逐条打开。"
)
_GAPS_NOTE = "下列数据缺少台账记录，报告中以〔待补〕标出，不作估计。补录后重新生成报告即自动填入。"


def appendices(
    chapters: tuple[Chapter, ...], answers: Answers, gaps: tuple[Gap, ...]
) -> tuple[Appendix, ...]:
    """The table of figures always; the table of gaps when there are any."""
    bodies = [("报告数据来源一览表", _FIGURES_NOTE, _figure_table(chapters, answers))]
    if gaps:
        bodies.append(("待补数据清单", _GAPS_NOTE, _gap_table(gaps)))
    labels = [f"附件{number}" for number in range(1, len(bodies) + 1)] if len(bodies) > 1 else ["附件"]
    return tuple(
        Appendix(label, title, (Paragraph((Run(note),)), table))
        for label, (title, note, table) in zip(labels, bodies, strict=True)
    )


def _figure_table(chapters: tuple[Chapter, ...], answers: Answers) -> Table:
    rows: list[tuple[Run, ...]] = []
    numbers = count(1)
    for chapter in chapters:
        answered = [answer for answer in map(answers.get, chapter.figures) if answer is not None]
        if answered:
            rows.append((Run(chapter.title.zh, RunKind.EMPHASIS),))
            rows.extend(_figure_row(next(numbers), answer) for answer in answered)
    return Table(_FIGURES_HEADER, tuple(rows), _FIGURES_WIDTHS)


def _figure_row(number: int, answer: Answer) -> tuple[Run, ...]:
    title, definition = answer.figure.title.zh, answer.figure.definition.zh
    if standing(answer) is Standing.MISSING:
        value = Run("〔待补〕", RunKind.GAP, answer.figure.id)
    else:
        value = Run(precise(answer), RunKind.FIGURE, answer.figure.id)
    return Run(str(number)), Run(title), value, Run(str(answer.rows)), Run(definition)


def _gap_table(gaps: tuple[Gap, ...]) -> Table:
    rows = tuple(
        (Run(str(number)), Run(gap.title), Run(gap.reason), Run(gap.keeper))
        for number, gap in enumerate(gaps, start=1)
    )
    return Table(_GAPS_HEADER, rows, _GAPS_WIDTHS)


def precise(answer: Answer) -> str:
    """The value as the records give it, to the fen and without rounding words, for the table of figures."""
    value, unit = answer.value, answer.figure.unit.zh
    if value is None:
        raise ValueError(f"{answer.figure.id}: a gap has no value")
    match answer.figure.phrase:
        case "trend":
            return worded(answer)
        case "list":
            number = f"{len(answer.items)}{unit}"
            return f"{number}：{names(answer.items)}" if answer.items else number
        case "share":
            percent = (value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return share(value) if value in (0, 1) else f"{percent:f}%"
    if unit == "元":
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,f}元"
    return f"{exact(value)}{unit}"
