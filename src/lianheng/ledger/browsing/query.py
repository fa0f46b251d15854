"""Pages of one table: what a reader may see of it, filtered, searched, sorted, with the number of all rows found."""

from __future__ import annotations

from dataclasses import dataclass

from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Field, Table
from lianheng.text import UserError

from .filters import Filter, filter_condition, search_condition
from .reader import Reader
from .snapshots import Row, Snapshot
from .values import Values

MOST_ROWS = 200
"""Rows of a page; whoever needs more exports them."""


@dataclass(frozen=True)
class Sort:
    """An order by one column; empty cells come last either way."""

    column: str
    descending: bool = False


@dataclass(frozen=True)
class Query:
    """What to show of a table. Without columns all that may be seen; without an order the order of the key."""

    table: str
    columns: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: tuple[Sort, ...] = ()
    page: int = 1
    size: int = 50


@dataclass(frozen=True)
class Line:
    """One row. ``key`` is its key as text, parts joined by ``|``, as findings name it; ``values`` stand as the columns do."""

    key: str
    values: Row


@dataclass(frozen=True)
class Page:
    """A page of a table and how many rows there are on all pages."""

    table: Table
    columns: tuple[Field, ...]
    lines: tuple[Line, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class Selection:
    """A query as SQL: the rows it is about and their order. Its values are bound, never written into it."""

    table: Table
    columns: tuple[Field, ...]
    condition: str
    values: Values
    order: tuple[Sort, ...]

    @property
    def source(self) -> str:
        return f"FROM {self.table.name} WHERE {self.condition}"

    @property
    def listed(self) -> str:
        return ", ".join(quoted(field.name) for field in self.columns)

    def order_by(self, backwards: bool = False) -> str:
        parts = [
            f"{quoted(sort.column)} {'DESC' if sort.descending != backwards else 'ASC'} "
            f"NULLS {'FIRST' if backwards else 'LAST'}"
            for sort in self.order
        ]
        return f"ORDER BY {', '.join(parts)}"


def page(snapshot: Snapshot, reader: Reader, query: Query) -> Page:
    """One page. Raises Absent for what the reader may not see, UserError for what makes no sense."""
    if query.page < 1 or not 1 <= query.size <= MOST_ROWS:
        raise UserError("没有这一页。", "There is no such page.")
    chosen = selection(reader, query)
    if query.page == 1:
        first = _lines(snapshot, chosen, 0, query.size)
        total = len(first) if len(first) < query.size else count(snapshot, chosen)
        return Page(chosen.table, chosen.columns, first, total, 1, query.size)
    total = count(snapshot, chosen)
    found = _lines_of(snapshot, chosen, (query.page - 1) * query.size, query.size, total)
    return Page(chosen.table, chosen.columns, found, total, query.page, query.size)


def selection(reader: Reader, query: Query) -> Selection:
    """Turn a query into SQL, held to what the reader may see. The only place where that is done."""
    table, values = reader.table(query.table), Values()
    fields = reader.fields(table)
    columns = tuple(reader.field(table, name) for name in query.columns) or tuple(fields.values())
    conditions = [reader.condition(table, values)]
    conditions += [
        filter_condition(wanted, reader.field(table, wanted.column), values) for wanted in query.filters
    ]
    conditions.append(search_condition(query.search, fields, values))
    order = [Sort(reader.field(table, sort.column).name, sort.descending) for sort in query.sort]
    order += [Sort(name) for name in table.key if name not in {sort.column for sort in order}]
    return Selection(table, columns, " AND ".join(conditions), values, tuple(order))


def count(snapshot: Snapshot, chosen: Selection) -> int:
    """How many rows there are; asked of the data once for each state of the ledger."""
    ((total,),) = snapshot.remembered(f"SELECT count(*) {chosen.source}", tuple(chosen.values.bound))
    return int(total)


def _lines_of(snapshot: Snapshot, chosen: Selection, offset: int, size: int, total: int) -> tuple[Line, ...]:
    """Rows of a later page. Those nearer the end are sought from there, so that the last page is as quick as the first."""
    size = min(size, total - offset)
    if size <= 0:
        return ()
    if offset <= total // 2:
        return _lines(snapshot, chosen, offset, size)
    return _lines(snapshot, chosen, total - offset - size, size, backwards=True)[::-1]


def _lines(
    snapshot: Snapshot, chosen: Selection, offset: int, size: int, backwards: bool = False
) -> tuple[Line, ...]:
    rows = snapshot.remembered(
        f"SELECT {key_text(chosen.table)}, {chosen.listed} {chosen.source} "
        f"{chosen.order_by(backwards)} LIMIT {size} OFFSET {offset}",
        tuple(chosen.values.bound),
    )
    return tuple(Line(str(key), tuple(values)) for key, *values in rows)


def key_text(table: Table) -> str:
    """SQL for a row's key as text."""
    return " || '|' || ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in table.key)
