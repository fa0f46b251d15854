"""Confirmed cases as problems of the ledger: so that what was warned of, confirmed and mended is counted in the report."""

from __future__ import annotations

import datetime
from typing import Any

import pyarrow as pa
from django.db.models import Max, Q
from django.utils import timezone

from lianheng.ledger.catalogue import ledger_tables
from lianheng.web.cases.models import Case
from lianheng.web.cases.steps import State, Step, Violation
from lianheng.web.shell.words import in_chinese

STATES = {State.MENDING: "mending", State.SUBMITTED: "done", State.CLOSED: "closed"}


def problems(as_at: datetime.date) -> pa.Table:
    """One row for each confirmed case. A suspicion that nobody has decided on is no problem yet."""
    submitted = Max("steps__at", filter=Q(steps__step=Step.SUBMIT))
    found = Case.objects.filter(state__in=[state.value for state in STATES], found_on__lte=as_at)
    rows = [_problem(case) for case in found.exclude(violation="").annotate(submitted_at=submitted)]
    return pa.Table.from_pylist(rows, schema=ledger_tables()["problems"].arrow_schema())


def _problem(case: Any) -> dict[str, Any]:
    state = State(case.state)
    done = case.submitted_at if state in (State.SUBMITTED, State.CLOSED) else None
    return {
        "problem_id": f"case-{case.pk}",
        "source": "warning",
        "source_id": case.rule,
        "unit_id": case.unit_id,
        "kind": in_chinese(Violation(case.violation).label),
        "amount": case.amount,
        "found_on": case.found_on,
        "holder_id": case.holder_id,
        "due_on": case.due_on,
        "done_on": timezone.localdate(done) if done else None,
        "verified_on": case.decided_on if state is State.CLOSED else None,
        "verifier_id": case.verifier_id,
        "state": STATES[state],
    }


ADDS = {"problems": problems}
"""Problems of inspections, audits and circulars are imported; confirmed warnings stand beside them."""
