"""The bureau many times over, for measuring: its money tables copied as those of a province's other bureaux.

Only what money needs is copied: who, on which line, by which contract and decision. Conduct is not. Rows are made and
written in blocks, so that ten million payments need no more memory than a few hundred thousand.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lianheng.example.world import BUREAU, Row, World
from lianheng.example.writing import write_rows
from lianheng.tabular.schema import Table, Type

if TYPE_CHECKING:
    import pyarrow as pa

BUREAUX_PER_STEP = 3
"""A scale of n stands for 3n bureaux: at 1,000, ten million payments and a million journeys."""
BLOCK = 250_000
OWN = {
    # table: the columns in which a copy has values of its own
    "units": ("unit_id", "name"),
    "people": ("person_id", "name", "unit_id", "supervisor_id", "phone", "bank_account"),
    "activities": ("activity_id", "unit_id", "host_id"),
    "decisions": ("decision_id", "unit_id", "activity_id"),
    "budget_lines": ("line_id", "unit_id"),
    "budget_changes": ("change_id", "from_line_id", "to_line_id", "approver_id"),
    "procurements": ("procurement_id", "unit_id", "line_id"),
    "awards": ("award_id", "procurement_id"),
    "contracts": ("contract_id", "procurement_id", "unit_id", "decision_id", "award_id"),
    "applications": ("application_id", "unit_id", "applicant_id", "approver_id"),
    "claims": ("claim_id", "unit_id", "claimant_id", "application_id", "approver_id"),
    "trips": ("trip_id", "claim_id", "person_id"),
    "invoices": ("invoice_id", "claim_id"),
    "payments": (
        "payment_id",
        "unit_id",
        "line_id",
        "invoice_no",
        "contract_id",
        "claim_id",
        "maker_id",
        "reviewer_id",
        "approver_id",
        "reverses_id",
    ),
    "journal_lines": ("entry_no", "unit_id", "maker_id", "reviewer_id"),
    "process_cases": ("case_id", "permit_id", "unit"),
    "process_events": ("case_id", "actor"),
}


def copies(scale: int) -> int:
    """How many bureaux there are beside the first."""
    return BUREAUX_PER_STEP * scale - 1 if scale > 1 else 0


def templates(world: World) -> dict[str, list[Row]]:
    """The bureau's rows that are copied; to be taken from a world in which nothing is planted."""
    return {name: list(filter(_is_own(world, name), world.tables[name])) for name in OWN}


def _is_own(world: World, table: str) -> Callable[[Row], bool]:
    """Tells the bureau's rows of a table; those of its meetings that decided something."""
    if table == "activities":
        deciding = {row["activity_id"] for row in world.tables["decisions"]}
        return lambda row: row["activity_id"] in deciding
    if table == "budget_changes":
        lines = {row["line_id"] for row in world.rows("budget_lines", unit_id=BUREAU)}
        return lambda row: row["to_line_id"] in lines
    if table == "awards":
        bought = {row["procurement_id"] for row in world.rows("procurements", unit_id=BUREAU)}
        return lambda row: row["procurement_id"] in bought
    return lambda row: row.get("unit_id", BUREAU) == BUREAU


def write_parquet(file: Path, table: Table, rows: list[Row], template: list[Row], count: int) -> int:
    """The rows themselves, then ``count`` copies of the template's. Returns how many were written."""
    import pyarrow.parquet as parquet

    schema, written = table.arrow_schema(), 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for block in _blocks(table, rows, template, count):
            writer.write_table(block, row_group_size=BLOCK)
            written += block.num_rows
    return written


def _blocks(table: Table, rows: list[Row], template: list[Row], count: int) -> Iterator[pa.Table]:
    yield typed(table, rows)
    pattern = typed(table, template)
    per_block = max(1, BLOCK // max(1, pattern.num_rows))
    for start in range(1, count + 1, per_block):
        yield _copied(pattern, OWN[table.name], range(start, min(start + per_block, count + 1)))


def _copied(pattern: pa.Table, own: tuple[str, ...], numbers: range) -> pa.Table:
    """One copy of the pattern for each number, which ends the values of its own columns."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = pattern.num_rows
    places = pa.array(np.tile(np.arange(rows), len(numbers)))
    each = pa.array(np.repeat(np.arange(numbers.start, numbers.stop), rows))
    ends = pc.binary_join_element_wise("", pc.cast(each, pa.string()), ".")
    block = pattern.take(places)
    for name in own:
        column = block.schema.get_field_index(name)
        values = pc.binary_join_element_wise(block.column(name), ends, "")
        block = block.set_column(column, block.schema.field(name), values)
    return block


def typed(table: Table, rows: list[Row]) -> pa.Table:
    """Rows as Arrow columns of the table's own types; read as CSV, whose times are Beijing's."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    text = io.StringIO()
    write_rows(text, table, rows, list(table.columns))
    schema = table.arrow_schema()
    naive = {
        name: pa.timestamp("us") for name, column in table.columns.items() if column.type is Type.DATETIME
    }
    read = csv.read_csv(
        io.BytesIO(text.getvalue().encode()),
        convert_options=csv.ConvertOptions(
            column_types={**{column.name: column.type for column in schema}, **naive},
            null_values=[""],
            strings_can_be_null=True,
            true_values=["是"],
            false_values=["否"],
        ),
    )
    columns = [
        pc.cast(pc.assume_timezone(read[name], "Asia/Shanghai"), schema.field(name).type)
        if name in naive
        else read[name]
        for name in schema.names
    ]
    return pa.table(columns, schema=schema)
