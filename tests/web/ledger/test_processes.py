"""Real processes: the worker killed at any moment while it records an import, and many people who accept one at once."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("LIANHENG_KILLS", "4"))
PATIENCE = 300  # seconds, on a busy machine


def site(folder: Path, command: str) -> subprocess.Popen[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIANHENG_", "DJANGO_"))
    }
    line = [sys.executable, "-m", "tests.web.ledger.site", str(folder), command]
    return subprocess.Popen(line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def told(folder: Path, command: str = "tell") -> dict[str, Any]:
    process = site(folder, command)
    text, _ = process.communicate()
    assert process.returncode == 0
    return dict(json.loads(text.splitlines()[-1]))


def wait_until_recorded(folder: Path, process: subprocess.Popen[str]) -> None:
    """Watch closely for the moment when the batch gets its name."""
    deadline = time.monotonic() + PATIENCE
    while not is_recorded(folder):
        assert process.poll() is None, "the worker ended"
        assert time.monotonic() < deadline, "nothing is recorded"
        time.sleep(0.0005)


def is_recorded(folder: Path) -> bool:
    batches = folder / "ledger" / "batches"
    return batches.is_dir() and any(not path.name.startswith(".") for path in batches.iterdir())


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an import that is ready to be accepted."""
    folder = tmp_path_factory.mktemp("sites") / "ready"
    assert site(folder, "make").wait() == 0
    return folder


@pytest.fixture(scope="module")
def seconds(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long recording takes here, from the worker's start."""
    folder = shutil.copytree(ready, tmp_path_factory.mktemp("timed") / "site")
    process, began = site(folder, "work"), 0.0
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    began = time.monotonic()
    wait_until_recorded(folder, process)
    process.kill()
    process.wait()
    return time.monotonic() - began


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_worker_leaves_an_import_whole_or_not_at_all(ready, seconds, tmp_path, number):
    """Killed at a random moment; every second time just when the batch gets its name, before the database knows."""
    folder = shutil.copytree(ready, tmp_path / "site")
    process = site(folder, "work")
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    if number % 2:
        wait_until_recorded(folder, process)
    else:
        time.sleep(random.Random(number).uniform(0.0, seconds * 1.1))
    process.kill()
    process.wait()
    after = told(folder)
    assert (after["damages"], after["left"]) == (0, [])
    if after["batches"]:
        assert after["state"] == "accepted"
        assert after["batches"] == [after["batch"]] == [after["journal"]]
        assert (after["rows"], after["person"]) == ([{"payments": 20_000}], True)
    else:
        assert (after["state"], after["batch"], after["person"]) == ("ready", "", False)


def test_of_many_who_accept_one_import_at_once_one_does(ready, tmp_path):
    folder = shutil.copytree(ready, tmp_path / "site")
    assert told(folder, "race") == {"accepted": 1, "told otherwise": 7, "jobs": 1}
    process = site(folder, "work")
    wait_until_recorded(folder, process)
    process.terminate()
    assert process.wait() == 0
    after = told(folder)
    assert (after["state"], after["rows"]) == ("accepted", [{"payments": 20_000}])


def test_a_worker_that_is_asked_to_stop_ends_what_it_is_doing_first(ready, tmp_path):
    folder = shutil.copytree(ready, tmp_path / "site")
    process = site(folder, "work")
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    time.sleep(0.5)
    process.terminate()
    assert process.wait() == 0
    after = told(folder)
    assert (after["state"], bool(after["batches"])) in (("accepted", True), ("recording", False))


def test_there_is_one_worker_for_a_home(ready, tmp_path):
    folder = shutil.copytree(ready, tmp_path / "site")
    first = site(folder, "work")
    assert first.stdout is not None
    assert first.stdout.readline() == "working\n"
    wait_until_recorded(folder, first)
    second = site(folder, "work")
    assert second.wait() != 0
    first.terminate()
    assert first.wait() == 0
