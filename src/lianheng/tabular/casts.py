"""How the text in a cell becomes a value: one SQL expression for each type, NULL where the text is not of the type.

Lossless spellings are accepted (full-width digits, thousands separators, 2021年3月1日, Chinese labels). Anything that
would need a guess (万元, Excel serial dates, a third decimal of money) is left to be refused. The plain spelling is tried
first on all cells; only those it leaves unsettled are looked at carefully, so that millions of plain cells stay cheap.
"""

from __future__ import annotations

from lianheng.tabular.database import literal, quoted
from lianheng.tabular.schema import Field, Type

_WIDE = "０１２３４５６７８９．，－／：　"
_NARROW = "0123456789.,-/: "
_TRUE = ("是", "有", "true", "yes", "y", "1", "√", "✓")
_FALSE = ("否", "无", "false", "no", "n", "0", "×", "✗")


_BLANKS = " \t\r\n　"
_EDGES = ", ".join(literal(character) for character in _BLANKS)


def filled(cell: str) -> str:
    """The trimmed text of a cell, NULL when blank."""
    return f"NULLIF(trim({cell}, '{_BLANKS}'), '')"


def _edged(cell: str) -> str:
    return f"(left({cell}, 1) IN ({_EDGES}, '') OR right({cell}, 1) IN ({_EDGES}))"


def plain_cast(field: Field, column: str, raw_type: str) -> str:
    """SQL for the value of a cell in its plain spelling; NULL for any other."""
    cell = quoted(column)
    if raw_type != "VARCHAR":
        return _from_typed(field, cell, raw_type)
    if field.labels:
        values = ", ".join(literal(value) for value in field.labels)
        return f"CASE WHEN {cell} IN ({values}) THEN CAST({cell} AS {field.type.sql}) END"
    if field.type is Type.STRING:
        return cell
    return f"CASE WHEN regexp_full_match({cell}, '{_PLAIN[field.type]}') THEN TRY_CAST({cell} AS {field.type.sql}) END"


def unsettled(field: Field, column: str, raw_type: str) -> str:
    """The condition, over raw rows ``r`` and typed rows ``t``, under which a cell needs a closer look."""
    if raw_type == "VARCHAR" and field.type is Type.STRING and not field.labels:
        return _edged(f"r.{quoted(column)}")
    return f"t.{quoted(field.name)} IS NULL AND r.{quoted(column)} IS NOT NULL"


def careful_cast(field: Field, column: str) -> str:
    """SQL for the value of a text cell ``r.column`` in any spelling that loses nothing; NULL where there is none."""
    text = filled(f"r.{quoted(column)}")
    if field.labels:
        return _enumeration(field, text)
    if field.type is Type.STRING:
        return text
    return _CASTS[field.type](f"translate({text}, '{_WIDE}', '{_NARROW}')")


def _enumeration(field: Field, text: str) -> str:
    spellings = " ".join(
        f"WHEN {literal(value)} THEN {literal(value)} WHEN {literal(label.lower())} THEN {literal(value)}"
        for value, label in field.labels.items()
    )
    return f"CAST(CASE lower({text}) {spellings} END AS {field.type.sql})"


def _number(text: str) -> str:
    """Digits with thousands separators in their places, a currency sign or 元, and nothing else."""
    bare = f"regexp_replace({text}, '^[¥￥]|元$', '', 'g')"
    return (
        f"CASE WHEN contains({bare}, ',') THEN CASE WHEN regexp_full_match({bare}, '[+-]?\\d{{1,3}}(,\\d{{3}})+(\\.\\d+)?')"
        f" THEN replace({bare}, ',', '') END ELSE {bare} END"
    )


def _integer(text: str) -> str:
    return f"CASE WHEN regexp_full_match({text}, '[+-]?\\d{{1,18}}(\\.0+)?') THEN CAST(split_part({text}, '.', 1) AS BIGINT) END"


