"""The table in force says, for every unit and day, what reading all the layers' rows by hand would say."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.standards.catalogue import standard_rows, standard_tables
from lianheng.standards.layers import in_force_sql
from lianheng.tabular.database import Database, literal

LIMITS = standard_tables()["limits"]
FIRST = datetime.date(2020, 1, 1)
UNITS = {"U1": "340100", "U2": "340200", "U3": "110000"}

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.integers(1, 9),
            "place": st.sampled_from(["", "34", "3401"]),
            "starts": st.integers(0, 40),
            "length": st.none() | st.integers(0, 20),
        }
    ),
    min_size=1,
    max_size=6,
)


def stage(rows: list[dict], direction: str) -> Database:
    database = Database(in_memory=True)
    database.execute("CREATE TABLE units (unit_id VARCHAR, division_code VARCHAR)")
    database.execute(
        "CREATE TABLE given (" + ", ".join(f"{f.name} {f.type.sql}" for f in LIMITS.fields) + ")"
    )
    for unit, code in UNITS.items():
        database.execute(f"INSERT INTO units VALUES ('{unit}', '{code}')")
    for row in rows:
        begins = FIRST + datetime.timedelta(row["starts"])
        ends = None if row["length"] is None else begins + datetime.timedelta(row["length"])
        database.execute(
            "INSERT INTO given (limit_id, value, unit, direction, layer, place, valid_from, valid_to) VALUES "
            f"('x', {row['value']}, 'yuan', '{direction}', 'city', '{row['place']}', {literal(begins)}, {literal(ends)})"
        )
    database.execute(f"CREATE TABLE limits AS {in_force_sql(LIMITS, 'given')}")
    return database


def by_hand(rows: list[dict], direction: str, code: str, day: int) -> Decimal | None:
    values = [
        row["value"]
        for row in rows
        if code.startswith(row["place"])
        and row["starts"] <= day
        and (row["length"] is None or day <= row["starts"] + row["length"])
    ]
    return Decimal((max if direction == "max" else min)(values)) if values else None


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, direction=st.sampled_from(["min", "max"]))
def test_at_most_one_row_a_day_and_it_is_the_strictest(rows, direction):
    database = stage(rows, direction)
    for unit, code in UNITS.items():
        for day in range(0, 65, 3):
            date = FIRST + datetime.timedelta(day)
            found = database.rows(
                f"SELECT value FROM limits WHERE unit_id = '{unit}' AND {literal(date)} BETWEEN valid_from AND valid_to"
            )
            assert [row[0] for row in found] == [
                value for value in [by_hand(rows, direction, code, day)] if value is not None
            ]
    database.close()


def overlay(folder: Path, limit: str, value: int) -> Path:
    columns = [field.name for field in LIMITS.fields]
    cells = {
        "limit_id": limit,
        "value": str(value),
        "unit": "yuan",
        "direction": "min",
        "layer": "bureau",
        "valid_from": "2021-01-01",
        "mark": "L",
    }
    (folder / "limits.csv").write_text(
        ",".join(columns) + "\n" + ",".join(cells.get(name, "") for name in columns) + "\n", encoding="utf-8"
    )
    return folder


def values_of(limit: str, folder: Path | None) -> list[Decimal]:
    rows = standard_rows(LIMITS, folder).to_pylist()
    return [row["value"] for row in rows if row["limit_id"] == limit]


def test_a_bureaus_own_line_replaces_an_unconfirmed_default(tmp_path):
    assert values_of("large_funds_line", None) == [100000]
    assert values_of("large_funds_line", overlay(tmp_path, "large_funds_line", 500000)) == [500000]


def test_a_bureaus_own_line_stands_beside_confirmed_law(tmp_path):
    assert values_of("supplement_share", overlay(tmp_path, "supplement_share", 1)) == [Decimal("0.1"), 1]
