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
            "place": st.sampled_from(["", "34", "3401", "unit:U1"]),
            "gives_way": st.booleans(),
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
        "CREATE TABLE given ("
        + ", ".join(f"{f.name} {f.type.sql}" for f in LIMITS.fields)
        + ", gives_way BOOLEAN)"
    )
    for unit, code in UNITS.items():
        database.execute(f"INSERT INTO units VALUES ('{unit}', '{code}')")
    for row in rows:
        begins = FIRST + datetime.timedelta(row["starts"])
        ends = None if row["length"] is None else begins + datetime.timedelta(row["length"])
        database.execute(
            "INSERT INTO given (limit_id, value, unit, direction, layer, place, valid_from, valid_to, gives_way) VALUES "
            f"('x', {row['value']}, 'yuan', '{direction}', 'city', '{row['place']}', {literal(begins)}, {literal(ends)}, "
            f"{row['gives_way']})"
        )
    database.execute(f"CREATE TABLE limits AS {in_force_sql(LIMITS, 'given')}")
    return database


def by_hand(rows: list[dict], direction: str, unit: str, day: int) -> Decimal | None:
    valid = [
        row
        for row in rows
        if (UNITS[unit].startswith(row["place"]) or row["place"] == f"unit:{unit}")
        and row["starts"] <= day
        and (row["length"] is None or day <= row["starts"] + row["length"])
    ]
    stated = [row["value"] for row in valid if not row["gives_way"]] or [row["value"] for row in valid]
    return Decimal((max if direction == "max" else min)(stated)) if stated else None


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, direction=st.sampled_from(["min", "max"]))
def test_at_most_one_row_a_day_and_it_is_the_strictest(rows, direction):
    database = stage(rows, direction)
    for unit in UNITS:
        for day in range(0, 65, 3):
            date = FIRST + datetime.timedelta(day)
            found = database.rows(
                f"SELECT value FROM limits WHERE unit_id = '{unit}' AND {literal(date)} BETWEEN valid_from AND valid_to"
            )
            assert [row[0] for row in found] == [
                value for value in [by_hand(rows, direction, unit, day)] if value is not None
            ]
    database.close()


def overlay(folder: Path, limit: str, value: int, place: str = "") -> Path:
    columns = [field.name for field in LIMITS.fields]
    cells = {
        "limit_id": limit,
        "value": str(value),
        "unit": "yuan",
        "direction": "min",
        "layer": "bureau",
        "place": place,
        "valid_from": "2021-01-01",
        "mark": "L",
    }
    (folder / "limits.csv").write_text(
        ",".join(columns) + "\n" + ",".join(cells.get(name, "") for name in columns) + "\n", encoding="utf-8"
    )
    return folder


def in_force(limit: str, folder: Path | None, unit: str = "U1", on: str = "2022-01-01") -> Decimal:
    database = Database(in_memory=True)
    database.execute(
        "CREATE TABLE units AS SELECT * FROM (VALUES ('U1', '340100'), ('U2', '340100')) AS t(unit_id, division_code)"
    )
    database.register("given", standard_rows(LIMITS, folder))
    (found,) = database.rows(
        f"SELECT value FROM ({in_force_sql(LIMITS, 'given')}) WHERE limit_id = '{limit}' "
        f"AND unit_id = '{unit}' AND DATE '{on}' BETWEEN valid_from AND valid_to"
    )
    database.close()
    return found[0]


def test_a_bureaus_own_line_replaces_an_unconfirmed_default(tmp_path):
    assert in_force("large_funds_line", None) == 100000
    assert in_force("large_funds_line", overlay(tmp_path, "large_funds_line", 500000)) == 500000


def test_before_its_first_day_the_default_still_holds(tmp_path):
    own = overlay(tmp_path, "large_funds_line", 500000)
    assert in_force("large_funds_line", own, on="2020-12-31") == 100000
    assert in_force("large_funds_line", own, on="2021-01-01") == 500000


def test_one_units_line_is_not_its_neighbours(tmp_path):
    own = overlay(tmp_path, "large_funds_line", 500000, place="unit:U1")
    assert in_force("large_funds_line", own, "U1") == 500000
    assert in_force("large_funds_line", own, "U2") == 100000


def test_the_stricter_of_a_bureaus_line_and_confirmed_law_holds(tmp_path):
    assert in_force("supplement_share", overlay(tmp_path, "supplement_share", 1)) == Decimal("0.1")
