"""Values as foreign files write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.sources.conversion import BadValueError
from lianheng.sources.values import clean, day, instant, money


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("￥１，２３４．５０", "1234.50"),
        ("-0.005", "-0.01"),
        (Decimal("26.85120450862128"), "26.85"),
        (7, "7.00"),
        ("1e3", "1000.00"),
        ("9999999999999999.99", "9999999999999999.99"),
    ],
)
def test_an_amount_is_read_exactly_and_rounded_half_up_to_the_cent(written: object, amount: str) -> None:
    assert money(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written", ["", "abc", "NaN", "Infinity", "12.3.4", "十二", None, True, "99999999999999999"]
)
def test_what_is_no_amount_is_refused(written: object) -> None:
    with pytest.raises(BadValueError):
        money(written)


def test_a_number_of_thousands_of_digits_is_refused_quickly() -> None:
    with pytest.raises(BadValueError):
        money(10**5000)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_every_amount_of_two_decimals_survives_being_written_and_read(amount: Decimal) -> None:
    assert money(f"{amount:,.2f}") == amount


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-28",
        "2024/5/28",
        "20240528",
        "2024年05月28日",
        "2024-05-28T23:30:00-08:00",
        "２０２４年５月２８日",
        "2024.05.28",
    ],
)
def test_a_day_is_the_calendar_day_as_written(written: str) -> None:
    assert day(written) == date(2024, 5, 28)


@pytest.mark.parametrize("written", ["2023-02-29", "2024-13-01", "28/05/2024", "", "昨天", None, "202405281"])
def test_what_is_no_day_is_refused(written: object) -> None:
    with pytest.raises(BadValueError):
        day(written)


def test_an_instant_needs_a_time_and_a_zone() -> None:
    assert instant("2024-01-01T12:00:00+08:00") == datetime(2024, 1, 1, 4, tzinfo=UTC)
    assert instant("2024-01-01t04:00:00.5z").microsecond == 500_000
    for written in (
        "2024-01-01",
        "2024-01-01T12:00:00",
        "invalid",
        "2024-01-01T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ):
        with pytest.raises(BadValueError):
            instant(written)


def test_text_loses_blanks_and_control_characters_and_nothing_else() -> None:
    assert clean("  合同\x00\t编号\u200b 1 ") == "合同 编号 1"
    assert clean(" \n ") is None
    assert clean({"a": 1}) is None
    assert clean(0) == "0"
