"""Reading jobs: one's own, or, for the system administrator, everybody's."""

from __future__ import annotations

from django.db.models import QuerySet

from lianheng.web.access.actor import Actor
from lianheng.web.jobs.models import Job


def jobs_of(reader: Actor) -> QuerySet[Job]:
    """The jobs that the reader started."""
    return Job.objects.filter(by__username=reader.name).select_related("by__person")


def visible_jobs(reader: Actor) -> QuerySet[Job]:
    """The jobs that the reader may see."""
    if reader.may("jobs.view_all"):
        return Job.objects.select_related("by__person")
    return jobs_of(reader)
