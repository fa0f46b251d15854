"""What is wrong with a source only in the light of what is known already: repeated keys, references that lead nowhere.

Asked when an import is checked, and again under the store's lock when the store has changed since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.known import BATCH
from lianheng.ledger.references import column_title, dangling, missing_keys, no_such_key
from lianheng.ledger.repeats import repeated_keys
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.files import RawTable
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.tabular.schema import ForeignKey, Table
from lianheng.text import Text

KNOWN = "known_"
"""What the names of known tables begin with in the database of a check."""


def outside_problems(
    database: Database, raws: Mapping[str, RawTable], standing: Collection[str], known: Collection[str]
) -> list[Problem]:
    """``standing`` are the typed tables of the source, ``known`` those that the store or the application has."""
    found: list[Problem] = []
    for name in standing:
        table, raw = ledger_tables()[name], raws[name]
        if name in known:
            found += repeated_keys(database, table, raw, KNOWN + name)
        for link in table.foreign_keys:
            refused = link.table in raws and link.table not in standing
            if not refused:
                found += _references(database, table, raw, link, standing, known)
    return [*found, *_now_missing(database, standing, known)]


def _references(
    database: Database,
    table: Table,
    raw: RawTable,
    link: ForeignKey,
    standing: Collection[str],
    known: Collection[str],
) -> list[Problem]:
    target = ledger_tables()[link.table]
    targets = [target.name] if target.name in standing else []
    targets += [KNOWN + target.name] if target.name in known else []
    if targets:
        return dangling(database, table, raw, link, target, targets)
    (count,) = database.one(f"SELECT count({quoted(link.column)}) FROM {table.name}")
    return [_unchecked(table, raw, link, target, count)] if count else []


def _unchecked(table: Table, raw: RawTable, link: ForeignKey, target: Table, count: int) -> Problem:
    """There is nothing yet that the references could lead to. That is said, because it looks as if they were right."""
    return Problem(
        Text(
            f"还没有“{target.title.zh}”表，{count}个编号未能核对",
            f"there is no table {target.name} yet, so {count} keys could not be looked up",
        ),
        Text(f"请尽快导入“{target.title.zh}”。", f"Import {target.name} soon."),
        raw.file.name,
        raw.sheet,
        column=column_title(table.columns[link.column]),
        refusal=False,
    )


def _now_missing(database: Database, standing: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    """Earlier rows that refer to a table which this source is the first to bring, and does not bring in full."""
    for name in sorted(known):
        table = ledger_tables()[name]
        for link in table.foreign_keys:
            if link.table in standing and link.table not in known:
                target = ledger_tables()[link.table]
                found = missing_keys(database, KNOWN + name, BATCH, link, [link.table])
                for item in found[:SHOWN_PER_COLUMN]:
                    file = str(item.place or table.title.zh)
                    yield no_such_key(
                        target, table.columns[link.column], item, file, more=item.times - 1, refusal=False
                    )
