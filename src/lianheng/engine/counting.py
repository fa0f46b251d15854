"""Answers one figure: runs its SELECT, keeps the rows of the run's unit and year, and makes the number from those rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from lianheng.engine.figure import Answer, Figure, Measure
from lianheng.engine.judging import key_sql
from lianheng.engine.question import QuestionError
from lianheng.engine.workspace import Workspace
from lianheng.ledger.catalogue import any_table
from lianheng.tabular.database import Database, DatabaseError
from lianheng.tabular.schema import Table
from lianheng.text import Text

COUNTED = "counted_rows"
_NEEDED = {
    Measure.COUNT: (),
    Measure.COUNT_DISTINCT: ("item",),
    Measure.SUM: ("value",),
    Measure.AVERAGE: ("value",),
    Measure.RATIO: (),
    Measure.TREND: ("year", "value"),
    Measure.LIST: ("item",),
}


def count(workspace: Workspace, figure: Figure, parameters: Mapping[str, object] | None = None) -> Answer:
    """Answer one figure and leave its rows in the table ``counted_rows`` of the workspace's database.

    Raises QuestionError when the SELECT does not run or lacks a column its measure needs.
    """
    missing = workspace.missing(figure.tables | {figure.table}, figure.id)
    database = workspace.database
    if missing:
        database.execute(f"CREATE OR REPLACE TEMP TABLE {COUNTED} AS SELECT NULL AS key WHERE FALSE")
        return _gap(figure, _missing_tables(missing))
    table = any_table(figure.table)
    _collect(workspace, figure, table, figure.bound(parameters))
    answer = _measure(database, figure)
    if answer.gap is None and answer.rows == 0:
        if not _has_records(workspace, figure, table):
            return _gap(
                figure, Text(f"“{table.title.zh}”本期没有记录", f"no records in {table.name} for the period")
            )
        if figure.zero == "gap":
            return _gap(
                figure,
                Text("本期计数为零，请核实是否漏记", "nothing counted in the period: check for omissions"),
            )
        if answer.value is None:
            return _gap(figure, Text("没有可计算的记录", "nothing to make the figure from"))
    return answer


def _collect(workspace: Workspace, figure: Figure, table: Table, body: str) -> None:
    try:
        columns = workspace.database.columns(body)
        absent = [name for name in (*table.key, *_NEEDED[figure.measure]) if name not in columns]
        if absent:
            raise QuestionError(f"{figure.id}: the SELECT does not return {', '.join(absent)}")
        extra = "".join(
            f", j.{name}" for name in ("value", "base", "counted", "item", "year", "sort") if name in columns
        )
        extra = extra if "sort" in columns else f"{extra}, {key_sql(table, 'j')} AS sort"
        scope = workspace.in_scope(table, figure.period)
        same = " AND ".join(f"s.{name} = j.{name}" for name in table.key)
        semi = f"SEMI JOIN {scope} AS s ON {same}" if scope else ""
        workspace.database.execute(
            f"CREATE OR REPLACE TEMP TABLE {COUNTED} AS WITH counted AS (\n{body}\n) "
            f"SELECT {key_sql(table, 'j')} AS key{extra} FROM counted AS j {semi}"
        )
    except DatabaseError as error:
        raise QuestionError(f"{figure.id}: {error}") from error


def _measure(database: Database, figure: Figure) -> Answer:
    (rows,) = database.one(f"SELECT count(*) FROM {COUNTED}")
    match figure.measure:
        case Measure.COUNT:
            return Answer(figure, Decimal(rows), rows)
        case Measure.COUNT_DISTINCT:
            (distinct,) = database.one(f"SELECT count(DISTINCT item) FROM {COUNTED}")
            return Answer(figure, Decimal(distinct), rows)
        case Measure.LIST:
            items = database.rows(f"SELECT item FROM {COUNTED} GROUP BY item ORDER BY min(sort), item")
            names = tuple(str(item) for (item,) in items)
            return Answer(figure, Decimal(len(names)), rows, items=names)
        case Measure.SUM:
            (total,) = database.one(f"SELECT CAST(COALESCE(sum(value), 0) AS DECIMAL(38,6)) FROM {COUNTED}")
            return Answer(figure, _plain(total), rows)
        case Measure.RATIO:
            return _ratio(database, figure, rows)
        case Measure.AVERAGE:
            total, known = database.one(
                f"SELECT CAST(sum(value) AS DECIMAL(38,6)), count(value) FROM {COUNTED}"
            )
            if not known:
                return Answer(figure, None, 0) if rows == 0 else _unknown(figure, rows)
            return Answer(figure, (total / known).quantize(Decimal("0.01"), ROUND_HALF_UP), rows)
        case Measure.TREND:
            years = database.rows(
                f"SELECT year, CAST(sum(value) AS DECIMAL(38,6)) FROM {COUNTED} GROUP BY year ORDER BY year"
            )
            series = tuple((int(year), _plain(value)) for year, value in years)
            return Answer(figure, series[-1][1] if series else None, rows, series=series)


def _ratio(database: Database, figure: Figure, rows: int) -> Answer:
    columns = database.columns(f"SELECT * FROM {COUNTED}")
    if "counted" in columns:
        made_of = "count(*) FILTER (counted IS NULL), count(*) FILTER (counted), count(*)"
    elif {"value", "base"} <= columns.keys():
        made_of = "count(*) FILTER (value IS NULL OR base IS NULL), sum(value), sum(base)"
    else:
        raise QuestionError(f"{figure.id}: a ratio returns counted, or value and base")
    unknown, part, whole = database.one(f"SELECT {made_of} FROM {COUNTED}")
    if unknown:
        return _unknown(figure, unknown)
    if not whole:
        return Answer(figure, None, 0)
    return Answer(figure, Decimal(part) / Decimal(whole), rows)


def _unknown(figure: Figure, rows: int) -> Answer:
    reason = Text(f"有{rows}条记录缺少计算所需的内容", f"{rows} records lack what the figure is made from")
    return _gap(figure, reason, rows)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, so that equal values print equal."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _gap(figure: Figure, reason: Text, rows: int = 0) -> Answer:
    return Answer(figure, None, rows, gap=reason)


def _missing_tables(missing: set[str]) -> Text:
    names = sorted(missing)
    zh = "、".join(f"{any_table(name).title.zh}（{name}）" for name in names)
    return Text(f"台账缺少表：{zh}", f"the ledger lacks {', '.join(names)}")


def _has_records(workspace: Workspace, figure: Figure, table: Table) -> bool:
    scope = workspace.in_scope(table, figure.period) or table.name
    return workspace.database.one(f"SELECT count(*) > 0 FROM {scope}")[0] is True
