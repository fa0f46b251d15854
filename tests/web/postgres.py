"""A real PostgreSQL for tests: Debian's own programs, in a folder of its own, reached by a socket there and ended with them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest


@dataclass
class PostgreSQL:
    """A running server that only this user of the machine reaches, by a socket in its own folder."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}/{database}"

    def new_database(self) -> str:
        """The address of an empty database."""
        return create_database(self.url("postgres"))


def create_database(address: str, template: str = "template1") -> str:
    """A new database on the server of ``address``, and its own address."""
    server, name = address.rpartition("/")[0], f"site_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{server}/{name}"


def copy_database(address: str) -> str:
    """A database with the same content. Nobody may be using the first."""
    return create_database(address, address.rpartition("/")[2])


def programs() -> Path | None:
    """Debian's folder of PostgreSQL's own programs, the newest."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL that ends with the tests. It refuses to run as root, so root runs it as ``postgres``."""
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed; make test installs it")
    folder = Path(tempfile.mkdtemp(prefix="lianheng-pg-"))  # whoever else is on this machine cannot enter it
    as_postgres: Sequence[str] = ()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_postgres = ("runuser", "-u", "postgres", "--")

    def run(program: str, *options: str) -> None:
        command = [*as_postgres, str(binaries / program), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    data = str(folder / "data")
    run("initdb", "-D", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale")
    listen = f"-c listen_addresses='' -c unix_socket_directories={folder} -c unix_socket_permissions=0777"
    run("pg_ctl", "-D", data, "-w", "-o", listen, "-l", str(folder / "log"), "start")
    try:
        yield PostgreSQL(folder)
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
