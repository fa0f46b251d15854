"""Filters and search as SQL conditions over the columns that a reader may see."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Field, Type
from lianheng.text import Text, UserError

from .values import BEIJING, LONGEST, Values, value_of

MOST_VALUES = 1000
MOST_WORDS = 5
_ONE_DAY = datetime.timedelta(days=1)


class Operator(Enum):
    """What a filter asks of a column. ``operators_of`` says which of them a column takes."""

    EQUALS = "equals"
    CONTAINS = "contains"
    BETWEEN = "between"
    ONE_OF = "one_of"
    EMPTY = "empty"
    FILLED = "filled"

    @property
    def title(self) -> Text:
        return _TITLES[self]


_TITLES = {
    Operator.EQUALS: Text("等于", "equals"),
    Operator.CONTAINS: Text("包含", "contains"),
    Operator.BETWEEN: Text("介于", "between"),
    Operator.ONE_OF: Text("属于", "is one of"),
    Operator.EMPTY: Text("为空", "is empty"),
    Operator.FILLED: Text("不为空", "is not empty"),
}


@dataclass(frozen=True)
class Filter:
    """A condition on one column. ``values``: one for equals and contains; lower and upper bound for between, both included,
    None or empty text for an open end; any number for one_of; none for empty and filled. Text is read as the column's type.
    """

    column: str
    operator: Operator
    values: tuple[Any, ...] = ()


def operators_of(field: Field) -> tuple[Operator, ...]:
    """The operators that make sense for a column."""
    always = (Operator.EMPTY, Operator.FILLED)
    if field.labels:
        return (Operator.EQUALS, Operator.ONE_OF, *always)
    if field.type is Type.BOOLEAN:
        return (Operator.EQUALS, *always)
    if field.type is Type.STRING:
        return (Operator.EQUALS, Operator.CONTAINS, Operator.BETWEEN, Operator.ONE_OF, *always)
    return (Operator.EQUALS, Operator.BETWEEN, Operator.ONE_OF, *always)


def filter_condition(wanted: Filter, field: Field, values: Values) -> str:
    """SQL for one filter; NULL is never inside. Raises UserError for a value or operator that the column does not take."""
    if wanted.operator not in operators_of(field):
        raise UserError(
            f"“{field.title.zh}”不能用“{wanted.operator.title.zh}”筛选。",
            f"{field.title.en} cannot be filtered by “{wanted.operator.title.en}”.",
        )
    _check_count(wanted, field)
    column = quoted(field.name)
    match wanted.operator:
        case Operator.EMPTY:
            return f"{column} IS NULL"
        case Operator.FILLED:
            return f"{column} IS NOT NULL"
        case Operator.CONTAINS:
            word = value_of(field, wanted.values[0])
            return _contains(column, word, values.one(word))
        case Operator.BETWEEN:
            return _between(field, wanted.values[0], wanted.values[1], values)
        case Operator.EQUALS | Operator.ONE_OF:
            return _one_of(field, [value_of(field, value) for value in wanted.values], values)


def _check_count(wanted: Filter, field: Field) -> None:
    least, most = {
        Operator.BETWEEN: (2, 2),
        Operator.ONE_OF: (1, MOST_VALUES),
        Operator.EMPTY: (0, 0),
        Operator.FILLED: (0, 0),
    }.get(wanted.operator, (1, 1))
    if not least <= len(wanted.values) <= most:
        raise UserError(
            f"“{field.title.zh}”的筛选值个数不对（{len(wanted.values)}个）。",
            f"The filter on {field.title.en} has {len(wanted.values)} values, which is not what it takes.",
        )


def _one_of(field: Field, wanted: list[Any], values: Values) -> str:
    days = [value for value in wanted if _is_day_of_instants(field, value)]
    others = ", ".join(values.typed(field, value) for value in wanted if value not in days)
    found = [_between(field, day, day, values) for day in days]
    if others:
        found.append(f"{quoted(field.name)} IN ({others})")
    return f"({' OR '.join(found)})"


def _between(field: Field, low: object, high: object, values: Values) -> str:
    column, conditions = quoted(field.name), [f"{quoted(field.name)} IS NOT NULL"]
    if low is not None and low != "":
        conditions.append(f"{column} >= {values.typed(field, _start(field, value_of(field, low)))}")
    if high is not None and high != "":
        value = value_of(field, high)
        whole_day = _is_day_of_instants(field, value)
        end = _start(field, value + _ONE_DAY) if whole_day else value
        conditions.append(f"{column} {'<' if whole_day else '<='} {values.typed(field, end)}")
    return f"({' AND '.join(conditions)})"


def _start(field: Field, value: Any) -> Any:
    """The first moment of a day in Beijing, where the column holds moments; any other value as it is."""
    if _is_day_of_instants(field, value):
        return datetime.datetime.combine(value, datetime.time.min, BEIJING)
    return value


def _is_day_of_instants(field: Field, value: object) -> bool:
    return field.type is Type.DATETIME and not isinstance(value, datetime.datetime)


def search_condition(search: str, fields: Mapping[str, Field], values: Values) -> str:
    """Rows in which every word stands in some column of text, whatever the case of its letters. UserError for too many."""
    words = search.split()
    if len(search) > LONGEST or len(words) > MOST_WORDS:
        raise UserError(
            f"搜索内容过长，最多{MOST_WORDS}个词。", f"The search is too long; it takes {MOST_WORDS} words."
        )
    columns = [
        quoted(name) for name, field in fields.items() if field.type is Type.STRING and not field.labels
    ]
    return " AND ".join(f"({_in_any(columns, word, values)})" for word in words) or "TRUE"


def _in_any(columns: list[str], word: str, values: Values) -> str:
    if not columns:
        return "FALSE"
    place = values.one(word)
    return " OR ".join(_contains(column, word, place) for column in columns)


def _contains(column: str, word: str, place: str) -> str:
    """A word whose letters have no case, as Chinese and digits, is compared as it stands: three times as fast."""
    if word.lower() == word.upper():
        return f"contains({column}, {place})"
    return f"contains(lower({column}), lower({place}))"
