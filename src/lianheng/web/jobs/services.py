"""Starting work behind the scenes, and starting it again after it failed."""

from __future__ import annotations

import uuid
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account
from lianheng.web.jobs.kinds import tasks
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.queue import enqueue
from lianheng.web.jobs.selectors import jobs_of


def start(by: Actor, kind: str, subject: str = "", **arguments: str | int) -> Job:
    """Have a task run in the worker as soon as the present transaction is committed. Raises PermissionDenied.

    ``subject`` is shown to system administrators: a number or a table, never a name or a file's name.
    """
    by.must(tasks()[kind].action)
    job = Job.objects.create(
        kind=kind,
        subject=subject,
        arguments=arguments,
        by=None if by.everything else Account.objects.get(username=by.name),
        request=by.request or uuid.uuid4().hex,
        queued_at=timezone.now(),
    )
    transaction.on_commit(partial(enqueue, job.pk))
    return job


def start_again(by: Actor, job: Job) -> None:
    """Queue a job once more that failed, or whose worker died. Raises PermissionDenied for another's job."""
    if not jobs_of(by).filter(pk=job.pk).exists():
        raise PermissionDenied("jobs.start_again")
    by.must(job.task.action)
    with transaction.atomic():
        stored = Job.objects.select_for_update().get(pk=job.pk)
        if not stored.may_start_again:
            raise UserError(
                "任务没有失败，不用重新开始。", "The work has not failed; there is nothing to start again."
            )
        stored.state, stored.queued_at = Job.State.QUEUED, timezone.now()
        stored.error_zh = stored.error_en = ""
        stored.save()
        transaction.on_commit(partial(enqueue, stored.pk))
