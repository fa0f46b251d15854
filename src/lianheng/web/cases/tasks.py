"""Runs behind the scenes: on demand, after an import, and every night."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from huey import crontab

from lianheng.ledger.reading import Progress
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.cases.imported import left_to_judge, years_open
from lianheng.web.cases.models import Run
from lianheng.web.cases.running import run_unit
from lianheng.web.jobs.kinds import Task
from lianheng.web.people.models import Unit
from lianheng.web.rulebook.judged import judged_ledger


def run(by: Actor, progress: Progress, unit: str, year: int, trigger: str = Run.Trigger.DEMAND) -> str:
    """Judge one unit's year as the ledger stands now. Returns the address of the run."""
    judged = by.permitted("cases.start_run", Unit.objects.filter(pk=unit)).first()
    if judged is None:
        raise UserError(
            "没有这个单位，或您不能为它运行规则。", "There is no such unit, or it is not yours to judge."
        )
    with judged_ledger(progress) as ledger:
        made = run_unit(by, ledger, judged, year, timezone.localdate(), trigger, progress)
    return reverse("cases:run", kwargs={"key": made.pk})


def run_all(by: Actor, progress: Progress) -> str:
    """Every unit's present year, and last year's until the end of March, when its books are closed."""
    today = timezone.localdate()
    units = list(Unit.objects.all())
    for number, unit in enumerate(units):
        for year in years_open(today):
            progress(Text(f"{unit.name} {year}", f"{unit.name} {year}"), number, len(units))
            run(by, progress, unit.pk, year, Run.Trigger.NIGHTLY)
    return reverse("cases:runs")


def run_imported(by: Actor, progress: Progress) -> str:
    """Every unit's year into which something was imported since it was last judged."""
    left = left_to_judge()
    for number, (unit, year) in enumerate(left):
        progress(Text(f"{unit} {year}", f"{unit} {year}"), number, len(left))
        run(by, progress, unit, year, Run.Trigger.IMPORT)
    return reverse("cases:runs") if left else ""


TASKS = [
    Task("cases.run", Text("运行规则", "Run the rules"), "cases.start_run", run),
    Task(
        "cases.run_all",
        Text("每日运行规则", "Nightly run of the rules"),
        "cases.start_run",
        run_all,
        every=crontab(hour="2", minute="30"),
    ),
    Task(
        "cases.run_imported",
        Text("导入后运行规则", "Run of the rules after imports"),
        "cases.start_run",
        run_imported,
        every=crontab(minute="*/10"),
    ),
]
