"""Triggers by which the database itself refuses to change or delete what is sealed.

They stop slips and hurried hands. Whoever owns the database can lower them; that the journal then shows it is the proof,
this is only the fence. Put up after every migration, because SQLite rebuilds a table, and drops its triggers, to alter it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from lianheng.web.history.models import Checkpoint, Entry, Kept

_REFUSE = "history_refuse"


def raise_guards(connection: Any) -> None:
    """Put up all guards whose tables exist. Running it again changes nothing."""
    tables = set(connection.introspection.table_names())
    lower_guards(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table, columns in guarded():
            if table in tables:
                for statement in _statements(connection.vendor, table, columns):
                    cursor.execute(statement)


def lower_guards(connection: Any) -> None:
    """Take them down: for emptying a test's database, and for the tests that tamper."""
    with connection.cursor() as cursor:
        for name, table in _standing(connection, cursor):
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def guarded() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each guarded table with the columns that never change; none named means no column ever does."""
    yield Entry._meta.db_table, ()
    yield Checkpoint._meta.db_table, ()
    for model in apps.get_models():
        if issubclass(model, Kept) and model.fixed:
            columns = [
                str(field.column) for field in model._meta.concrete_fields if field.attname in model.fixed
            ]
            yield model._meta.db_table, tuple(columns)


def _statements(vendor: str, table: str, columns: tuple[str, ...]) -> Iterator[str]:
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {differ} NEW."{column}"' for column in columns)
    for event, when in (("UPDATE", f" WHEN ({changed})" if columns else ""), ("DELETE", "")):
        name = f"guard_{table}_{event.lower()}"
        if vendor == "postgresql":
            yield f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW{when} EXECUTE FUNCTION {_REFUSE}()'
        else:
            yield f"""CREATE TRIGGER "{name}" BEFORE {event} ON "{table}"{when}
                BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"""
    if vendor == "postgresql":
        yield f'CREATE TRIGGER "guard_{table}_truncate" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION {_REFUSE}()'


def _standing(connection: Any, cursor: Any) -> list[tuple[str, str]]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgname LIKE 'guard\\_%'"
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
        )
    return list(cursor.fetchall())


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is sealed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
