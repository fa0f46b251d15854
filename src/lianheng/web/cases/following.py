"""What a run does to the cases: new failures become cases, known ones gain or lose rows, some come back, some go.

Nothing is written about a case that is as it was, so a nightly run over an unchanged ledger leaves the journal alone.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lianheng.engine.question import Period
from lianheng.engine.rule import Rule
from lianheng.engine.run import FINDINGS
from lianheng.engine.run import Run as Judged
from lianheng.ledger.catalogue import any_table
from lianheng.tabular.database import Database
from lianheng.web.access.actor import Actor, operator
from lianheng.web.cases.models import Case, CaseParty, CaseRow, Run
from lianheng.web.cases.parties import parties_of
from lianheng.web.cases.services import record_step, reopen, vanish
from lianheng.web.cases.steps import DEMANDS, Colour, State, Step
from lianheng.web.history.services import writing
from lianheng.web.people.workdays import workday_after

Matter = tuple[str, str]
"""Rule and case key: what makes a case the same case in the next run."""


@dataclass(frozen=True)
class Row:
    """One failed row of a matter."""

    subject: str
    key: str
    amount: Decimal | None
    message_zh: str
    message_en: str


Standing = dict[tuple[str, str], tuple[int, Row]]
"""Rows of a case by table and key, each with the number of the record that holds it and what it says."""


def follow(run: Run, judged: Judged, database: Database) -> None:
    """Bring the cases of the run's unit up to what the run found. Inside the run's transaction.

    A rule that looks at one year has a case for each year; of one that looks back over the years, the latest year's run
    knows all that an earlier year's does, so the earlier leaves its cases alone.
    """
    by = operator("规则运行 Rules")
    rules = {item.rule.id: item.rule for item in judged.judgements if item.was_run}
    found = _matters(run, rules, database)
    known = {(case.rule, case.case_key): case for case in Case.objects.filter(unit=run.unit, rule__in=rules)}
    standing = _standing_rows(run)
    for matter, rows in found.items():
        rule, case = rules[matter[0]], known.get(matter)
        if case is None:
            _open(by, run, matter, rows, rule)
        elif _concerns(run, case, rule):
            _update(by, run, case, standing[case.pk], rows, rule)
    for matter, case in known.items():
        rule = rules[matter[0]]
        if matter not in found and case.present and _concerns(run, case, rule):
            _lose(by, run, case, rule)
    _name_parties(run, database)


def _concerns(run: Run, case: Case, rule: Rule) -> bool:
    return case.year == run.year if rule.period is Period.YEAR else case.year <= run.year


def _matters(run: Run, rules: dict[str, Rule], database: Database) -> dict[Matter, list[Row]]:
    found: dict[Matter, list[Row]] = defaultdict(list)
    for rule, case_key, subject, key, *row in database.rows(
        "SELECT rule, case_key, subject, key, amount, COALESCE(message_zh, ''), COALESCE(message_en, '') "
        f"FROM {FINDINGS} WHERE outcome = 'fail' ORDER BY rule, case_key, key"
    ):
        year = f"{run.year} " if rules[rule].period is Period.YEAR else ""
        found[(rule, f"{year}{case_key}"[:400])].append(Row(subject, str(key)[:400], *row))
    return dict(found)


def _standing_rows(run: Run) -> dict[int, Standing]:
    """The rows that the last run over the unit still found, by their case. One query, whatever the number of cases."""
    standing: dict[int, Standing] = defaultdict(dict)
    for row in CaseRow.objects.filter(case__unit=run.unit, lost_in=None):
        said = Row(row.subject, row.key, row.amount, row.message_zh, row.message_en)
        standing[row.case_id][(row.subject, row.key)] = (row.pk, said)
    return standing


def _open(by: Actor, run: Run, matter: Matter, rows: list[Row], rule: Rule) -> None:
    today = run.as_at
    case = Case(
        unit=run.unit,
        rule=rule.id,
        case_key=matter[1],
        personal=any_table(rule.subject).sensitive,
        found_on=today,
        look_due_on=_look_by(rule, today),
        **_now(run, rows, rule),
    )
    with writing(by, "cases.find", case):
        pass
    record_step(by, case, Step.FIND, None, "")
    _add_rows(run, case, rows)


def _now(run: Run, rows: list[Row], rule: Rule) -> dict[str, object]:
    """What a run says of a matter."""
    return {
        "present": True,
        "year": run.year,
        "rule_version": rule.version,
        "colour": rule.severity.value,
        **_content(rows),
    }


def _content(rows: list[Row]) -> dict[str, object]:
    amounts = [row.amount for row in rows if row.amount is not None]
    first = rows[0]
    return {
        "message_zh": first.message_zh,
        "message_en": first.message_en,
        "amount": sum(amounts) if amounts else None,
        "row_count": len(rows),
    }


def _update(by: Actor, run: Run, case: Case, standing: Standing, rows: list[Row], rule: Rule) -> None:
    """The same matter again: its rows as they are now, and back to be looked at when what was decided no longer covers it."""
    keys = {(row.subject, row.key) for row in rows}
    fresh = [row for row in rows if (row.subject, row.key) not in standing]
    changed = [
        row for row in rows if (row.subject, row.key) in standing and standing[row.subject, row.key][1] != row
    ]
    lost = [pk for key, (pk, _) in standing.items() if key not in keys]
    now = _now(run, rows, rule)
    if any(getattr(case, name) != value for name, value in now.items()):
        with writing(by, "cases.find", case) as stored:
            for name, value in now.items():
                setattr(stored, name, value)
    if lost:
        CaseRow.objects.filter(pk__in=lost).update(lost_in=run)
    if fresh or changed:
        _add_rows(run, case, [*fresh, *changed])
    if reason := _comes_back(case, run.as_at, bool(fresh)):
        reopen(by, case, reason)


def _comes_back(case: Case, today: datetime.date, has_fresh_rows: bool) -> str:
    if case.state == State.DISMISSED and case.dismissed_until is not None and case.dismissed_until < today:
        return "免查期满，问题仍在。 The dismissal has ended and the matter is still there."
    if case.state == State.GONE:
        return "消除后再次出现。 It has come back."
    if case.state in (State.CLOSED, State.NORMAL) and has_fresh_rows:
        return "同一事项出现新的记录。 New rows of the same matter."
    return ""


def _lose(by: Actor, run: Run, case: Case, rule: Rule) -> None:
    CaseRow.objects.filter(case=case, lost_in=None).update(lost_in=run)
    with writing(by, "cases.find", case) as stored:
        stored.present = False
    if rule.closes_itself and case.state == State.SUSPECTED:
        vanish(by, case, "最近一次运行中已不存在。 No longer found by the last run.")


def _add_rows(run: Run, case: Case, rows: Iterable[Row]) -> None:
    """Rows that come back after they were lost are the same rows again."""
    CaseRow.objects.bulk_create(
        [
            CaseRow(
                case=case,
                subject=row.subject,
                key=row.key,
                amount=row.amount,
                message_zh=row.message_zh,
                message_en=row.message_en,
                found_in=run,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["case", "subject", "key"],
        update_fields=["amount", "message_zh", "message_en", "lost_in"],
        batch_size=500,
    )


def _name_parties(run: Run, database: Database) -> None:
    """Whom and what the rows found by this run name. One query per table, whatever the number of cases."""
    rows = CaseRow.objects.filter(found_in=run).values_list("case_id", "subject", "key")
    named = parties_of(database, rows)
    CaseParty.objects.bulk_create(
        [CaseParty(case_id=case, kind=kind, value=value) for case, kind, value in sorted(named)],
        ignore_conflicts=True,
        batch_size=1000,
    )


def _look_by(rule: Rule, today: datetime.date) -> datetime.date:
    return workday_after(today, DEMANDS[Colour(rule.severity.value)].days)
