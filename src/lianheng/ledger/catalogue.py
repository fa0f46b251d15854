"""The ledger's tables by name: those that are imported or kept (``tables``), and those computed from them (``derived``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lianheng.tabular.schema import Table, load_table

TABLES_FOLDER = Path(__file__).parent / "tables"
DERIVED_FOLDER = Path(__file__).parent / "derived"


@cache
def ledger_tables() -> dict[str, Table]:
    """Every table that files or people fill."""
    return _load(TABLES_FOLDER)


@cache
def derived_tables() -> dict[str, Table]:
    """Every table that is computed, so that absence can be judged too."""
    return _load(DERIVED_FOLDER)


@cache
def table_names() -> frozenset[str]:
    """Names of the tables files may have, without reading their descriptions."""
    return frozenset(path.stem for path in TABLES_FOLDER.glob("*.yaml"))


def derived_sql(name: str) -> str:
    """The SELECT that computes a derived table."""
    return (DERIVED_FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip().rstrip(";")


def any_table(name: str) -> Table:
    """A ledger or derived table. Raises KeyError for any other name."""
    tables = ledger_tables()
    return tables[name] if name in tables else derived_tables()[name]


def _load(folder: Path) -> dict[str, Table]:
    return {path.stem: load_table(path) for path in sorted(folder.glob("*.yaml"))}