def _decimal(text: str, places: int, sql_type: str) -> str:
    number = _number(text)
    digits = f"'[+-]?\\d{{1,{18 - places}}}(\\.\\d{{0,{places}}}0*)?'"
    return f"CASE WHEN regexp_full_match({number}, {digits}) THEN TRY_CAST({number} AS {sql_type}) END"


def _share(text: str) -> str:
    """A plain number; 35% is 0.35."""
    bare = f"rtrim({text}, '%％')"
    plain = _decimal(bare, 6, Type.NUMBER.sql)
    return f"CASE WHEN right({text}, 1) IN ('%', '％') THEN CAST({plain} / 100 AS {Type.NUMBER.sql}) ELSE {plain} END"


def _boolean(text: str) -> str:
    return (
        f"CASE WHEN lower({text}) IN ({', '.join(map(literal, _TRUE))}) THEN TRUE "
        f"WHEN lower({text}) IN ({', '.join(map(literal, _FALSE))}) THEN FALSE END"
    )


def _dashed(text: str) -> str:
    return f"rtrim(translate({text}, '年月/.日', '----'), ' ')"


def _date(text: str) -> str:
    day = f"regexp_replace({_dashed(text)}, '[ T]00:00(:00)?(\\.0+)?$', '')"
    return (
        f"CASE WHEN regexp_full_match({day}, '\\d{{4}}-\\d{{1,2}}-\\d{{1,2}}') THEN TRY_CAST({day} AS DATE) "
        f"WHEN regexp_full_match({day}, '(19|20)\\d{{6}}') THEN CAST(TRY_STRPTIME({day}, '%Y%m%d') AS DATE) END"
    )


def _datetime(text: str) -> str:
    """A day and a time; without a zone the time is Beijing's."""
    instant = f"translate({text}, '年月/日', '---')"
    return (
        f"CASE WHEN regexp_full_match({instant}, '\\d{{4}}-\\d{{1,2}}-\\d{{1,2}}[ T-]+\\d{{1,2}}:\\d{{2}}.*') "
        f"THEN TRY_CAST(regexp_replace({instant}, '^(\\d{{4}}-\\d{{1,2}}-\\d{{1,2}})-? *', '\\1 ') AS TIMESTAMP WITH TIME ZONE) END"
    )


_PLAIN = {
    Type.INTEGER: r"-?\d{1,18}",
    Type.MONEY: r"-?\d{1,16}(\.\d{1,2})?",
    Type.NUMBER: r"-?\d{1,12}(\.\d{1,6})?",
    Type.BOOLEAN: "true|false",
    Type.DATE: r"\d{4}-\d{2}-\d{2}",
    Type.DATETIME: r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:\d{2})?)?",
}
"""The spelling that needs no cleaning."""

_CASTS = {
    Type.INTEGER: _integer,
    Type.MONEY: lambda text: _decimal(text, 2, Type.MONEY.sql),
    Type.NUMBER: _share,
    Type.BOOLEAN: _boolean,
    Type.DATE: _date,
    Type.DATETIME: _datetime,
}


def _from_typed(field: Field, column: str, raw_type: str) -> str:
    """A Parquet column: as it is when its type fits, through a checked cast otherwise. Floats must be exact decimals."""
    target = field.type.sql
    if field.labels:
        values = ", ".join(literal(value) for value in field.labels)
        return f"CASE WHEN CAST({column} AS VARCHAR) IN ({values}) THEN CAST({column} AS {target}) END"
    if raw_type in ("DOUBLE", "FLOAT") and field.type in (Type.MONEY, Type.NUMBER, Type.INTEGER):
        places = {Type.MONEY: 2, Type.NUMBER: 6, Type.INTEGER: 0}[field.type]
        return f"CASE WHEN abs({column} - round({column}, {places})) < 1e-7 THEN TRY_CAST({column} AS {target}) END"
    if raw_type.startswith("DECIMAL") and field.type is Type.INTEGER:
        return f"CASE WHEN {column} = trunc({column}) THEN TRY_CAST({column} AS {target}) END"
    return column if raw_type == target else f"TRY_CAST({column} AS {target})"
