"""The invented year is a sound ledger, says what the report needs, and is the same every time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from stdnum.cn import uscc

from lianheng.example import write_example
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.folder import Ledger, open_ledger

SMALL = {"people": 20, "seed": 7}


def _digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_every_table_of_the_ledger_is_there(ledger: Ledger) -> None:
    assert ledger.rows.keys() == ledger_tables().keys()


def test_nothing_in_it_needs_mending_but_what_was_planted(ledger: Ledger) -> None:
    assert {(problem.file, problem.column) for problem in ledger.notices} <= {("payments.csv", "payee_uscc")}


@pytest.mark.parametrize(
    ("figure", "sql", "value"),
    [
        ("accepted essays", "SELECT count(*) FROM essays WHERE accepted", 51),
        ("special meetings", "SELECT count(*) FROM activities WHERE kind = 'integrity_meeting' AND unit_id = 'U01'", 2),
        ("talks down the line", "SELECT count(*) FROM talks WHERE interviewer_id <= 'P004' AND interviewee_id <= 'P010'", 23),
        ("monthly analyses", "SELECT count(issued_on) FROM analyses", 12),
        ("regulations compiled", "SELECT count(*) FROM regulations WHERE action = 'compiled'", 3),
        ("regulations revised", "SELECT count(*) FROM regulations WHERE action = 'revised'", 2),
        ("regulations issued", "SELECT count(*) FROM regulations WHERE action = 'issued'", 2),
        ("years of the three public expenses", "SELECT count(DISTINCT year) FROM three_public_years", 5),
        ("officers", "SELECT count(*) FROM people WHERE officer <> 'none'", 2),
    ],
)  # fmt: skip
def test_the_year_says_what_the_report_said(ledger: Ledger, figure: str, sql: str, value: int) -> None:
    assert ledger.database.one(sql) == (value,), figure


def test_the_bureau_won_a_collective_third_prize(ledger: Ledger) -> None:
    assert ledger.database.one("SELECT rank FROM honours WHERE collective") == ("三等奖",)


def test_one_public_expense_falls_every_year_and_the_total_does_not(ledger: Ledger) -> None:
    def course(condition: str) -> list[object]:
        sql = f"SELECT sum(actual) FROM three_public_years WHERE {condition} GROUP BY year ORDER BY year"
        return [row[0] for row in ledger.database.rows(sql)]

    falling, total = course("item = 'reception'"), course("TRUE")
    assert falling == sorted(falling, reverse=True)
    assert total != sorted(total, reverse=True)


def test_no_firm_could_be_taken_for_a_real_one(ledger: Ledger) -> None:
    names = [
        str(row[0])
        for row in ledger.database.rows("SELECT name FROM suppliers UNION SELECT seller FROM invoices")
    ]
    assert all(name.startswith("示例") for name in names)


def test_credit_codes_have_their_check_digit(ledger: Ledger) -> None:
    codes = [
        str(row[0]) for row in ledger.database.rows("SELECT uscc FROM suppliers UNION SELECT uscc FROM units")
    ]
    assert all(uscc.is_valid(code) for code in codes)


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    write_example(once, **SMALL)
    write_example(again, **SMALL)
    assert _digests(once) == _digests(again)


def test_another_seed_gives_another_year(tmp_path: Path) -> None:
    once, other = tmp_path / "once", tmp_path / "other"
    write_example(once, people=20, seed=7)
    write_example(other, people=20, seed=8)
    assert _digests(once)["payments.csv"] != _digests(other)["payments.csv"]


@pytest.mark.parametrize("year", [2016, 2025])
def test_it_can_be_told_of_any_year(tmp_path: Path, year: int) -> None:
    written = write_example(tmp_path, year=year, people=20)
    assert open_ledger(tmp_path, in_memory=True).rows == written


def test_a_province_is_written_as_parquet_with_sound_references(tmp_path: Path) -> None:
    written = write_example(tmp_path, people=20, scale=2)
    opened = open_ledger(tmp_path, in_memory=True)
    assert opened.rows == written
    assert (tmp_path / "payments.parquet").exists()
    assert opened.database.one("SELECT count(DISTINCT unit_id) FROM payments WHERE unit_id LIKE 'U01%'") == (
        6,
    )
