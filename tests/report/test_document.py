"""What both writers rely on: printable text and the place of the signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lianheng.report.document import Signature, printable, signature_indents, width_in_characters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("两行\n一格\t。", "两行 一格 。"),
        ("\x00\x07\x1f", "□□□"),
        ("12\u202e34", "12□34"),
        ("\ue000\ufdd0", "□□"),
        ("a\u200db\ufeff\ufe0f", "ab"),
        ("祎喆〔待补〕", "祎喆〔待补〕"),
    ],
)
def test_what_cannot_be_printed_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_printable_text_is_always_valid_xml(text: str) -> None:
    etree.Element("t").text = printable(text)


def test_digits_are_half_as_wide_as_characters() -> None:
    assert width_in_characters("2022年1月10日") == 6.5


@pytest.mark.parametrize(
    ("unit", "indents"),
    [
        ("云杉经济开发区财政金融保障局", (12.0, 14.0)),  # the date starts two characters after the unit
        ("云杉局", (17.5, 19.5)),  # a short unit moves left, the date keeps two characters to its right
        ("某" * 40, (0.0, 2.0)),  # too long for the line: never outside it
    ],
)
def test_unit_and_date_stand_as_the_standard_places_them(unit: str, indents: tuple[float, float]) -> None:
    assert signature_indents(Signature(unit, "2022年1月10日"), 28) == indents
