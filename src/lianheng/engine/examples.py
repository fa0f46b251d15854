"""Worked examples: small tables in, outcomes or a value out. They are a question's tests and stand on its page in the docs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from lianheng.engine.counting import count
from lianheng.engine.figure import Figure
from lianheng.engine.judging import judge, key_sql
from lianheng.engine.question import Question, QuestionError
from lianheng.engine.rule import Rule
from lianheng.engine.scope import RunScope
from lianheng.engine.workspace import Workspace
from lianheng.ledger.catalogue import any_table, ledger_tables
from lianheng.standards.catalogue import standard_tables
from lianheng.standards.layers import in_force_sql
from lianheng.tabular.database import Database, literal, quoted
from lianheng.tabular.schema import Field, Table

AS_AT = datetime.date(2021, 12, 31)
DEFAULT_UNITS = [{"unit_id": "U1", "name": "示例局", "division_code": "340100", "level": "city"}]
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Example:
    """One worked example of a question."""

    name: str
    given: Mapping[str, Rows]
    then: Mapping[str, Any]
    scope: RunScope
    parameters: Mapping[str, object]


def read_examples(question: Question) -> tuple[Example, ...]:
    """The examples beside a question. Raises QuestionError when there are none or one is malformed."""
    path = question.examples_path
    if not path.is_file():
        raise QuestionError(f"{path.name}: a question needs worked examples")
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        return tuple(_example(item) for item in raw)
    except (KeyError, TypeError) as error:
        raise QuestionError(f"{path.name}: {error!r}") from error


def _example(raw: Mapping[str, Any]) -> Example:
    run = raw.get("run") or {}
    scope = RunScope(run.get("as_at", AS_AT), run.get("year"), run.get("unit_id"))
    return Example(raw["name"], raw["given"], raw["then"], scope, raw.get("parameters") or {})


def play_rule(rule: Rule, example: Example) -> dict[str, dict[str, Any]]:
    """Run a rule on an example: for every subject row, all that its SELECT returned. The contract is checked as in a run."""
    with_database = _stage(rule, example)
    judged = judge(with_database, rule, example.parameters)
    if not judged.was_run:
        raise QuestionError(f"{rule.id}: example {example.name!r} lacks {sorted(judged.missing)}")
    database = with_database.database
    key = key_sql(any_table(rule.subject), "j")
    table = database.arrow(f"SELECT {key} AS __key, j.* FROM ({rule.bound(example.parameters)}) AS j")
    messages = {
        row_key: (zh, en)
        for row_key, zh, en in database.rows(
            "SELECT key, message_zh, message_en FROM judged_rows WHERE key IS NOT NULL"
        )
    }
    database.close()
    rows = {row.pop("__key"): row for row in table.to_pylist()}
    for row_key, (zh, en) in messages.items():
        rows[row_key] |= {"message_zh": zh, "message_en": en}
    return rows


def play_figure(figure: Figure, example: Example) -> dict[str, Any]:
    """Run a figure on an example: its value, row count, items, series and whether it is a gap."""
    workspace = _stage(figure, example)
    answer = count(workspace, figure, example.parameters)
    workspace.database.close()
    return {
        "value": answer.value,
        "rows": answer.rows,
        "items": list(answer.items),
        "series": dict(answer.series),
        "gap": answer.gap is not None,
    }


def differences(played: Mapping[str, Any], expected: Any) -> list[str]:
    """What an example expected and did not get, in words; only the columns that it names are compared."""
    wanted = expected if isinstance(expected, Mapping) else {"outcome": expected}
    return [
        f"{name}: expected {value!r}, got {played.get(name)!r}"
        for name, value in wanted.items()
        if not _equal(played.get(name), value)
    ]


def rule_differences(rule: Rule, example: Example) -> list[str]:
    """All differences of one example of a rule; every subject row must be named, no other."""
    played = play_rule(rule, example)
    wanted = {str(key): value for key, value in example.then.items()}
    unnamed = [f"{key}: not named, got {played[key]['outcome']}" for key in played.keys() - wanted.keys()]
    absent = [f"{key}: expected, but there is no such row" for key in wanted.keys() - played.keys()]
    return (
        unnamed
        + absent
        + [
            f"{key}: {difference}"
            for key in wanted.keys() & played.keys()
            for difference in differences(played[key], wanted[key])
        ]
    )


def _equal(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, bool) or wanted is None or got is None:
        return got is wanted
    if isinstance(got, Decimal | int | float) and isinstance(wanted, int | float | str):
        return abs(Decimal(str(got)) - Decimal(str(wanted))) < Decimal("0.000001")
    if isinstance(got, dict) and isinstance(wanted, Mapping):
        return got.keys() == wanted.keys() and all(_equal(got[key], wanted[key]) for key in got)
    return bool(got == wanted)


def _stage(question: Question, example: Example) -> Workspace:
    """A workspace holding the example's tables; ledger tables it leaves out are empty."""
    database = Database(in_memory=True)
    database.execute("SET threads = 1")  # so little is sooner done alone
    given = {"units": DEFAULT_UNITS} | dict(example.given)
    stood: set[str] = set()
    pending = _needed(question)
    for name in sorted(set(given) | pending):
        if name in ledger_tables():
            _create(database, ledger_tables()[name], given.get(name, ()))
            stood.add(name)
        elif name not in standard_tables() and name in given:
            _create(database, any_table(name), given[name])
            stood.add(name)
    for name in given.keys() & standard_tables().keys():
        table = standard_tables()[name]
        rows = [{"place": "", "valid_from": datetime.date(1990, 1, 1)} | dict(row) for row in given[name]]
        _create(database, table, rows, f"{name}_rows")
        database.execute(
            f"CREATE TABLE {name} AS {in_force_sql(table, f'(SELECT *, FALSE AS gives_way FROM {name}_rows)')}"
        )
        stood.add(name)
    return Workspace(database, stood, example.scope)


def _needed(question: Question) -> set[str]:
    """Ledger tables a question reads, also through derived tables and the unit path of its own table."""
    from lianheng.engine.portable import tables_read
    from lianheng.engine.scope import tables_on_the_way
    from lianheng.ledger.catalogue import derived_sql, derived_tables

    own = (
        question.subject
        if isinstance(question, Rule)
        else question.table
        if isinstance(question, Figure)
        else ""
    )
    found: set[str] = set()
    queue = [*question.tables, own]
    while queue:
        name = queue.pop()
        if name in found:
            continue
        found.add(name)
        if name in derived_tables():
            queue += tables_read(derived_sql(name), name)
        if name == own:
            queue += tables_on_the_way(any_table(name), any_table)
    return found


def _create(database: Database, table: Table, rows: Rows, name: str | None = None) -> None:
    columns = ", ".join(f"{quoted(field.name)} {field.type.sql}" for field in table.fields)
    database.execute(f"CREATE TABLE {name or table.name} ({columns})")
    given = list(dict.fromkeys(column for row in rows for column in row))
    if unknown := [column for column in given if column not in table.columns]:
        raise QuestionError(f"{table.name} has no column {unknown[0]!r}")
    if given:
        fields = [table.columns[column] for column in given]
        values = ", ".join(
            f"({', '.join(_typed(field, row.get(field.name)) for field in fields)})" for row in rows
        )
        database.execute(
            f"INSERT INTO {name or table.name} ({', '.join(map(quoted, given))}) VALUES {values}"
        )


def _typed(field: Field, value: object) -> str:
    return f"CAST({literal(value)} AS {field.type.sql})"
