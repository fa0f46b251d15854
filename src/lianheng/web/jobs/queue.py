"""The queue between the site and its worker: Huey over a file in the home folder, or over Redis or PostgreSQL by setting.

The database holds the jobs; the queue only says which to take up next. A queue that was lost is filled again from the jobs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connections
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from lianheng.web.access.actor import operator
from lianheng.web.jobs.kinds import Task, tasks
from lianheng.web.jobs.running import run_job

NAME = "lianheng"
WORK = "work"


class PlainSerializer(Serializer):
    """Messages as JSON: Huey's own pickles would let whoever can write the queue run code in the worker."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


@cache
def queue() -> Huey:
    """The queue with all it can be asked to do. Made when it is first needed, so that reading pages needs none."""
    made = _open(settings.JOBS_QUEUE)
    made.task(name=WORK)(_work)
    for task in tasks().values():
        if task.every is not None:
            made.periodic_task(task.every, name=task.name)(_begin(task))
    return made


def enqueue(key: int) -> None:
    """Ask the worker to take up a job. Asking twice does no harm: a job is taken up once."""
    huey = queue()
    work = huey._registry.string_to_task(f"{__name__}.{WORK}")
    huey.enqueue(work((key,)))


def _open(address: str) -> Huey:
    """``utc=False``: periods are of Beijing time, which Django makes the process's own."""
    common = {"utc": False, "results": False, "serializer": PlainSerializer()}
    if address.startswith("redis"):
        return RedisHuey(NAME, url=address, **common)
    if address.startswith("postgres"):
        return PostgresHuey(NAME, dsn=address, **common)
    return SqliteHuey(NAME, filename=str(settings.HOME / "jobs.sqlite3"), fsync=True, **common)


def _work(key: int) -> None:
    try:
        run_job(key)
    finally:
        connections.close_all()  # the thread may rest for hours


def _begin(task: Task) -> Callable[[], None]:
    def begin() -> None:
        from lianheng.web.jobs.services import start

        try:
            start(operator(), task.name)
        finally:
            connections.close_all()

    return begin
