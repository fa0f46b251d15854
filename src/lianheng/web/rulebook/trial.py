"""What a change would do: the rules it touches, judged as things are and as they would be. Nothing is kept but the counts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lianheng.engine.outcome import Outcome
from lianheng.engine.rule import Rule, all_rules
from lianheng.engine.run import run_rules
from lianheng.engine.scope import RunScope
from lianheng.ledger.reading import Progress
from lianheng.web.rulebook.judged import judged_ledger
from lianheng.web.rulebook.models import Change
from lianheng.web.rulebook.selectors import tuned_parameters

Counts = dict[str, dict[str, int]]


def try_change(change: Change, year: int, progress: Progress) -> list[dict[str, Any]]:
    """For each rule touched: its counts before and after, over the change's unit and a year."""
    rules = touched(change)
    before, after = (
        _counts(None, change, rules, year, progress),
        _counts(change, change, rules, year, progress),
    )
    return [{"rule": rule.id, "before": before[rule.id], "after": after[rule.id]} for rule in rules]


def touched(change: Change) -> tuple[Rule, ...]:
    """The rule whose parameter it is, or the rules that read the standard."""
    if change.target == Change.Target.PARAMETER:
        return tuple(rule for rule in all_rules() if rule.id == change.name)
    limit = change.values.get("limit_id")
    reading = [rule for rule in all_rules() if change.name in rule.tables]
    return tuple(rule for rule in reading if limit is None or f"'{limit}'" in rule.sql)


def _counts(
    trial: Change | None, change: Change, rules: tuple[Rule, ...], year: int, progress: Progress
) -> Counts:
    today = timezone.localdate()
    with judged_ledger(progress, trial) as ledger:
        parameters = tuned_parameters(change.unit_id, today, trial)
        run = run_rules(ledger, RunScope(today, year, change.unit_id), rules, parameters=parameters)
    return {
        item.rule.id: {outcome.value: item.counts[outcome] for outcome in Outcome} for item in run.judgements
    }
