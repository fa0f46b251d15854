"""Runs the rules over one unit's year as the ledger stands now, keeps what they found, and lets the cases follow."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianheng.engine.export import write_run
from lianheng.engine.outcome import Outcome
from lianheng.engine.rule import Rule, all_rules
from lianheng.engine.run import Run as Judged
from lianheng.engine.run import run_rules
from lianheng.engine.scope import RunScope
from lianheng.ledger.ledger import Ledger
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.cases.following import follow
from lianheng.web.cases.models import Run
from lianheng.web.history.services import writing
from lianheng.web.people.models import Unit
from lianheng.web.rulebook.selectors import tuned_parameters

Progress = Callable[[Text, int, int], None]


def run_unit(
    by: Actor,
    ledger: Ledger,
    unit: Unit,
    year: int,
    as_at: datetime.date,
    trigger: str,
    progress: Progress,
    rules: Iterable[Rule] | None = None,
) -> Run:
    """Judge one unit's year, by every rule unless some are named. Cases of rules that were not run stay as they are.

    Raises PermissionDenied, or QuestionError when a rule breaks its contract.
    """
    by.must("cases.start_run")
    scope = RunScope(as_at, year, unit.pk)

    def on_rule(rule: Rule, position: int, total: int) -> None:
        progress(rule.title, position - 1, total)

    judged = run_rules(
        ledger, scope, all_rules() if rules is None else rules, on_rule, tuned_parameters(unit.pk, as_at)
    )
    progress(Text("写出结果", "writing the results"), 1, 1)
    staged = _staged()
    try:
        write_run(ledger.database, judged, staged)
        with transaction.atomic():
            run = _recorded(by, judged, unit, year, trigger, staged)
            follow(run, judged, ledger.database)
            staged.rename(run_folder(run))  # last: a run whose files are not there is not committed
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return run


def run_folder(run: Run) -> Path:
    """Where the files of a run lie: ``run.json``, ``findings.parquet``, ``findings.xlsx``."""
    return Path(settings.RUNS_FOLDER) / f"{run.pk:08}"


def _staged() -> Path:
    folder = Path(settings.RUNS_FOLDER) / f".new-{timezone.now():%Y%m%dT%H%M%S%f}"
    folder.mkdir(parents=True)
    return folder


def _recorded(by: Actor, judged: Judged, unit: Unit, year: int, trigger: str, folder: Path) -> Run:
    run = Run(
        unit=unit,
        trigger=trigger,
        by_name=by.label or by.name,
        as_at=judged.scope.as_at,
        year=year,
        at=timezone.now(),
        ledger_digest=judged.ledger_digest,
        record_digest=_digest(folder / "run.json"),
        findings_digest=_digest(folder / "findings.parquet"),
        judged=sum(item.judged for item in judged.judgements),
        passed=judged.total(Outcome.PASS),
        failed=judged.total(Outcome.FAIL),
        not_applicable=judged.total(Outcome.NOT_APPLICABLE),
        cannot_judge=judged.total(Outcome.CANNOT_JUDGE),
        rules=len(judged.judgements),
        not_run=sum(not item.was_run for item in judged.judgements),
        seconds=Decimal(f"{judged.seconds:.3f}"),
    )
    with writing(by, "cases.start_run", run):
        pass
    return run


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
