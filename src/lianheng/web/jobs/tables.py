"""The list of jobs."""

from __future__ import annotations

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet

from lianheng.web.jobs.kinds import tasks
from lianheng.web.jobs.models import Job
from lianheng.web.shell.words import say, words


class JobTable(tables.Table):
    title = tables.Column(
        verbose_name=words("事项", "Work"), order_by="kind", linkify=("jobs:job", {"key": tables.A("pk")})
    )

    class Meta:
        model = Job
        fields = ("title", "subject", "by", "state", "queued_at", "finished_at")
        order_by = ("-queued_at",)


class JobFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        choices=lambda: [(task.name, say(task.title)) for task in tasks().values()],
        label=words("事项", "Work"),
    )
    state = filters.ChoiceFilter(choices=Job.State.choices, label=words("状态", "State"))
    mine = filters.BooleanFilter(method="of_mine", label=words("只看本人", "Only mine"))

    class Meta:
        model = Job
        fields = ("kind", "state")

    def of_mine(self, records: QuerySet[Job], name: str, value: bool) -> QuerySet[Job]:
        return records.filter(by__username=self.request.actor.name) if value else records
