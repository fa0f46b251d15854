"""A run: rules over a ledger, their findings kept in one table, and the record of what was judged, by what, when."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lianheng import __version__
from lianheng.engine.judging import JUDGED, Judgement, judge
from lianheng.engine.outcome import Outcome, Severity
from lianheng.engine.rule import Rule
from lianheng.engine.scope import RunScope
from lianheng.engine.workspace import Workspace
from lianheng.ledger.folder import Ledger
from lianheng.tabular.database import Database, literal

FINDINGS = "findings"
OnRule = Callable[[Rule, int, int], None]
"""Told before each rule: the rule, its position from 1, and how many there are."""


@dataclass(frozen=True)
class Run:
    """What a run judged. Its findings stand in the table ``findings`` of the ledger's database."""

    ledger_digest: str
    scope: RunScope
    engine: str
    judgements: tuple[Judgement, ...]
    seconds: float

    def worst(self) -> Severity | None:
        """The loudest severity among the failures, None when nothing failed."""
        failed = [item.rule.severity for item in self.judgements if item.counts[Outcome.FAIL]]
        return min(failed, key=lambda severity: severity.rank) if failed else None

    def total(self, outcome: Outcome) -> int:
        return sum(item.counts[outcome] for item in self.judgements)

    def to_json(self) -> str:
        """The run's record, without anything that changes when the same run is repeated, but the seconds."""
        return json.dumps(
            {
                "lianheng": __version__,
                "ledger": self.ledger_digest,
                "as_at": self.scope.as_at.isoformat(),
                "year": self.scope.year,
                "unit": self.scope.unit_id,
                "engine": self.engine,
                "seconds": round(self.seconds, 3),
                "rules": [_rule_record(item) for item in self.judgements],
            },
            ensure_ascii=False,
            indent=1,
        )


def _rule_record(item: Judgement) -> dict[str, Any]:
    return {
        "rule": item.rule.id,
        "version": item.rule.version,
        "severity": item.rule.severity.value,
        "run": item.was_run,
        "reason": None if item.reason is None else {"zh": item.reason.zh, "en": item.reason.en},
        "judged": item.judged,
        **{outcome.value: item.counts[outcome] for outcome in Outcome},
        "cases": item.cases,
        "amount": None if item.amount is None else str(item.amount),
        "seconds": round(item.seconds, 3),
    }


def open_workspace(ledger: Ledger, scope: RunScope) -> Workspace:
    """The tables of a ledger, ready for questions."""
    return Workspace(ledger.database, ledger.rows, scope, ledger.overlay)


def run_rules(
    ledger: Ledger,
    scope: RunScope,
    rules: Iterable[Rule],
    on_rule: OnRule = lambda *_: None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
) -> Run:
    """Judge a ledger by each rule in turn. Raises QuestionError, naming the rule, when one breaks its contract."""
    started = datetime.datetime.now(datetime.UTC)
    workspace = open_workspace(ledger, scope)
    create_findings(ledger.database)
    wanted = tuple(rules)
    judgements: list[Judgement] = []
    for position, rule in enumerate(wanted, start=1):
        on_rule(rule, position, len(wanted))
        judgement = judge(workspace, rule, (parameters or {}).get(rule.id))
        if judgement.was_run:
            keep_findings(ledger.database, rule)
        judgements.append(judgement)
    seconds = (datetime.datetime.now(datetime.UTC) - started).total_seconds()
    return Run(ledger.digest, scope, "duckdb", tuple(judgements), seconds)


def create_findings(database: Database) -> None:
    database.execute(
        f"CREATE OR REPLACE TABLE {FINDINGS} (rule VARCHAR, severity VARCHAR, subject VARCHAR, key VARCHAR, "
        "case_key VARCHAR, outcome VARCHAR, amount DECIMAL(18,2), message_zh VARCHAR, message_en VARCHAR, basis VARCHAR)"
    )


def keep_findings(database: Database, rule: Rule) -> None:
    """Add the rows of the rule judged last that a person must see."""
    basis = "；".join(str(basis) for basis in rule.basis)
    database.execute(
        f"INSERT INTO {FINDINGS} SELECT {literal(rule.id)}, {literal(rule.severity.value)}, {literal(rule.subject)}, "
        f"key, COALESCE(case_key, key), outcome, CASE WHEN outcome = 'fail' THEN amount END, message_zh, message_en, "
        f"{literal(basis)} FROM {JUDGED} WHERE in_scope AND outcome IN ('fail', 'cannot_judge')"
    )


def amount_at_risk(run: Run) -> Decimal:
    """Sum over rules of the money at risk. One payment may stand under several rules: a scale, not a loss."""
    return sum((item.amount or Decimal(0) for item in run.judgements), Decimal(0))
