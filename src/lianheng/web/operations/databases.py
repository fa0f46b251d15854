"""A copy of the database as it is at one moment, made while others go on writing; and such a copy put back.

SQLite by its own online backup, PostgreSQL by ``pg_dump`` of an exported snapshot and ``pg_restore``.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import IO, Protocol, cast

from django.db import connection, transaction

from lianheng.text import UserError
from lianheng.web.history.sealing import take_pen
from lianheng.web.operations.archive import Writer
from lianheng.web.operations.home import DATABASE

NOT_IN_ADDRESS = ("password", "prepare_threshold")


class Frozen(Protocol):
    """The database as it was when it was frozen."""

    member: str

    def pack(self, archive: Writer, beside: Path) -> None:
        """Put it into the archive; ``beside`` is where a large file may lie meanwhile."""


def engine() -> str:
    return str(connection.vendor)


@contextmanager
def standstill() -> Iterator[None]:
    """While this lasts, nobody appends to the journal, and so no service writes. Keep it short."""
    with transaction.atomic():
        take_pen()
        yield


def frozen() -> AbstractContextManager[Frozen]:
    """The database as it is now, for as long as it takes to copy it."""
    return _frozen_sqlite() if engine() == "sqlite" else _frozen_postgresql()


@contextmanager
def _frozen_sqlite() -> Iterator[Frozen]:
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)) as source:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only a read fixes the moment
        yield FrozenSQLite(source)


@contextmanager
def _frozen_postgresql() -> Iterator[Frozen]:
    import psycopg

    with psycopg.connect(_address(), password=_password()) as other:
        other.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        other.read_only = True
        [(snapshot,)] = other.execute("SELECT pg_export_snapshot()").fetchall()
        yield FrozenPostgreSQL(str(snapshot))


class FrozenSQLite:
    member = DATABASE

    def __init__(self, source: sqlite3.Connection) -> None:
        self._source = source

    def pack(self, archive: Writer, beside: Path) -> None:
        copy = beside / f".{DATABASE}.{os.getpid()}"
        try:
            with closing(sqlite3.connect(copy)) as target:
                self._source.backup(target)
            archive.add_file(self.member, copy)
        finally:
            copy.unlink(missing_ok=True)


class FrozenPostgreSQL:
    member = "database.pgdump"

    def __init__(self, snapshot: str) -> None:
        self._snapshot = snapshot

    def pack(self, archive: Writer, beside: Path) -> None:
        command = [
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={self._snapshot}",
        ]
        process = _start(command, stdout=subprocess.PIPE)
        archive.add(self.member, cast(IO[bytes], process.stdout))
        _finish(process)


def put_back(home: Path) -> None:
    """Make the copied database the site's own. On SQLite the file is in its place already."""
    if engine() == "sqlite":
        return
    file = home / FrozenPostgreSQL.member
    connection.close()
    command = [
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        str(file),
    ]
    _finish(_start(command, stdout=subprocess.DEVNULL))
    file.unlink()


def _address() -> str:
    """Where the database is, for PostgreSQL's own programs, without the password: other users can read their lines."""
    from psycopg.conninfo import make_conninfo

    told = {
        name: value
        for name, value in connection.get_connection_params().items()
        if isinstance(value, str | int)
    }
    return make_conninfo("", **{name: value for name, value in told.items() if name not in NOT_IN_ADDRESS})


def _password() -> str | None:
    return connection.get_connection_params().get("password")


def _start(command: list[str], stdout: int) -> subprocess.Popen[bytes]:
    """One of PostgreSQL's programs, told where the database is."""
    password = _password()
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    try:
        return subprocess.Popen(
            [*command, f"--dbname={_address()}"], stdout=stdout, stderr=subprocess.PIPE, env=environment
        )
    except FileNotFoundError as error:
        raise UserError(
            f"缺少 {command[0]}。请管理员运行：apt-get install postgresql-client。",
            f"{command[0]} is missing. Ask an administrator to run: apt-get install postgresql-client.",
        ) from error


def _finish(process: subprocess.Popen[bytes]) -> None:
    _, said = process.communicate()
    if process.returncode:
        told = said.decode(errors="replace").strip()
        raise UserError(f"数据库程序未能完成：{told}", f"The database's program did not finish: {told}")
