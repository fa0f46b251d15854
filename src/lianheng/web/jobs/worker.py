"""The worker: the one process beside the site that does its work behind the scenes. ``lianheng worker`` runs it."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from lianheng.text import Text, UserError
from lianheng.web.jobs.kinds import menders
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.queue import enqueue, queue
from lianheng.web.jobs.running import run_job

COURTESY = 10
"""How much the worker stands back (nice) for those who wait for a page."""
DIED = Text(
    "后台进程中途停止，任务没有完成；没有留下半成品，可以重新开始。",
    "The worker stopped midway, and the work was not finished. Nothing half done was left; it can be started again.",
)
_log = logging.getLogger(__name__)


def run(at_once: int | None = None) -> None:
    """Work until told to stop; a polite stop (SIGTERM) lets running jobs end. Raises UserError when a worker runs already."""
    with _only_worker():
        os.nice(COURTESY)
        recover()
        consumer = queue().create_consumer(
            workers=at_once or settings.JOBS_AT_ONCE, max_delay=1.0, graceful_signal="TERM"
        )
        consumer.run()


def work_off() -> None:
    """Do all that waits, here and now, and return. For the command line and for tests."""
    waiting = Job.objects.filter(state=Job.State.QUEUED).order_by("pk").values_list("pk", flat=True)
    while (key := waiting.first()) is not None:
        run_job(key, watched=True)


def recover() -> None:
    """Put in order what a killed worker left: half-done work first, then the jobs, then the queue.

    Only the one worker calls it, before it takes up anything, so that whatever stands as running is not.
    """
    for mend in menders():
        mend()
    died = Job.objects.filter(state=Job.State.RUNNING).update(
        state=Job.State.FAILED, finished_at=timezone.now(), error_zh=DIED.zh, error_en=DIED.en
    )
    if died:
        _log.warning("%s jobs had been left by a worker that died", died)
    queue().storage.flush_queue()
    for key in Job.objects.filter(state=Job.State.QUEUED).order_by("pk").values_list("pk", flat=True):
        enqueue(key)


@contextmanager
def _only_worker() -> Iterator[None]:
    """Hold the home folder's lock, which the system gives back when the process ends however it ends."""
    with (settings.HOME / "worker.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError("已有一个后台进程在运行。", "A worker is running already.") from None
        yield
