"""Whom and what a row names: people, suppliers, vouchers, invoices. By these, cases that concern the same are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa

from lianheng.engine.judging import key_sql
from lianheng.ledger.catalogue import any_table
from lianheng.tabular.database import Database, literal, quoted
from lianheng.tabular.schema import Table
from lianheng.text import Text

KINDS = {
    "person": Text("人员", "Person"),
    "supplier": Text("供应商", "Supplier"),
    "payee": Text("收款人", "Payee"),
    "voucher": Text("凭证", "Voucher"),
    "invoice": Text("发票", "Invoice"),
    "contract": Text("合同", "Contract"),
    "claim": Text("报销单", "Claim"),
}
_TARGETS = {"people": "person", "suppliers": "supplier", "contracts": "contract", "claims": "claim"}
_COLUMNS = {
    "payee": "payee",
    "voucher_no": "voucher",
    "invoice_no": "invoice",
    "supplier_id": "supplier",
    "claim_id": "claim",
}

Party = tuple[int, str, str]
"""Case, kind, value."""


def parties_of(database: Database, rows: Iterable[tuple[int, str, str]]) -> set[Party]:
    """The parties that rows, given as case, table and key, name."""
    by_table: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for case, subject, key in rows:
        by_table[subject].append((case, key))
    found: set[Party] = set()
    for name, keys in by_table.items():
        columns = _naming_columns(any_table(name))
        if columns:
            found |= _named(database, any_table(name), columns, keys)
    return found


def _naming_columns(table: Table) -> dict[str, str]:
    """Columns that name somebody or something, with the kind of each."""
    linked = {link.column: _TARGETS[link.table] for link in table.foreign_keys if link.table in _TARGETS}
    plain = {column.name: _COLUMNS[column.name] for column in table.fields if column.name in _COLUMNS}
    return {name: kind for name, kind in {**plain, **linked}.items() if not table.columns[name].sensitive}


def _named(
    database: Database, table: Table, columns: dict[str, str], keys: list[tuple[int, str]]
) -> set[Party]:
    asked = pa.table({"case_id": [case for case, _ in keys], "key": [key for _, key in keys]})
    database.register("asked_parties", asked)
    try:
        parts = " UNION ".join(
            f"SELECT a.case_id, {literal(kind)}, CAST(t.{quoted(column)} AS VARCHAR) FROM asked_parties AS a "
            f"JOIN {table.name} AS t ON {key_sql(table, 't')} = a.key WHERE t.{quoted(column)} IS NOT NULL"
            for column, kind in columns.items()
        )
        return {(int(case), kind, value[:200]) for case, kind, value in database.rows(parts)}
    finally:
        database.unregister("asked_parties")
