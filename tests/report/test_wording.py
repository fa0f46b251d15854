"""The phrase rules: worked examples, and that no wording claims more than the number carries."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.conftest import SampleAnswer, SampleFigure

from lianheng.report.wording import (
    Course,
    approximate,
    change,
    course,
    exact,
    money,
    names,
    numeral,
    share,
    titles,
    trend,
    worded,
)
from lianheng.text import Text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0"), (1, "1"), (9, "9"), (10, "10"), (11, "10多"), (19, "近20"), (20, "20"), (23, "20多"), (28, "20多"),
        (29, "近30"), (47, "40多"), (48, "近50"), (94, "90多"), (95, "近100"), (98, "近100"), (99, "近100"),
        (100, "100"), (101, "100余"), (120, "120"), (126, "120余"), (189, "180余"), (190, "190"), (196, "近200"),
        (389, "380余"), (391, "近400"), (951, "950余"), (990, "990"), (999, "近1000"), (1000, "1000"), (1001, "1000余"),
        (1268, "1200余"), (1300, "1300"), (1899, "1800余"), (1900, "1900"), (1901, "近2000"), (9901, "近10000"), (12345, "12300余"), (19600, "19600"),
        (19599, "19500余"), (19901, "近20000"),
    ],
)  # fmt: skip
def test_approximate_wording(count: int, words: str) -> None:
    assert approximate(count) == words


@given(st.integers(0, 10_000_000))
def test_approximate_wording_never_strays_further_than_its_word_says(count: int) -> None:
    words = approximate(count)
    stated = int("".join(filter(str.isdigit, words)))
    if words.startswith("近"):
        assert stated * 95 <= count * 100 < stated * 100
    elif words.endswith(("余", "多")):
        assert stated < count < stated + (100 if count >= 1000 else 10)
        assert words.endswith("多") == (count < 100)
    else:
        assert stated == count


@given(st.integers(0, 1_000_000))
def test_approximate_wording_of_a_larger_count_is_never_smaller(count: int) -> None:
    def stated(number: int) -> int:
        return int("".join(filter(str.isdigit, approximate(number))))

    assert stated(count) <= stated(count + 1)


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "0万元"), ("49.99", "49.99元"), ("50", "0.01万元"), ("12345", "1.23万元"), ("12350", "1.24万元"),
        ("365214.60", "36.52万元"), ("99999999.99", "10000.00万元"), ("100000000", "1.00亿元"),
        ("128000000", "1.28亿元"), ("-38211.40", "-3.82万元"),
    ],
)  # fmt: skip
def test_money_is_said_in_wan_and_from_a_hundred_million_in_yi(yuan: str, words: str) -> None:
    assert money(Decimal(yuan)) == words


@given(st.decimals(0, 10**12, places=2))
def test_money_is_never_further_from_the_amount_than_half_of_its_last_digit(yuan: Decimal) -> None:
    number, unit = re.fullmatch(r"([\d.]+)(元|万元|亿元)", money(yuan)).groups()  # type: ignore[union-attr]
    scale = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}[unit]
    assert abs(Decimal(number) * scale - yuan) <= scale / 200


@pytest.mark.parametrize(
    ("yuan", "words"),
    [("0", "与上年持平"), ("12000", "比上年增加1.20万元"), ("-38211.40", "比上年减少3.82万元")],
)
def test_a_change_names_its_direction(yuan: str, words: str) -> None:
    assert change(Decimal(yuan)) == words


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        ("0", "0%"), ("0.0001", "0.1%"), ("0.5", "50.0%"), ("0.973684", "97.4%"), ("0.99948", "99.9%"),
        ("0.99999", "99.9%"), ("1", "100%"), ("1.0312", "103.1%"), ("-0.02", "-2.0%"),
    ],
)  # fmt: skip
def test_a_share_is_whole_only_when_it_is_whole(fraction: str, words: str) -> None:
    assert share(Decimal(fraction)) == words


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_says_100_per_cent_and_0_per_cent_of_nothing_else(part: int, whole: int) -> None:
    part = min(part, whole)
    words = share(Decimal(part) / Decimal(whole))
    assert (words == "100%") == (part == whole)
    assert (words == "0%") == (part == 0)
    assert "100.0" not in words


@pytest.mark.parametrize(
    ("value", "words"), [("51", "51"), ("40.52", "40.52"), ("3.50", "3.5"), ("2.005", "2.01")]
)
def test_exact_numbers_keep_at_most_two_decimals(value: str, words: str) -> None:
    assert exact(Decimal(value)) == words


def test_titles_stand_in_title_marks_and_titles_within_them_in_single_ones() -> None:
    assert titles(["甲制度", "乙制度"]) == "《甲制度》、《乙制度》"
    assert titles(["《甲制度》"]) == "《甲制度》"
    assert titles(["关于落实《条例》的通知"]) == "《关于落实〈条例〉的通知》"
    assert titles(["《甲》和《乙》对照表"]) == "《〈甲〉和〈乙〉对照表》"
    assert names(["综合科", "国资科"]) == "综合科、国资科"


def years(*values: str, first: int = 2018) -> list[tuple[int, Decimal]]:
    return [(first + place, Decimal(value)) for place, value in enumerate(values)]


def test_falling_every_year_is_said_of_three_years_that_all_fall() -> None:
    assert trend(years("300000", "200000", "100000"), "元") == (
        "2018年30.00万元、2019年20.00万元、2020年10.00万元，逐年下降"
    )


@pytest.mark.parametrize(
    ("values", "ending"),
    [
        (("300000", "200000"), "2019年比上年减少10.00万元"),
        (("300000", "300000", "100000"), "2020年比上年减少20.00万元"),
        (("300000", "200000", "250000"), "2020年比上年增加5.00万元"),
        (("300000", "200000", "200000"), "2020年与上年持平"),
        (("100000", "200000", "300000"), "逐年上升"),
        (("100000",), "2018年10.00万元"),
    ],
)
def test_any_other_course_is_stated_as_it_is(values: tuple[str, ...], ending: str) -> None:
    said = trend(years(*values), "元")
    assert said.endswith(ending)
    assert "逐年下降" not in said


def test_a_missing_year_forbids_the_claim_and_the_comparison() -> None:
    series = [(2018, Decimal(3)), (2020, Decimal(2)), (2022, Decimal(1))]
    assert course(series) is Course.SHORT
    assert trend(series, "次") == "2018年3次、2020年2次、2022年1次"


@given(st.lists(st.decimals(0, 10**9, places=2), max_size=8))
def test_the_claim_is_made_exactly_when_every_year_falls(values: list[Decimal]) -> None:
    falls = len(values) >= 3 and all(values[i] > values[i + 1] for i in range(len(values) - 1))
    assert ("逐年下降" in trend([(2010 + i, value) for i, value in enumerate(values)], "元")) == falls


def test_numerals_count_as_an_official_document_does() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]
    with pytest.raises(ValueError, match="100"):
        numeral(100)


def answer(phrase: str, unit: str, value: str, *items: str) -> SampleAnswer:
    title = Text("例", "example")
    figure = SampleFigure("a.b", title, "序", "talks", Text(unit, unit), phrase, "say", title)
    return SampleAnswer(figure, Decimal(value), 1, items)


@pytest.mark.parametrize(
    ("given_answer", "manner", "words"),
    [
        (answer("exact", "篇", "51"), "", "51篇"),
        (answer("approximate", "人次", "23"), "", "20多人次"),
        (answer("approximate", "人次", "126"), "", "120余人次"),
        (answer("approximate", "人次", "98"), "", "近100人次"),
        (answer("approximate", "人次", "120"), "", "120人次"),
        (answer("approximate", "人次", "23"), "count", "23人次"),
        (answer("approximate", "学时", "23.5"), "", "23.5学时"),
        (answer("money", "元", "12000"), "", "1.20万元"),
        (answer("money", "元", "-12000"), "change", "比上年减少1.20万元"),
        (answer("share", "%", "0.5"), "", "50.0%"),
        (answer("list", "项", "2", "甲", "乙"), "", "《甲》、《乙》2项"),
        (answer("list", "项", "0"), "", "0项"),
        (answer("list", "项", "2", "甲", "乙"), "names", "甲、乙"),
        (answer("list", "项", "2", "甲", "乙"), "titles", "《甲》、《乙》"),
        (answer("list", "项", "2", "甲", "乙"), "count", "2项"),
        (answer("list", "项", "2", "甲", "乙"), "number", "2"),
    ],
)
def test_an_answer_is_worded_by_its_rule_or_by_the_manner_asked_for(
    given_answer: SampleAnswer, manner: str, words: str
) -> None:
    assert worded(given_answer, manner) == words


def test_the_number_of_a_list_is_the_number_of_its_names() -> None:
    assert worded(answer("list", "项", "7", "甲", "乙")) == "《甲》、《乙》2项"


def test_a_gap_is_worded_as_a_gap() -> None:
    assert worded(answer("exact", "篇", "1").missing("无记录")) == "〔待补：例〕"
    assert worded(answer("list", "项", "1", "甲").missing("无记录"), "names") == "〔待补：例〕"


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="poetic"):
        worded(answer("poetic", "篇", "1"))
