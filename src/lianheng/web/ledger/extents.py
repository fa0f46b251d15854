"""Whose rows an import holds: of each table, how many of which unit. What decides who may accept it."""

from __future__ import annotations

from collections import Counter

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import Checked
from lianheng.ledger.outside import KNOWN
from lianheng.tabular.database import Database, quoted


def extent(checked: Checked) -> dict[str, dict[str, int]]:
    """Rows of each table by the unit they belong to, the empty unit for those that name none or are not read well."""
    names = standing(checked.database)
    return {
        name: _by_unit(checked.database, name, names) if name in names else {"": count}
        for name, count in sorted(checked.rows.items())
    }


def standing(database: Database) -> frozenset[str]:
    names = database.rows("SELECT table_name FROM information_schema.tables")
    return frozenset(str(name) for (name,) in names)


def _by_unit(database: Database, name: str, names: frozenset[str]) -> dict[str, int]:
    table = ledger_tables()[name]
    path = table.scope.unit
    if not path:
        (count,) = database.one(f"SELECT count(*) FROM {name}")
        return {"": count} if count else {}
    column, *rest = path
    unit = f"t.{quoted(column)}"
    joined = ""
    if rest:
        link = table.foreign_key(column)
        sources = [source for source in (link.table, KNOWN + link.table) if source in names]
        if not sources:
            return _by_nobody(database, name)
        keys = " UNION ALL ".join(
            f"SELECT {quoted(link.target)} AS key, {quoted(rest[0])} AS unit FROM {source}"
            for source in sources
        )
        joined, unit = f"LEFT JOIN ({keys}) AS u ON t.{quoted(column)} = u.key", "u.unit"
    counted = Counter[str]()
    for value, count in database.rows(
        f"SELECT {unit}, count(*) FROM {name} AS t {joined} GROUP BY 1 ORDER BY 1"
    ):
        counted[str(value or "")] += count
    return dict(counted)


def _by_nobody(database: Database, name: str) -> dict[str, int]:
    (count,) = database.one(f"SELECT count(*) FROM {name}")
    return {"": count}
