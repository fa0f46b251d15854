"""What all tests share: where real data lies, and a way to write a small ledger."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    # what was green stays green until something changes; by hand every run tries something new
    settings.load_profile("ci")

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"

WriteLedger = Callable[..., Path]


@pytest.fixture
def real_data() -> Path:
    """The folder of real data beside the project; the test is skipped, saying so, where it is absent."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"the real data is not at {REAL_DATA}")
    return REAL_DATA


@pytest.fixture
def write_ledger(tmp_path: Path) -> WriteLedger:
    """Writes CSV texts, by table name, into a ledger folder and returns it."""

    def write(encoding: str = "utf-8", **tables: str) -> Path:
        folder = tmp_path / "ledger"
        folder.mkdir(exist_ok=True)
        for name, text in tables.items():
            (folder / f"{name}.csv").write_bytes(text.encode(encoding))
        return folder

    return write
