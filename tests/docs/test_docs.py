"""The documentation keeps up with the code: every term in the glossary, every command in the README as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianheng.engine.outcome import Outcome, Severity
from lianheng.ledger.catalogue import derived_tables, ledger_tables
from lianheng.standards.catalogue import standard_tables
from lianheng.tabular.schema import Table

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TABLES = [*ledger_tables().values(), *derived_tables().values(), *standard_tables().values()]


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_table_stands_in_the_glossary_in_both_languages(table: Table) -> None:
    assert f"| `{table.name}` | {table.title.en} | {table.title.zh} |" in GLOSSARY


@pytest.mark.parametrize("term", [*Outcome, *Severity])
def test_every_outcome_and_colour_stands_in_the_glossary(term: Outcome | Severity) -> None:
    assert f"{term.title.en} {term.title.zh}" in GLOSSARY


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert [file.name for file in sorted(folder.glob("0*.md")) if file.name not in index] == []
