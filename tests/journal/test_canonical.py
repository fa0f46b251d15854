"""A record has one canonical form, or none."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.journal.canonical import NotCanonical, canonical, plain, quick

texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
plains = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20)
worded = st.decimals(allow_nan=False, allow_infinity=False) | st.dates() | st.uuids()
records = st.recursive(
    scalars | worded, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20
)


def test_keys_are_sorted_as_rfc_8785_sorts_them() -> None:
    # the example of RFC 8785 section 3.2.3
    given = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical(given)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_text_is_written_as_rfc_8785_writes_it() -> None:
    # the string of RFC 8785 section 3.2.2, and Chinese as it stands
    given = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "姓名": "王小明"}
    expected = '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/","姓名":"王小明"}'
    assert canonical(given) == expected.encode()


def test_amounts_dates_and_instants_are_text() -> None:
    east = timezone(timedelta(hours=8))
    record = {
        "amount": Decimal("12.50"),
        "day": date(2026, 3, 1),
        "at": datetime(2026, 3, 1, 8, 30, tzinfo=east),
        "id": UUID(int=1),
        "none": None,
        "lines": (1, True),
    }
    assert canonical(record) == (
        b'{"amount":"12.50","at":"2026-03-01T00:30:00.000000Z","day":"2026-03-01",'
        b'"id":"00000000-0000-0000-0000-000000000001","lines":[1,true],"none":null}'
    )


def test_an_amount_keeps_its_digits() -> None:
    assert canonical(Decimal("12.5")) != canonical(Decimal("12.50"))
    assert canonical(Decimal("1E+3")) == b'"1000"'


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"a": [1, 0.5]}, r"\.a\[1\]: float 0\.5"),
        ({"a": {"b": float("nan")}}, r"\.a\.b: float"),
        ({1: "one"}, "a key that is not text"),
        ({"a": {1: "one"}}, r"\.a: a key that is not text"),
        ({"n": 2**53}, r"\.n: 9007199254740992 is beyond"),
        ({"n": -(2**53)}, r"\.n: -9007199254740992 is beyond"),
        ({"at": datetime(2026, 3, 1)}, r"\.at: .* names no zone"),  # noqa: DTZ001
        ({"amount": Decimal("NaN")}, r"\.amount: Decimal"),
        ({"set": {1}}, r"\.set: set"),
        ({"bytes": b"x"}, r"\.bytes: bytes"),
        ("\ud800", "half a character"),
    ],
)
def test_what_has_no_canonical_form_is_refused_by_its_place(value: object, why: str) -> None:
    with pytest.raises(NotCanonical, match=why):
        canonical(value)


def test_nesting_without_end_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(NotCanonical, match="nested too deeply"):
        canonical(endless)


@given(records)
def test_what_is_stored_seals_to_the_same_bytes_as_what_was_given(record: object) -> None:
    assert canonical(plain(record)) == canonical(record)


@given(plains)
def test_the_canonical_form_says_what_the_record_says(record: object) -> None:
    assert json.loads(canonical(record)) == record


@given(plains, plains)
def test_two_records_have_the_same_form_only_if_they_are_the_same(one: object, other: object) -> None:
    def typed(value: object) -> object:  # True == 1 in Python, not in a record
        if isinstance(value, dict):
            return {name: typed(inner) for name, inner in value.items()}
        return [typed(inner) for inner in value] if isinstance(value, list) else (type(value), value)

    assert (canonical(one) == canonical(other)) == (typed(one) == typed(other))


names = st.text(
    st.characters(max_codepoint=0xD7FF)
)  # beyond these, the order of RFC 8785 is not that of Python


@given(
    st.recursive(
        scalars | worded, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=20
    )
)
def test_the_quick_form_is_the_canonical_form(record: object) -> None:
    assert quick(record) == canonical(record)


def test_an_instant_is_the_same_in_every_zone() -> None:
    utc = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
    assert canonical(utc) == canonical(utc.astimezone(timezone(timedelta(hours=8))))
