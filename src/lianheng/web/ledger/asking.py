"""What somebody asks of a table, between the address of a page and the core's query.

?q=维修&is.method=cash&has.payee=印务&from.amount=100&to.amount=500&empty.line_id=yes&sort=-amount&column=payee&page=2
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import QueryDict

from lianheng.ledger.browsing.filters import Filter, Operator
from lianheng.ledger.browsing.query import Query, Sort
from lianheng.ledger.browsing.reader import Reader
from lianheng.tabular.schema import Field, Table, Type
from lianheng.text import Text, UserError

IS, HAS, FROM, TO, EMPTY = "is.", "has.", "from.", "to.", "empty."
PREFIXES = (IS, HAS, FROM, TO, EMPTY)
ROWS = 50
FIRST_COLUMNS = 8
"""Columns of a table that are shown when none are chosen: those that are always filled in come first."""
RANGED = (Type.DATE, Type.DATETIME, Type.MONEY, Type.INTEGER, Type.NUMBER)


@dataclass(frozen=True)
class Active:
    """A filter that is on: in words, and the parameters that switch it off by going."""

    text: Text
    parameters: tuple[str, ...]


def query_of(reader: Reader, table: Table, asked: QueryDict, size: int = ROWS) -> Query:
    """The query of an address. Raises Absent for a column that is not there for this reader."""
    names = dict.fromkeys(key.split(".", 1)[1] for key in asked if key.startswith(PREFIXES))
    return Query(
        table.name,
        columns=chosen_columns(reader, table, asked),
        filters=tuple(found for name in names for found in _filters(reader.field(table, name), asked)),
        search=asked.get("q", "").strip(),
        sort=tuple(_sort(part) for part in asked.get("sort", "").split(",") if part),
        page=_page(asked.get("page", "")),
        size=size,
    )


def chosen_columns(reader: Reader, table: Table, asked: QueryDict) -> tuple[str, ...]:
    """The columns asked for, in the table's order and with its key; else its first ones."""
    fields = reader.fields(table)
    wanted = {reader.field(table, name).name for name in asked.getlist("column")}
    wanted = wanted or set(sorted(fields, key=lambda name: not fields[name].required)[:FIRST_COLUMNS])
    return tuple(name for name in fields if name in wanted or name in table.key)


def day_of(asked: QueryDict) -> datetime.date | None:
    """The day as at which the ledger is looked at; None is now. Raises UserError for what is no day."""
    given = asked.get("as_at", "").strip()
    if not given:
        return None
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise UserError(
            f"“{given[:20]}”不是日期，请写作 2024-03-01。",
            f"“{given[:20]}” is no day; write it as 2024-03-01.",
        ) from None


def active_filters(reader: Reader, table: Table, asked: QueryDict) -> list[Active]:
    """The filters of an address in words."""
    found = []
    for name in dict.fromkeys(key.split(".", 1)[1] for key in asked if key.startswith(PREFIXES)):
        field = reader.field(table, name)
        found += [_active(field, one) for one in _filters(field, asked)]
    return found


def _filters(field: Field, asked: QueryDict) -> list[Filter]:
    name = field.name
    found = []
    if values := tuple(value for value in asked.getlist(IS + name) if value):
        found.append(Filter(name, Operator.ONE_OF if len(values) > 1 else Operator.EQUALS, values))
    if words := asked.get(HAS + name, "").strip():
        found.append(Filter(name, Operator.CONTAINS, (words,)))
    low, high = asked.get(FROM + name, "").strip(), asked.get(TO + name, "").strip()
    if low or high:
        found.append(Filter(name, Operator.BETWEEN, (low or None, high or None)))
    if (state := asked.get(EMPTY + name)) in ("yes", "no"):
        found.append(Filter(name, Operator.EMPTY if state == "yes" else Operator.FILLED))
    return found


def _active(field: Field, one: Filter) -> Active:
    title, name = field.title, field.name
    match one.operator:
        case Operator.EQUALS | Operator.ONE_OF:
            zh = "、".join(str(field.labels.get(value, value)) for value in one.values)
            return Active(Text(f"{title.zh}：{zh}", f"{title.en}: {', '.join(one.values)}"), (IS + name,))
        case Operator.CONTAINS:
            return Active(
                Text(f"{title.zh}含“{one.values[0]}”", f"{title.en} has “{one.values[0]}”"), (HAS + name,)
            )
        case Operator.BETWEEN:
            span = f"{one.values[0] or '…'} – {one.values[1] or '…'}"
            return Active(Text(f"{title.zh}：{span}", f"{title.en}: {span}"), (FROM + name, TO + name))
        case Operator.EMPTY | Operator.FILLED:
            said = one.operator.title
            return Active(Text(f"{title.zh}{said.zh}", f"{title.en} {said.en}"), (EMPTY + name,))


def _sort(part: str) -> Sort:
    return Sort(part.lstrip("-"), part.startswith("-"))


def _page(given: str) -> int:
    return min(int(given), 10_000_000) if given.isdigit() and given != "0" else 1
