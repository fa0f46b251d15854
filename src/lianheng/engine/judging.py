"""Runs one rule over its whole subject and proves that every row was judged exactly once.

The rule's SELECT is wrapped so that one pass yields the counts by outcome, an order-free sum of the hashes of all keys,
and the rows a person must see. The sum equals the subject's own only if no row was lost, doubled or invented.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lianheng.engine.message import said_sql
from lianheng.engine.outcome import Outcome
from lianheng.engine.question import QuestionError
from lianheng.engine.rule import Rule
from lianheng.engine.workspace import Workspace
from lianheng.ledger.catalogue import any_table
from lianheng.tabular.database import Database, DatabaseError
from lianheng.tabular.schema import Table
from lianheng.text import Text

JUDGED = "judged_rows"
_SEEN = "outcome IN ('fail', 'cannot_judge')"


class ContractError(QuestionError):
    """A rule that lost, doubled or invented a row, or gave an outcome that does not exist. Its result is not a result."""


@dataclass(frozen=True)
class Judgement:
    """What one rule found: a count for each outcome, and the money at risk in its failures."""

    rule: Rule
    counts: Mapping[Outcome, int]
    amount: Decimal | None
    cases: int
    seconds: float
    missing: frozenset[str] = frozenset()

    @property
    def was_run(self) -> bool:
        return not self.missing

    @property
    def judged(self) -> int:
        return sum(self.counts.values())

    @property
    def reason(self) -> Text | None:
        """Why the rule was not run."""
        if not self.missing:
            return None
        names = sorted(self.missing)
        zh = "、".join(f"{any_table(name).title.zh}（{name}）" for name in names)
        return Text(f"台账缺少表：{zh}", f"the ledger lacks {', '.join(names)}")


def judge(workspace: Workspace, rule: Rule, parameters: Mapping[str, object] | None = None) -> Judgement:
    """Run one rule and leave its findings in the table ``judged_rows`` of the workspace's database.

    Raises ContractError when the rule breaks its contract, QuestionError when its SQL does not run.
    """
    subject = any_table(rule.subject)
    missing = make_ready(workspace, rule)
    if missing:
        return Judgement(rule, dict.fromkeys(Outcome, 0), None, 0, 0.0, frozenset(missing))
    started = time.perf_counter()  # what is made ready once for all rules is no one rule's cost
    database = workspace.database
    sql = judging_sql(workspace, rule, subject, parameters)
    try:
        database.execute(f"CREATE OR REPLACE TEMP TABLE {JUDGED} AS {sql}")
    except DatabaseError as error:
        raise QuestionError(f"{rule.id}: {error}") from error
    check_contract(workspace, rule, subject)
    counts = dict.fromkeys(Outcome, 0) | {
        Outcome(name): int(rows)
        for name, rows in database.rows(
            f"SELECT outcome, sum(rows) FROM {JUDGED} WHERE in_scope GROUP BY outcome"
        )
    }
    amount, cases = database.one(
        f"SELECT sum(amount), count(DISTINCT case_key) FROM {JUDGED} WHERE outcome = 'fail' AND in_scope"
    )
    return Judgement(rule, counts, amount, cases, time.perf_counter() - started)


def make_ready(workspace: Workspace, rule: Rule) -> set[str]:
    """Prepare what a rule shares with others: its tables, the rows in scope, the proof due. Returns tables that are missing."""
    subject = any_table(rule.subject)
    missing = workspace.missing(rule.tables | {rule.subject}, rule.id)
    if not missing:
        workspace.in_scope(subject, rule.period, undated=True)
        workspace.proof(subject)
    return missing


def judging_sql(
    workspace: Workspace, rule: Rule, subject: Table, parameters: Mapping[str, object] | None = None
) -> str:
    """The SQL as run: the rule, collapsed to its counts, its proof and the rows to be seen."""
    body = rule.bound(parameters)
    columns = _columns(workspace.database, rule, body)
    absent = [name for name in (*subject.key, "outcome", "amount", "case_key") if name not in columns]
    if absent:
        raise ContractError(f"{rule.id}: the SELECT does not return {', '.join(absent)}")
    key = key_sql(subject, "j")
    scope = workspace.in_scope(subject, rule.period, undated=True)
    same = " AND ".join(f"s.{name} = j.{name}" for name in subject.key)
    joined = f"LEFT JOIN {scope} AS s ON {same}" if scope else ""
    in_scope = f"s.{subject.key[0]} IS NOT NULL" if scope else "TRUE"
    parts, select = split_select(body)
    return f"""
{parts or "WITH "}outcomes_of_rule AS (
{select}
)
SELECT
    CAST(j.outcome AS VARCHAR) AS outcome,
    {in_scope} AS in_scope,
    CASE WHEN {_SEEN} THEN {key} END AS key,
    count(*) AS rows,
    sum(hash({", ".join(f"j.{name}" for name in subject.key)})) AS proof,
    any_value(CASE WHEN {_SEEN} THEN CAST(j.case_key AS VARCHAR) END) AS case_key,
    any_value(CASE WHEN {_SEEN} THEN CAST(j.amount AS DECIMAL(18,2)) END) AS amount,
    any_value({said_sql(rule, subject, columns, "zh")}) AS message_zh,
    any_value({said_sql(rule, subject, columns, "en")}) AS message_en
FROM outcomes_of_rule AS j {joined}
GROUP BY 1, 2, 3"""


_MAIN_SELECT = re.compile(r"^SELECT\b", re.MULTILINE)


def split_select(body: str) -> tuple[str, str]:
    """A rule's named parts (``WITH …,`` or nothing) and its main SELECT, which stands at the margin of its file.

    The parts must not stand between the main SELECT and what is made of it: the database would then work out what is
    said of every row, not only of those that a person sees.
    """
    main = _MAIN_SELECT.search(body)
    start = main.start() if main else 0
    return (body[:start].rstrip() + ",\n" if start else ""), body[start:]


def key_sql(table: Table, alias: str) -> str:
    """A row's key as text, parts joined by ``|``."""
    parts = [f"CAST({alias}.{name} AS VARCHAR)" for name in table.key]
    return " || '|' || ".join(parts)


def _columns(database: Database, rule: Rule, body: str) -> dict[str, str]:
    try:
        return database.columns(body)
    except DatabaseError as error:
        raise QuestionError(f"{rule.id}: {error}") from error


def check_contract(workspace: Workspace, rule: Rule, subject: Table) -> None:
    """Compare what was judged with the subject itself. Raises ContractError saying what went wrong, with examples."""
    database = workspace.database
    unknown = [
        name
        for (name,) in database.rows(f"SELECT DISTINCT outcome FROM {JUDGED}")
        if name not in {outcome.value for outcome in Outcome}
    ]
    if unknown:
        raise ContractError(f"{rule.id}: outcome {unknown[0]!r} does not exist")
    due = workspace.proof(subject)
    done = database.one(f"SELECT COALESCE(sum(rows), 0), COALESCE(sum(proof), 0) FROM {JUDGED}")
    if due != done:
        raise ContractError(
            f"{rule.id}: {subject.name} has {due[0]} rows, {done[0]} were judged"
            + ("; some lost and others doubled or invented" if due[0] == done[0] else "")
        )
