"""Sites on both databases, founded once by ``lianheng init`` and copied for every test that needs one of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from ..postgres import PostgreSQL, copy_database, postgresql
from ..servers import ENGINES, Home, clean_environment, new_home

OFFICE, PASSWORD_CHANGED = "office", "a new password of my own"


@pytest.fixture(scope="session")
def database_server() -> Iterator[PostgreSQL]:
    with postgresql() as server:
        yield server


BUILD = """
import pathlib, sys
from lianheng.web.operations.demo import make_demo
make_demo(pathlib.Path(sys.argv[1]), lambda text: None, years=1)
"""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demonstration's home, built once for all processes of the tests: nobody may change it."""
    shared = tmp_path_factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else None
    folder = (shared or tmp_path_factory.mktemp("shared")) / "demo"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            command = [sys.executable, "-c", BUILD, str(folder.with_suffix(".new"))]
            subprocess.run(command, env=clean_environment(), check=True)
            folder.with_suffix(".new").rename(folder)
    return Home(folder)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


NewDatabase = Callable[[str], str | None]


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """The address of an empty database of an engine; None for SQLite, which makes its own in the home."""
    return lambda engine: (
        request.getfixturevalue("database_server").new_database() if engine == "postgresql" else None
    )


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, new_database: NewDatabase) -> Callable[[str], Home]:
    """The site of an engine as ``init`` made it, with an office account whose password stands: nobody may change it."""
    made: dict[str, Home] = {}

    def found(engine: str) -> Home:
        if engine not in made:
            home = new_home(tmp_path_factory.mktemp(f"founded-{engine}") / "home", new_database(engine))
            home.run(
                "user",
                "open",
                OFFICE,
                "--person",
                "P001",
                "--name",
                "褚文心",
                "--unit",
                "U01",
                "--role",
                "office",
            )
            home.inside(f"""
                from lianheng.web.access.models import Account
                from lianheng.web.access.services import change_own_password
                change_own_password(Account.objects.get(username={OFFICE!r}), {PASSWORD_CHANGED!r})
            """)
            home.set(LIANHENG_SECOND_FACTOR="false")
            made[engine] = home
        return made[engine]

    return found


@pytest.fixture
def home(founded: Callable[[str], Home], engine: str, tmp_path: Path) -> Home:
    """A founded site of one's own, on either engine."""
    return copied(founded(engine), tmp_path / "home")


@pytest.fixture
def sqlite_home(founded: Callable[[str], Home], tmp_path: Path) -> Home:
    """The same where the engine makes no difference."""
    return copied(founded("sqlite"), tmp_path / "home")


def copied(home: Home, folder: Path) -> Home:
    """A site that is not running, once more. The line of the database that comes last in the settings counts."""
    shutil.copytree(home.folder, folder)
    copy = Home(folder, home.passwords)
    if home.database is not None:
        copy.database = copy_database(home.database)
        copy.set(LIANHENG_DATABASE=copy.database)
    return copy
