"""Kinds of work that exist for these tests only, registered beside the real ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.jobs.kinds import Task, tasks
from lianheng.web.jobs.models import Job

done: list[str] = []
"""Who did the work, each time it was done."""


def _greet(by: Actor, progress: object, name: str) -> str:
    done.append(f"{by.label}→{name}")
    return "/people/"


def _stumble(by: Actor, progress: object) -> str:
    raise UserError("文件里没有数据。", "There is nothing in the file.")


def _break(by: Actor, progress: object) -> str:
    raise ZeroDivisionError("a secret of the inside")


def _stall(by: Actor, progress: object) -> str:
    """Sleeps past its heartbeat; meanwhile the job is given up for dead and another run of it begins."""
    Job.objects.filter(kind="tests.stall").update(state=Job.State.RUNNING, attempt=2)
    return "/wrong/"


KINDS = [
    Task("tests.stall", Text("停顿", "Stall"), "people.view_person", _stall),
    Task("tests.greet", Text("问候", "Greet"), "people.change_person", _greet),
    Task("tests.stumble", Text("绊倒", "Stumble"), "people.view_person", _stumble),
    Task("tests.break", Text("出错", "Break"), "people.view_person", _break),
]


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """The registry with the kinds of these tests in it."""
    done.clear()
    tasks().update({task.name: task for task in KINDS})
    yield
    for task in KINDS:
        del tasks()[task.name]
