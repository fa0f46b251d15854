"""The apps' own tests once more, on PostgreSQL: a real server, reached by the one setting that a bureau would change."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .postgres import postgresql
from .servers import clean_environment

APPS = ("cases", "reports", "desk", "rulebook")


def test_the_apps_pass_their_tests_on_postgresql_too():
    own = {name: value for name, value in clean_environment().items() if not name.startswith("PYTEST_")}
    here = Path(__file__).parent
    with postgresql() as server:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *(str(here / app) for app in APPS),
        ]
        settings = own | {"LIANHENG_DATABASE": server.new_database()}
        done = subprocess.run(
            command, env=settings, capture_output=True, text=True, check=False, cwd=here.parents[1]
        )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
