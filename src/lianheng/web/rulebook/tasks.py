"""Trial runs behind the scenes."""

from __future__ import annotations

from django.urls import reverse

from lianheng.ledger.reading import Progress
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.jobs.kinds import Task
from lianheng.web.rulebook.models import Change
from lianheng.web.rulebook.services import keep_trial
from lianheng.web.rulebook.trial import try_change


def run_trial(by: Actor, progress: Progress, change: int, year: int) -> str:
    """Try a change and note what it would do. Returns the address of the change."""
    found = by.permitted("rulebook.try_change", Change.objects.filter(pk=change)).first()
    if found is None:
        raise UserError("没有这项修改，或它已经办结。", "There is no such change, or it is decided.")
    keep_trial(by, found, try_change(found, year, progress))
    return reverse("rulebook:change", kwargs={"key": found.pk})


TASKS = [Task("rulebook.trial", Text("试运行", "Trial run"), "rulebook.try_change", run_trial)]
