"""Keys of a file that the ledger already knows: a batch is refused for them, because a row is never recorded twice."""

from __future__ import annotations

from lianheng.ledger.known import BATCH
from lianheng.ledger.references import POSITION, column_title, row_numbers
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.files import RawTable
from lianheng.tabular.problems import SHOWN_PER_COLUMN, Problem
from lianheng.tabular.schema import Table
from lianheng.text import Text


def repeated_keys(database: Database, table: Table, raw: RawTable, known: str) -> list[Problem]:
    """Each row of a file whose key the relation ``known`` has, with the batch that brought it."""
    key = ", ".join(quoted(name) for name in table.key)
    shown = " || '|' || ".join(f"CAST(t.{quoted(name)} AS VARCHAR)" for name in table.key)
    same = " AND ".join(f"t.{quoted(name)} = k.{quoted(name)}" for name in table.key)
    pairs = f"FROM {table.name} AS t JOIN (SELECT {key}, min({BATCH}) AS batch FROM {known} GROUP BY ALL) AS k ON {same}"
    (count,) = database.one(f"SELECT count(*) {pairs}")
    if not count:
        return []
    rows = database.rows(
        f"SELECT {shown}, t.{POSITION}, k.batch {pairs} ORDER BY t.{POSITION} LIMIT {SHOWN_PER_COLUMN}"
    )
    numbers = row_numbers(database, raw, [int(position) for _, position, _ in rows])
    return [
        Problem(
            _reason(batch),
            Text(
                "更正请用冲销行，或先撤回该批次。",
                "Correct by a reversing row, or withdraw that batch first.",
            )
            if batch
            else Text("请在系统中修改该记录。", "Change that record in the application."),
            raw.file.name,
            raw.sheet,
            numbers.get(int(position)),
            column_title(table.columns[table.key[0]]),
            str(value),
            more=count - len(rows) if place == len(rows) else 0,
        )
        for place, (value, position, batch) in enumerate(rows, start=1)
    ]


def _reason(batch: str | None) -> Text:
    if batch is None:
        return Text("编号已在系统记录中", "the key is already among the application's records")
    return Text(f"编号已在批次 {batch} 中", f"the key is already in batch {batch}")
