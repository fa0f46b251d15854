"""Printed prices: only an amount for the whole bid is money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianheng.sources.prices import Kind, begins_with_number, read_price


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234567.89", "1234567.89"),
        ("1,234,567.8元", "1234567.80"),
        ("￥3500元", "3500.00"),
        ("7.42万元", "74200.00"),
        ("1.5亿元", "150000000.00"),
        ("9500 元。", "9500.00"),
        ("投标报价：351382320.44元", "351382320.44"),
        ("投标总价为 3456125.33元", "3456125.33"),
        ("90031980.52元（其中建安费89443980.52元，设计费588000.00元）", "90031980.52"),
        ("514223306.80（其中建安费509473306.81元，设计费4750000.00元）", "514223306.80"),
        ("50元", "50.00"),
    ],
)
def test_an_amount_for_the_whole_bid_is_money(text: str, amount: str) -> None:
    assert read_price(text).kind is Kind.AMOUNT
    assert read_price(text).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("下浮率20.50%", Kind.RATE),
        ("91.77%", Kind.RATE),
        ("价格系数：0.95", Kind.RATE),
        ("九折扣", Kind.RATE),
        ("96.60%（折扣报价）", Kind.RATE),
        ("5.10元/吨", Kind.UNIT_PRICE),
        ("39.98 元/㎡", Kind.UNIT_PRICE),
        ("设计费：237.80万元；施工费为财政评审价的96.70%", Kind.SEVERAL),
        ("设计2000元，施工90000元", Kind.SEVERAL),
        ("0.95", Kind.UNCLEAR),
        ("999.99", Kind.UNCLEAR),
        ("99999999999999999999元", Kind.UNCLEAR),
        ("按招标文件执行", Kind.UNCLEAR),
        ("未提供", Kind.NONE),
        ("投标报价(元/%)", Kind.NONE),
        ("", Kind.NONE),
    ],
)
def test_everything_else_keeps_its_words_and_is_no_money(text: str, kind: Kind) -> None:
    assert read_price(text).kind is kind
    assert read_price(text).amount is None


def test_a_bare_number_counts_as_yuan_from_a_thousand_up() -> None:
    assert read_price("1000").amount == Decimal("1000.00")
    assert read_price("999").amount is None


def test_the_widest_reading_of_numeric_leaves_out_list_numbers() -> None:
    assert begins_with_number("96.7%")
    assert begins_with_number("1000元")
    assert not begins_with_number("1、设计费237.80万元")
    assert not begins_with_number("下浮率20%")
