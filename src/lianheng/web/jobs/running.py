"""Runs one job in the worker: takes it up once, says how far it is while it runs, and what came of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor, operator
from lianheng.web.access.selectors import actor_of
from lianheng.web.jobs.models import Job

BEAT = 2.0
"""Seconds between two signs of life."""
NO_ERROR = Text("", "")
BEGUN = Text("开始", "beginning")
NOT_ALLOWED = Text(
    "发起人现在没有这项权限，任务未执行。",
    "Whoever started this is not permitted to do it now; nothing was done.",
)
_log = logging.getLogger(__name__)


@dataclass
class Progress:
    """What the work says of itself. Saying costs nothing: the heartbeat writes down what was said last."""

    text: Text = BEGUN
    fraction: float | None = None

    def __call__(self, what: Text, done: int = 0, total: int | None = None) -> None:
        """Told what is being done now, how many steps are behind it, and how many there are in all."""
        self.text, self.fraction = what, min(done / total, 1.0) if total else None


def run_job(key: int, watched: bool = False) -> None:
    """Run a job that waits; do nothing about any other. Every end is written to the job, none is raised.

    Whoever watches it run needs no heartbeat.
    """
    job = _take_up(key)
    if job is None:
        return
    progress = Progress()
    try:
        with nullcontext() if watched else _beating(job, progress):
            by = _actor(job)
            by.must(job.task.action)
            result = job.task.run(by, progress, **job.arguments)
    except UserError as error:
        _end(job, Job.State.FAILED, error=error.text)
    except PermissionDenied:
        _end(job, Job.State.FAILED, error=NOT_ALLOWED)
    except Exception:
        _log.exception("job %s (%s) failed, request %s", job.pk, job.kind, job.request)
        _end(job, Job.State.FAILED, error=_fault(job))
    else:
        _end(job, Job.State.DONE, result=result)


def _take_up(key: int) -> Job | None:
    now = timezone.now()
    taken = Job.objects.filter(pk=key, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        attempt=F("attempt") + 1,
        started_at=now,
        heartbeat_at=now,
        said_zh=BEGUN.zh,
        said_en=BEGUN.en,
        fraction=None,
    )
    return Job.objects.select_related("by__person").get(pk=key) if taken else None


def _actor(job: Job) -> Actor:
    """Whoever started it, with the roles held now and not with those held then."""
    return operator() if job.by is None else actor_of(job.by, job.request)


def _this_run(job: Job) -> QuerySet[Job]:
    """The job as long as this run of it counts: it may have been given up for dead and started again."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempt=job.attempt)


@contextmanager
def _beating(job: Job, progress: Progress) -> Iterator[None]:
    """Say every few seconds that the job lives, from a thread and a connection of its own."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEAT):
                note(job, progress)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def note(job: Job, progress: Progress) -> None:
    """Write down that a job lives, and what it said last."""
    text = progress.text
    try:
        _this_run(job).update(
            heartbeat_at=timezone.now(),
            said_zh=text.zh[:200],
            said_en=text.en[:200],
            fraction=progress.fraction,
        )
    except DatabaseError as error:  # a missed beat is no reason to lose the work
        _log.warning("job %s could not say that it lives: %s", job.pk, error)


def _end(job: Job, state: Job.State, result: str = "", error: Text = NO_ERROR) -> None:
    if job.by is None and state is Job.State.DONE and not result:
        _this_run(job).delete()  # the worker looked by itself and found nothing to do
        return
    _this_run(job).update(
        state=state, finished_at=timezone.now(), result=result, error_zh=error.zh, error_en=error.en
    )


def _fault(job: Job) -> Text:
    return Text(
        f"系统出错，没有完成；请把请求号 {job.request} 告诉系统管理员。",
        f"Something broke and it was not finished; tell the system administrator request {job.request}.",
    )
