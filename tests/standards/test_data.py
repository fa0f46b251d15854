"""The standards' rows are sound: typed, dated without gaps or overlaps, each with its document and mark."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

import lianheng.standards

DATA = Path(lianheng.standards.__file__).parent / "data"
NAMES = sorted(path.stem for path in DATA.glob("*.yaml"))
COMMON = ["layer", "place", "document", "article", "valid_from", "valid_to", "mark", "source"]
READERS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": Decimal,
    "date": datetime.date.fromisoformat,
    "string": str,
}

Row = dict[str, str]
Table = Callable[[str], list[Row]]


@cache
def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def key(name: str) -> list[str]:
    return [column for column in schema(name)["primaryKey"] if column not in COMMON]


def span(row: Row) -> tuple[datetime.date, datetime.date]:
    first = datetime.date.fromisoformat(row["valid_from"])
    return first, datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else datetime.date.max


def test_every_schema_has_its_rows_and_every_table_its_schema(table: Table) -> None:
    assert {path.stem for path in DATA.glob("*.csv")} - {"calendar_notices", "calendar_corrections"} == set(
        NAMES
    )
    assert all(table(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_the_schema_and_end_with_the_common_ones(name: str, table: Table) -> None:
    fields = [field["name"] for field in schema(name)["fields"]]
    assert list(table(name)[0]) == fields
    assert fields[-len(COMMON) :] == COMMON
    assert {*key(name), *schema(name)["stricter"], *COMMON} == set(fields)
    assert set(schema(name)["stricter"].values()) <= {"min", "max", "any"}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_of_its_type_and_among_its_values(name: str, table: Table) -> None:
    for field in schema(name)["fields"]:
        limits = field.get("constraints", {})
        for cell in {row[field["name"]] for row in table(name)}:
            assert cell == cell.strip()
            if cell == "":
                assert not limits.get("required") or field["name"] in key(name), field["name"]
                continue
            read = READERS[field["type"]](cell)
            assert "enum" not in limits or cell in limits["enum"], cell
            assert "pattern" not in limits or re.fullmatch(limits["pattern"], cell), cell
            assert read >= limits.get("minimum", read), cell
            assert read <= limits.get("maximum", read), cell


@pytest.mark.parametrize("name", NAMES)
def test_labels_and_titles_exist_in_chinese_and_columns_in_both_languages(name: str) -> None:
    for described in [schema(name), *schema(name)["fields"]]:
        assert re.search("[一-鿿]", described["title"]), described["name"]
        assert described["title_en"].isascii(), described["name"]
        assert described["description"], described["name"]
        assert described["description_en"], described["name"]
    for field in schema(name)["fields"]:
        assert list(field.get("labels", {})) == field.get("constraints", {}).get("enum", [])


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_where_it_comes_from(name: str, table: Table) -> None:
    for row in table(name):
        assert row["document"], row
        assert row["source"], row
        assert row["mark"] in {"L", "V", "K", "P"}
        assert row["mark"] != "L" or row["article"], row


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_in_order_and_rows_of_one_key_follow_each_other(name: str, table: Table) -> None:
    spans = defaultdict(list)
    for row in table(name):
        first, last = span(row)
        assert first <= last, row
        spans[(row["layer"], row["place"], *(row[column] for column in key(name)))].append((first, last))
    for same, periods in spans.items():
        for (_, ended), (begun, _) in pairwise(sorted(periods)):
            assert ended < begun, same
            assert begun - ended == datetime.timedelta(days=1), f"a gap in {same}"


def test_a_law_is_named_only_where_it_was_read_and_a_local_example_never_as_law(table: Table) -> None:
    for name in NAMES:
        for row in table(name):
            assert row["mark"] != "L" or row["layer"] == "central", row
            assert row["mark"] != "P" or row["layer"] == "bureau", row
