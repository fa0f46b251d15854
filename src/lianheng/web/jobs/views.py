"""Pages of work behind the scenes. A page that waits asks again by itself; without scripts, reloading it does the same."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from lianheng.text import Text, UserError
from lianheng.web.access.gate import Asked, page
from lianheng.web.jobs import services
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.selectors import jobs_of, visible_jobs
from lianheng.web.jobs.tables import JobFilter, JobTable
from lianheng.web.shell.listing import listing
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")


@page("jobs.view_job", methods=READ)
def job_list(request: Asked) -> HttpResponseBase:
    return listing(
        request, JobTable, JobFilter, visible_jobs(request.actor), Text("后台任务", "Background work")
    )


@page("jobs.view_job", methods=READ)
def job(request: Asked, key: int) -> HttpResponseBase:
    found = get_object_or_404(visible_jobs(request.actor), pk=key)
    mine = found.by is not None and found.by.username == request.actor.name
    return render(request, "jobs/job.html", {"job": found, "mine": mine})


@page("jobs.view_job", methods=READ)
def progress(request: Asked, key: int) -> HttpResponseBase:
    """What a waiting page asks for every second: how far it is, and at the end to be shown afresh."""
    found = get_object_or_404(visible_jobs(request.actor), pk=key)
    answer = render(request, "jobs/progress.html", {"job": found})
    if found.is_over:
        answer["HX-Refresh"] = "true"
    return answer


@page("jobs.start_again", methods=("POST",))
def start_again(request: Asked, key: int) -> HttpResponseBase:
    found: Job = get_object_or_404(jobs_of(request.actor), pk=key)
    try:
        services.start_again(request.actor, found)
    except UserError as error:
        messages.error(request, say(error.text))
    return redirect("jobs:job", key=found.pk)
