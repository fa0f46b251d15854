"""The example is written and opened once; the tests look at what came out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianheng.example import write_example
from lianheng.ledger.folder import Ledger, open_ledger

YEAR = 2021


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of one year, as ``lianheng example`` writes it."""
    folder = tmp_path_factory.mktemp("example")
    write_example(folder, year=YEAR)
    return folder


@pytest.fixture(scope="session")
def ledger(example: Path) -> Ledger:
    return open_ledger(example, in_memory=True)
