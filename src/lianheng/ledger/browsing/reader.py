"""What one person may see. Whatever is not granted is absent: it cannot be shown, filtered by, searched, sorted by or counted."""

from __future__ import annotations

from dataclasses import dataclass

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Field, Table
from lianheng.text import UserError

from .values import Values


class Absent(UserError):
    """Something that is not there for this reader. It reads the same whether it does not exist or is not granted."""


@dataclass(frozen=True)
class Reader:
    """The grants of one person. Made by the application from its own table of permissions."""

    tables: frozenset[str]
    """Tables that may be opened."""
    units: frozenset[str] | None = frozenset()
    """Units whose rows may be seen; None is every unit. A row whose unit is unknown is seen only with None."""
    whole: frozenset[str] = frozenset()
    """Tables that belong to no unit and may be seen by a reader who is confined to some units."""
    sensitive: frozenset[str] = frozenset()
    """Sensitive tables (``interests``) and columns (``people.id_no``) that are granted expressly."""

    def table(self, name: str) -> Table:
        """A table that may be opened. Raises Absent for any other."""
        table = ledger_tables().get(name)
        if table is None or name not in self.tables or (table.sensitive and name not in self.sensitive):
            raise Absent(
                f"没有表“{name}”，或您无权查看。", f"There is no table “{name}”, or you may not see it."
            )
        return table

    def may_open(self, name: str) -> bool:
        try:
            self.table(name)
        except Absent:
            return False
        return True

    def fields(self, table: Table) -> dict[str, Field]:
        """The columns of a table that may be seen."""
        return {
            field.name: field
            for field in table.fields
            if not field.sensitive or f"{table.name}.{field.name}" in self.sensitive
        }

    def field(self, table: Table, name: str) -> Field:
        """A column that may be seen. Raises Absent for any other."""
        try:
            return self.fields(table)[name]
        except KeyError:
            raise Absent(
                f"“{table.title.zh}”没有列“{name}”，或您无权查看。",
                f"{table.name} has no column “{name}”, or you may not see it.",
            ) from None

    def condition(self, table: Table, values: Values) -> str:
        """The SQL condition under which a row of ``table`` may be seen."""
        if self.units is None:
            return "TRUE"
        if not table.scope.unit:
            return "TRUE" if table.name in self.whole else "FALSE"
        if not self.units:
            return "FALSE"
        return self._belongs(table, table.scope.unit, values)

    def _belongs(self, table: Table, path: tuple[str, ...], values: Values) -> str:
        """Follows foreign keys to the unit by nested IN, so that a row is never doubled by what it refers to."""
        column, *rest = path
        if not rest:
            return f"{quoted(column)} IN ({values.several(sorted(self.units or ()))})"
        link = table.foreign_key(column)
        inner = self._belongs(ledger_tables()[link.table], tuple(rest), values)
        return f"{quoted(column)} IN (SELECT {quoted(link.target)} FROM {link.table} WHERE {inner})"
