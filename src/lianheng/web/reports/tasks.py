"""Counting figures behind the scenes."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from lianheng.ledger.reading import Progress
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.jobs.kinds import Task
from lianheng.web.people.models import Unit
from lianheng.web.reports.counting import count_figures
from lianheng.web.rulebook.judged import judged_ledger


def count(by: Actor, progress: Progress, unit: str, year: int) -> str:
    """Count every figure of a unit's year as the ledger stands. Returns the address of the figures."""
    found = by.permitted("reports.count_figures", Unit.objects.filter(pk=unit)).first()
    if found is None:
        raise UserError(
            "没有这个单位，或您不能为它统计。", "There is no such unit, or it is not yours to count."
        )
    with judged_ledger(progress) as ledger:
        counted = count_figures(by, ledger, found, year, timezone.localdate(), progress)
    return reverse("reports:figure_set", kwargs={"key": counted.pk})


TASKS = [Task("reports.count", Text("统计数字", "Count the figures"), "reports.count_figures", count)]
