"""The standards by name: each a schema in ``data/<name>.yaml`` with its dated rows in ``data/<name>.csv``.

A new year or a new layer is new rows in one CSV, or in a file of the same name in a ledger's own ``standards`` folder.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lianheng.standards.layers import LAYER_COLUMNS
from lianheng.tabular.schema import Kind, Table, load_table
from lianheng.text import UserError

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = Path(__file__).parent / "data"
UNCONFIRMED = ("K", "P")
"""Marks of values that are general knowledge or some place's practice: shown as such, and open to a bureau's own."""


@cache
def standard_tables() -> dict[str, Table]:
    """Every standard's description, by name."""
    tables = (load_table(path) for path in sorted(FOLDER.glob("*.yaml")))
    return {table.name: table for table in tables if table.kind is Kind.STANDARD}


def standard_key(table: Table) -> tuple[str, ...]:
    """The columns of a standard that a row must match besides its unit and its day."""
    return tuple(name for name in table.key if name not in LAYER_COLUMNS)


def read_rows(table: Table, file: Path) -> pa.Table:
    """Rows of one standard's CSV, typed. Raises UserError naming the file and what is wrong with it."""
    import pyarrow as pa
    import pyarrow.csv as csv

    schema = table.arrow_schema()
    try:
        rows = csv.read_csv(
            file,
            convert_options=csv.ConvertOptions(
                column_types={column.name: column.type for column in schema},
                include_columns=schema.names,
                null_values=[""],
                strings_can_be_null=False,
                true_values=["true", "是", "1"],
                false_values=["false", "否", "0"],
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise UserError(
            f"标准文件 {file} 无法读取：{error}。请按 {table.name} 的列填写。",
            f"The standard {file} cannot be read: {error}. Fill it in with the columns of {table.name}.",
        ) from error
    return rows.cast(schema)


def standard_rows(table: Table, overlay: Path | None = None) -> pa.Table:
    """All dated rows of a standard: the shipped ones, then those a ledger adds; and whether each gives way.

    A shipped row that nobody has confirmed (mark K or P) gives way to a ledger's own row for the same thing, on the
    days of that row; confirmed law (L, V) stays, and the stricter of the two wins.
    """
    import pyarrow as pa

    shipped = read_rows(table, FOLDER / f"{table.name}.csv")
    unconfirmed = pa.array([mark in UNCONFIRMED for mark in shipped["mark"].to_pylist()], pa.bool_())
    shipped = shipped.append_column("gives_way", unconfirmed)
    if overlay is None or not (overlay / f"{table.name}.csv").is_file():
        return shipped
    own = read_rows(table, overlay / f"{table.name}.csv")
    return pa.concat_tables(
        [shipped, own.append_column("gives_way", pa.array([False] * len(own), pa.bool_()))]
    )
