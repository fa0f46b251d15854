"""Composing: the tree as a whole, its gaps, its notices and what the final report refuses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.report.conftest import Answers, Composer

from lianheng.report.appendix import precise
from lianheng.report.compose import compose, require_complete
from lianheng.report.document import (
    Appendix,
    AppendixNote,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    RunKind,
    Signature,
    Table,
)
from lianheng.report.outline import load_outline
from lianheng.report.profile import Profile
from lianheng.text import UserError


def as_text(document: Document) -> str:
    """The tree as a page of plain text, gaps in their brackets and leads between stars."""
    return "\n".join([*document.title_lines, *(line for block in document.blocks for line in lines(block))])


def lines(block: Block) -> list[str]:
    match block:
        case Heading(text, level):
            return [f"{'#' * level} {text}"]
        case Paragraph(runs):
            return ["".join(map(shown, runs))]
        case Table(header, rows):
            return [" | ".join(header), *(" | ".join(map(shown, row)) for row in rows)]
        case AppendixNote(titles):
            return [f"附件：{'；'.join(titles)}"]
        case Signature(unit, date_line):
            return [unit, date_line]
        case Appendix(label, title, blocks):
            return [f"{label} {title}", *(line for part in blocks for line in lines(part))]
        case PageBreak():
            return ["---"]


def shown(run: Run) -> str:
    return f"*{run.text}*" if run.kind is RunKind.EMPHASIS else run.text


def body(document: Document) -> str:
    return as_text(replace(document, blocks=tuple(b for b in document.blocks if not isinstance(b, Appendix))))


def test_the_whole_report(answers: Answers, composed: Composer, snapshot: SnapshotAssertion) -> None:
    document = composed(answers)
    assert document.gaps == ()
    assert document.notices == ()
    assert body(document) == snapshot


def test_the_appendix_lists_every_figure_once_with_its_records(answers: Answers, composed: Composer) -> None:
    (appendix,) = [block for block in composed(answers).blocks if isinstance(block, Appendix)]
    table = appendix.blocks[1]
    assert isinstance(table, Table)
    listed = [row for row in table.rows if len(row) > 1]
    assert [row[2].figure for row in listed] == list(load_outline().figures)
    assert [row[0].text for row in listed] == [str(number) for number in range(1, len(answers) + 1)]
    assert "".join(map(shown, listed[0])) == "1干部职工86名86按people表计数：干部职工"


def test_a_report_with_gaps(answers: Answers, composed: Composer, snapshot: SnapshotAssertion) -> None:
    for figure in ("education.warning_activities", "education.warning_attendances", "plans.items"):
        answers[figure] = answers[figure].missing("“活动”本期没有记录")
    del answers["budget.executed"]
    document = composed(answers)
    assert [gap.figure for gap in document.gaps] == [
        "education.warning_activities",
        "education.warning_attendances",
        "budget.executed",
        "plans.items",
    ]
    assert body(document) == snapshot
    assert lines(document.blocks[-1]) == [
        "附件2 待补数据清单",
        "下列数据缺少台账记录，报告中以〔待补〕标出，不作估计。补录后重新生成报告即自动填入。",
        "序号 | 待补数据 | 原因 | 补录责任人",
        "1 | 警示教育活动 | “活动”本期没有记录 | 支部书记、办公室",
        "2 | 警示教育参加 | “活动”本期没有记录 | 支部组织委员、办公室",
        "3 | budget.executed | 没有该指标的统计口径 | 办公室",
        "4 | 下年度计划 | “活动”本期没有记录 | 办公室",
    ]


def test_the_final_report_is_refused_while_a_figure_is_missing(answers: Answers, composed: Composer) -> None:
    require_complete(composed(answers))
    answers["education.essays"] = answers["education.essays"].missing("无")
    document = composed(answers)
    assert document.draft_line == "草稿　待补数据1项"
    with pytest.raises(UserError, match="学习心得体会文章") as refused:
        require_complete(document)
    assert "education.essays" in refused.value.text.en


def test_with_no_answers_at_all_every_figure_is_a_gap(composed: Composer) -> None:
    document = composed({})
    assert [gap.figure for gap in document.gaps] == list(load_outline().figures)


def test_a_point_without_sentences_goes_and_the_next_takes_its_number(
    answers: Answers, composed: Composer
) -> None:
    for figure in ("study_behind", "talks_behind", "duties_behind"):
        answer = answers[f"shortcomings.{figure}"]
        answers[f"shortcomings.{figure}"] = replace(answer, value=Decimal(0), items=())
    text = body(composed(answers))
    assert "不够平衡" not in text
    assert "*一是**监督检查和预警发现了问题。*" in text


def test_a_trend_that_does_not_fall_every_year_is_stated_and_reported(
    answers: Answers, composed: Composer
) -> None:
    figure = "spending.three_public_trend"
    series = ((2019, Decimal(300000)), (2020, Decimal(280000)), (2021, Decimal(365214)))
    answers[figure] = replace(answers[figure], series=series)
    document = composed(answers)
    assert "2021年比上年增加8.52万元" in body(document)
    assert "逐年" not in body(document)
    assert [notice.zh for notice in document.notices] == [
        "三公经费历年走势：并非逐年下降，已按实际情况表述。"
    ]
    answers[figure] = replace(answers[figure], series=series[:2])
    assert "不足连续三年" in composed(answers).notices[0].zh


def test_plan_items_become_points_of_their_own(answers: Answers, composed: Composer) -> None:
    items = tuple(f"做好第{number}项工作。" for number in range(1, 13))
    answers["plans.items"] = replace(answers["plans.items"], items=items, value=Decimal(12))
    text = body(composed(answers))
    assert "一是做好第1项工作。\n二是做好第2项工作。" in text
    assert "十二是做好第12项工作。" in text


def test_the_addressee_stands_first_and_unindented(answers: Answers, profile: Profile) -> None:
    document = compose(load_outline(), answers, replace(profile, addressee="云杉经济开发区党工委"))
    assert document.blocks[0] == Paragraph((Run("云杉经济开发区党工委："),), indent=False)


def test_composing_twice_gives_equal_trees(answers: Answers, composed: Composer) -> None:
    assert composed(answers) == composed(dict(reversed(answers.items())))


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("education.session_attendances", "1268人次"),  # the report says 1200余人次
        ("spending.three_public_actual", "365,214.60元"),
        ("duties.done_rate", "97.64%"),
        ("talks.first_form_measures", "2种：谈话提醒3人次、批评教育1人次"),
        ("shortcomings.talks_behind", "0个科室"),
    ],
)
def test_the_appendix_gives_values_without_rounding_words(answers: Answers, figure: str, value: str) -> None:
    assert precise(answers[figure]) == value
