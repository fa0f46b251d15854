"""The tables a question may read, made ready on first use: the ledger's own, the standards in force, the calendar, the derived.

One workspace serves one run: it knows the day the run judges from and the unit and year it is about.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from lianheng.engine.question import Period, QuestionError
from lianheng.engine.scope import RunScope, scope_sql, tables_on_the_way
from lianheng.ledger.catalogue import any_table, derived_sql, derived_tables, ledger_tables
from lianheng.standards.catalogue import standard_rows, standard_tables
from lianheng.standards.layers import in_force_sql
from lianheng.tabular.database import Database, literal, quoted
from lianheng.tabular.schema import Table

CALENDAR = (datetime.date(2000, 1, 1), datetime.date(2035, 12, 31))


class Workspace:
    """Tables by name in one database. ``present`` are the ledger tables that already stand in it."""

    def __init__(
        self, database: Database, present: Iterable[str], scope: RunScope, overlay: Path | None = None
    ) -> None:
        self.database = database
        self.scope = scope
        self._overlay = overlay
        self._ready = set(present)
        self._scopes: dict[tuple[str, Period, bool], str | None] = {}
        self._proofs: dict[str, tuple[int, int]] = {}

    def missing(self, tables: Iterable[str], reader: str) -> set[str]:
        """Make the tables ready; return those the ledger lacks. Raises QuestionError for a name nobody knows."""
        lacking: set[str] = set()
        for name in sorted(tables):
            if name not in self._ready:
                lacking |= self._prepare(name, reader)
        return lacking

    def _prepare(self, name: str, reader: str) -> set[str]:
        if name in ledger_tables():
            return {name}
        if name == "run":
            self._create_run()
        elif name == "days":
            self._create_days()
        elif name in standard_tables():
            if lacking := self.missing({"units"}, reader):
                return lacking
            self._create_standard(standard_tables()[name])
        elif name in derived_tables():
            if lacking := self._create_derived(name):
                return lacking
        else:
            raise QuestionError(f"{reader}: there is no table {name!r}")
        self._ready.add(name)
        return set()

    def _create_run(self) -> None:
        scope = self.scope
        self.database.execute(
            f"CREATE TABLE run AS SELECT DATE {literal(scope.as_at)} AS as_at, "
            f"CAST({literal(scope.year)} AS INTEGER) AS year, CAST({literal(scope.unit_id)} AS VARCHAR) AS unit_id"
        )

    def _create_days(self) -> None:
        from lianheng.standards.calendar import days

        self.database.register("days_rows", days(*CALENDAR))
        self.database.execute("CREATE TABLE days AS SELECT * FROM days_rows")
        self.database.unregister("days_rows")

    def _create_standard(self, table: Table) -> None:
        rows = f"{table.name}_rows"
        self.database.register(rows, standard_rows(table, self._overlay))
        self.database.execute(f"CREATE TABLE {table.name} AS {in_force_sql(table, rows)}")
        self.database.unregister(rows)

    def _create_derived(self, name: str) -> set[str]:
        from lianheng.engine.portable import tables_read

        sql = derived_sql(name)
        may_lack = derived_tables()[name].optional
        lacking = self.missing(tables_read(sql, name), name)
        if lacking - may_lack:
            return lacking - may_lack
        for absent in sorted(lacking):
            sql = f"WITH {absent} AS ({_no_rows(ledger_tables()[absent])}), derived AS ({sql}) SELECT * FROM derived"
        self.database.execute(f"CREATE TABLE {name} AS {sql}")
        return set()

    def proof(self, table: Table) -> tuple[int, int]:
        """Row count of a table and the order-free sum of its keys' hashes: what a complete judgement must equal."""
        if table.name not in self._proofs:
            rows, keys = self.database.one(
                f"SELECT count(*), COALESCE(sum(hash({', '.join(table.key)})), 0) FROM {table.name}"
            )
            self._proofs[table.name] = (rows, keys)
        return self._proofs[table.name]

    def in_scope(self, table: Table, period: Period = Period.YEAR, undated: bool = False) -> str | None:
        """The name of a relation with the keys in scope, or None when every row is."""
        wanted = (table.name, period, undated)
        if wanted not in self._scopes:
            self._scopes[wanted] = self._create_scope(table, period, undated)
        return self._scopes[wanted]

    def _create_scope(self, table: Table, period: Period, undated: bool) -> str | None:
        sql = scope_sql(table, self.scope, any_table, period, undated)
        if sql is None:
            return None
        if self.missing(tables_on_the_way(table, any_table), table.name):
            sql = f"SELECT {', '.join(table.key)} FROM {table.name} WHERE FALSE"  # whose rows they are is unknown
        name = f"scope_{period.value}{'_undated' if undated else ''}_{table.name}"
        self.database.execute(f"CREATE TABLE {name} AS {sql}")
        return name


def _no_rows(table: Table) -> str:
    columns = ", ".join(f"CAST(NULL AS {field.type.sql}) AS {quoted(field.name)}" for field in table.fields)
    return f"SELECT {columns} WHERE FALSE"
