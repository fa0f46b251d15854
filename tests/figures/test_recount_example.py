"""Figures and recounts agree on the example bureau: for every unit of it, in each of its years."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest

from lianheng.example import write_example

from .books import Books, Row
from .comparing import Arrow, arrow_tables, differences
from .random_ledger import NAMES
from .reading import read_tables

YEARS = (2020, 2021)


@dataclass(frozen=True)
class Bureau:
    tables: dict[str, list[Row]]
    arrow: Arrow


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Two years of the example, written and read once."""
    folder: Path = tmp_path_factory.mktemp("bureau")
    write_example(folder, year=YEARS[-1], years=len(YEARS))
    tables = read_tables(folder, NAMES)
    return Bureau(tables, arrow_tables(tables))


@pytest.mark.parametrize("year", YEARS)
def test_figures_and_recounts_agree_on_every_unit_of_the_example(bureau: Bureau, year: int) -> None:
    units = [row["unit_id"] for row in bureau.tables["units"]]
    as_at = datetime.date(year, 12, 31)
    found = {unit: differences(Books(bureau.tables, as_at, year, unit), bureau.arrow) for unit in units}
    assert {unit: told for unit, told in found.items() if told} == {}


def test_figures_and_recounts_agree_on_the_example_as_a_whole(bureau: Bureau) -> None:
    assert differences(Books(bureau.tables, datetime.date(2022, 1, 31), None, None), bureau.arrow) == {}
