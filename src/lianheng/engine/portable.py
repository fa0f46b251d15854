"""What sqlglot knows of a question: which tables it reads, and how it is said to another engine."""

from __future__ import annotations

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lianheng.engine.question import QuestionError


def _parse(sql: str, name: str) -> exp.Query:
    try:
        statements = sqlglot.parse(sql, read="duckdb")
    except SqlglotError as error:
        raise QuestionError(f"{name}: not one readable SELECT: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise QuestionError(f"{name}: expected exactly one SELECT")
    return statements[0]


def tables_read(sql: str, name: str) -> frozenset[str]:
    """Names of the tables a SELECT reads. Raises QuestionError when it is not exactly one SELECT."""
    tree = _parse(sql, name)
    named = {part.alias for part in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table) if table.name) - named


def in_dialect(sql: str, name: str, dialect: str) -> str:
    """The same SELECT for another engine, for example ``spark``."""
    return _parse(sql, name).sql(dialect=dialect, pretty=True)
