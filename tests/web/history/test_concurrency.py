"""Many processes and threads write at once, on SQLite and on PostgreSQL: no number is lost, doubled or out of order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..postgres import PostgreSQL, postgresql
from ..servers import clean_environment

WRITERS, THREADS, WRITES = 3, 2, 8
EACH = 3
"""Entries that one turn of a writer leaves."""
SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from lianheng.web.access.actor import operator
from lianheng.web.people.models import Person, Unit
from lianheng.web.people.services import save_person, save_unit
by = operator()
values = {"unit_id": "U01", "name": "示例局", "division_code": "340100", "level": "zone"}
unit = save_unit(by, Unit(), values)
for key in KEYS:
    save_person(by, Person(), {"person_id": key, "name": key, "unit": unit, "joined_on": "2020-01-01"})
"""
LOOK = """
import django, json; django.setup()
from lianheng.web.history.models import Entry, Head
from lianheng.web.history.verification import verify
verified = verify()
told = verified.as_json() | {"numbers": list(Entry.objects.values_list("sequence", flat=True)), "head": Head.objects.get().sequence}
print(json.dumps(told))
"""
TAMPER = """
import django; django.setup()
from django.db import DatabaseError, connection
for statement in ("UPDATE history_entry SET reason = 'x'", "DELETE FROM history_entry", "DELETE FROM history_checkpoint", "TRUNCATE history_entry"):
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
        raise SystemExit(statement)
    except DatabaseError:
        pass
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    with postgresql() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of an empty site on either database."""
    found = clean_environment() | {
        "LIANHENG_HOME": str(tmp_path),
        "LIANHENG_SECRET_KEY": "only-for-tests-" + "x" * 40,
        "LIANHENG_SEAL_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "lianheng.web.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    if request.param == "postgresql":
        found["LIANHENG_DATABASE"] = request.getfixturevalue("server").new_database()
    return found


def python(site: dict[str, str], *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, *arguments], env=site, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_writers_at_once_leave_a_journal_without_a_gap(site):
    numbers = [writer * 10 + thread for writer in range(WRITERS) for thread in range(THREADS)]
    keys = ["SHARED", *(f"P{number}" for number in numbers)]
    python(site, "-c", SETUP.replace("KEYS", repr(keys)))
    command = [sys.executable, str(Path(__file__).with_name("writer.py"))]
    running = [
        subprocess.Popen([*command, str(writer), str(WRITES)], env=site, stderr=subprocess.PIPE, text=True)
        for writer in range(WRITERS)
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * WRITERS, said
    told = json.loads(python(site, "-c", LOOK))
    expected = (
        1 + len(keys) + WRITERS * THREADS * WRITES * EACH + 1
    )  # the unit, the people, the writes, the key
    assert told["numbers"] == list(range(1, expected + 1))
    assert told["head"] == expected
    assert told["intact"], told["problems"]
    assert told["checkpoints"] > 1
    python(site, "-c", TAMPER)
