"""The rows that the services wrote for the cast, kept so that each test need not have them written again.

They are put back as they were, journal and all, into a database that holds nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from lianheng.web.history.models import Entry

Rows = dict[type[models.Model], list[tuple[object, ...]]]
_kept: dict[str, Rows] = {}
"""By database vendor: what the cast's writing left in each table."""


@contextmanager
def keeping() -> Iterator[None]:
    """Keep what is written inside, when the database held nothing before."""
    empty = {model for model in _models() if not _rows(model)}
    was_empty = Entry in empty
    yield
    if was_empty:
        _kept[connection.vendor] = {model: rows for model in empty if (rows := _rows(model))}


def restore() -> bool:
    """Put the kept rows back. False when none are kept yet, or the database is not empty."""
    rows = _kept.get(connection.vendor)
    if rows is None or Entry.objects.exists() or any(_rows(model) for model in rows):
        return False
    with transaction.atomic(), connection.cursor() as cursor:  # references are checked when all rows stand
        for model, lines in rows.items():
            columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            places = ", ".join(["%s"] * len(model._meta.concrete_fields))
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})', lines)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)
    return True


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def _rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')
        return cursor.fetchall()
