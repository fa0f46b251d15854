"""Rows that a foreign source names only in passing: the units and suppliers that its payments or bids refer to.

Each month's export names them anew. Those that the ledger knows already are left out, so that the month can be imported;
what the ledger says of them stands.
"""

from __future__ import annotations

from collections.abc import Collection

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.outside import KNOWN
from lianheng.ledger.reading import Reading
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.problems import Problem
from lianheng.text import Text


def leave_out_known(
    database: Database, reading: Reading, passing: Collection[str], known: Collection[str]
) -> list[Problem]:
    """Take the rows that are known already out of the tables named in passing. Says how many of each."""
    notices = []
    for name in sorted(set(passing) & set(known) & set(reading.rows)):
        table, raw = ledger_tables()[name], reading.raws[name]
        same = " AND ".join(f"{name}.{quoted(key)} = k.{quoted(key)}" for key in table.key)
        database.execute(f"DELETE FROM {name} USING {KNOWN}{name} AS k WHERE {same}")
        (left,) = database.one(f"SELECT count(*) FROM {name}")
        if count := reading.rows[name] - left:
            notices.append(
                Problem(
                    Text(f"{count}行已在台账中，未重复导入", f"{count} rows are known already and left out"),
                    Text("以台账已有的登记为准。", "What the ledger says of them stands."),
                    raw.file.name,
                    refusal=False,
                )
            )
        reading.rows[name] = reading.counted[name] = left
        if not left:
            del reading.rows[name], reading.counted[name], reading.raws[name]
    return notices
