"""A journal of its own for each test: keys, exported roots and attachments in the test's folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from lianheng.web.history.guards import lower_guards, raise_guards

Sql = Callable[..., None]


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    for name in ("KEYS", "ROOTS", "ATTACHMENTS"):
        setattr(settings, f"{name}_FOLDER", tmp_path / name.lower())


@pytest.fixture
def behind_our_back() -> Sql:
    """Runs SQL as whoever owns the database would, with the guards down meanwhile."""

    def run(statement: str, *values: object) -> None:
        with guards_down(), connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


@contextmanager
def guards_down() -> Iterator[None]:
    lower_guards(connection)
    try:
        yield
    finally:
        raise_guards(connection)
