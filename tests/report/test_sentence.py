"""Sentences: what they print of a value, of a zero and of a gap."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.report.conftest import Answers, SampleAnswer

from lianheng.report.document import RunKind
from lianheng.report.sentence import Sentence, parse

WORDS = {"unit": "云杉局", "year": "2021", "next_year": "2022"}


def said(sentence: Sentence, answers: Answers) -> str:
    return "".join(run.text for run in sentence.runs(answers, WORDS))


def zero(answer: SampleAnswer, rule: str) -> SampleAnswer:
    return replace(answer, value=Decimal(0), rows=0, items=(), figure=replace(answer.figure, zero=rule))


def test_a_sentence_prints_its_figures_and_remembers_which_they_are(answers: Answers) -> None:
    runs = Sentence("{year}年撰写文章{education.essays}。").runs(answers, WORDS)
    assert "".join(run.text for run in runs) == "2021年撰写文章51篇。"
    assert [(run.text, run.figure) for run in runs if run.kind is RunKind.FIGURE] == [
        ("51篇", "education.essays")
    ]


def test_a_gap_is_printed_and_never_guessed(answers: Answers) -> None:
    answers["education.essays"] = answers["education.essays"].missing("台账缺少表：心得体会")
    runs = Sentence("撰写文章{education.essays}。").runs(answers, WORDS)
    assert [(run.text, run.kind) for run in runs] == [
        ("撰写文章", RunKind.PLAIN),
        ("〔待补：学习心得体会文章〕", RunKind.GAP),
        ("。", RunKind.PLAIN),
    ]


def test_a_figure_nobody_defined_is_a_gap_too(answers: Answers) -> None:
    assert said(Sentence("有{nobody.knows}。"), answers) == "有〔待补：nobody.knows〕。"


@pytest.mark.parametrize(
    ("rule", "text"),
    [("say", "撰写文章0篇。"), ("omit", ""), ("gap", "撰写文章〔待补：学习心得体会文章〕。")],
)
def test_a_counted_zero_is_said_omitted_or_taken_for_a_gap(answers: Answers, rule: str, text: str) -> None:
    answers["education.essays"] = zero(answers["education.essays"], rule)
    assert said(Sentence("撰写文章{education.essays}。"), answers) == text


def test_only_the_bracketed_part_goes_with_its_zero(answers: Answers) -> None:
    sentence = Sentence("组织活动{study.sessions}[，撰写文章{education.essays}]。")
    assert said(sentence, answers) == "组织活动24次，撰写文章51篇。"
    answers["education.essays"] = zero(answers["education.essays"], "omit")
    assert said(sentence, answers) == "组织活动24次。"


def test_a_bracketed_gap_stays(answers: Answers) -> None:
    answers["education.essays"] = answers["education.essays"].missing("无")
    assert said(Sentence("组织活动[，撰写文章{education.essays}]。"), answers).endswith(
        "〔待补：学习心得体会文章〕。"
    )


def test_a_zero_may_have_a_sentence_of_its_own(answers: Answers) -> None:
    sentence = Sentence("收到通报{education.circulars_received}。", when_zero="未收到通报。")
    assert said(sentence, answers) == "收到通报5份。"
    answers["education.circulars_received"] = zero(answers["education.circulars_received"], "say")
    assert said(sentence, answers) == "未收到通报。"
    answers["education.circulars_received"] = answers["education.circulars_received"].missing("无")
    assert said(sentence, answers) == "收到通报〔待补：收到通报〕。"


@pytest.mark.parametrize(
    "text",
    ["a{education.essays", "a[b", "a]b", "[a[b]]", "{essays}", "{education.essays:sung}", "{}"],
)
def test_a_malformed_sentence_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r".+: .+"):
        parse(text)
