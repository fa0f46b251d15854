"""Browsing as a person would do it with a pencil: the second, plain-Python writing of filters, search, order and visibility."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianheng.ledger.browsing.filters import Filter, Operator
from lianheng.ledger.browsing.query import Query
from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.schema import Field, Table, Type

BEIJING = ZoneInfo("Asia/Shanghai")
Row = dict[str, Any]
Tables = dict[str, list[Row]]


def expected(tables: Tables, reader: Reader, query: Query) -> list[Row]:
    """Every row that a query should find, in order, pages aside."""
    table = ledger_tables()[query.table]
    rows = [
        row
        for row in tables.get(query.table, [])
        if visible(tables, reader, table, row)
        and all(passes(row[wanted.column], wanted, table.columns[wanted.column]) for wanted in query.filters)
        and found(row, query.search, reader, table)
    ]
    rows.sort(key=lambda row: [row[name] for name in table.key])
    for sort in reversed(query.sort):
        rows.sort(key=lambda row: _rank(row[sort.column]), reverse=sort.descending)
        rows.sort(key=lambda row: row[sort.column] is None)
    return rows


def _rank(value: Any) -> Any:
    return (0, 0) if value is None else (1, value)


def visible(tables: Tables, reader: Reader, table: Table, row: Row) -> bool:
    if reader.units is None:
        return True
    if not table.scope.unit:
        return table.name in reader.whole
    *steps, last = table.scope.unit
    here = [row]
    for column in steps:
        link = table.foreign_key(column)
        keys = {item[column] for item in here} - {None}
        here = [item for item in tables.get(link.table, []) if item[link.target] in keys]
        table = ledger_tables()[link.table]
    return any(item[last] in reader.units for item in here)


def passes(value: Any, wanted: Filter, field: Field) -> bool:
    match wanted.operator:
        case Operator.EMPTY:
            return value is None
        case Operator.FILLED:
            return value is not None
        case _ if value is None:
            return False
        case Operator.CONTAINS:
            return wanted.values[0].strip().lower() in value.lower()
        case Operator.EQUALS | Operator.ONE_OF:
            return any(_same(value, given) for given in wanted.values)
        case Operator.BETWEEN:
            low, high = wanted.values
            return (low is None or _at_least(value, low)) and (high is None or _at_most(value, high))
    raise AssertionError(wanted.operator)


def _same(value: Any, given: Any) -> bool:
    if _is_day(given) and isinstance(value, datetime.datetime):
        return value.astimezone(BEIJING).date() == given
    return bool(value == (given.strip() if isinstance(given, str) else given))


def _at_least(value: Any, low: Any) -> bool:
    if _is_day(low) and isinstance(value, datetime.datetime):
        return value.astimezone(BEIJING).date() >= low
    return bool(value >= (low.strip() if isinstance(low, str) else low))


def _at_most(value: Any, high: Any) -> bool:
    if _is_day(high) and isinstance(value, datetime.datetime):
        return value.astimezone(BEIJING).date() <= high
    return bool(value <= (high.strip() if isinstance(high, str) else high))


def _is_day(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def found(row: Row, search: str, reader: Reader, table: Table) -> bool:
    texts = [
        row[field.name].lower()
        for field in table.fields
        if field.type is Type.STRING
        and not field.labels
        and row[field.name] is not None
        and (not field.sensitive or f"{table.name}.{field.name}" in reader.sensitive)
    ]
    return all(any(word.lower() in text for text in texts) for word in search.split())
