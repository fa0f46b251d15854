"""A job of the clerk's for the permission test."""

from __future__ import annotations

from django.utils import timezone

from lianheng.web.jobs.models import Job

from ..records import Case, Stage


def jobs(staged: Stage) -> list[Case]:
    """Open to who started it, and to the system administrator."""
    return [_case(staged, frozenset({"clerk", "system_admin"}))]


def failed_jobs(staged: Stage) -> list[Case]:
    """To be started again by who started it, and by nobody else."""
    return [_case(staged, frozenset({"clerk"}))]


def _case(staged: Stage, names: frozenset[str]) -> Case:
    job = Job.objects.create(
        kind="ledger.export", by=staged.cast["clerk"], state=Job.State.FAILED, queued_at=timezone.now()
    )
    return Case("a job of the clerk's", {"key": job.pk}, lambda who: who.name in names)


ADDRESSES = {"jobs:job": jobs, "jobs:progress": jobs, "jobs:start_again": failed_jobs}
