"""Records of cases for the permission test."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.utils import timezone

from lianheng.web.access.actor import operator
from lianheng.web.cases.models import Case, Letter, Run
from lianheng.web.cases.running import run_folder
from lianheng.web.cases.steps import State, Step
from lianheng.web.cases.views import FILES
from lianheng.web.history.services import writing

from ..records import Case as Address
from ..records import Place, Stage

DAY = datetime.date(2021, 12, 31)
NO_RULES = b'{"rules": []}'
DIGEST = hashlib.sha256(NO_RULES).hexdigest()


def runs(place: Place) -> dict[str, Run]:
    run = Run(
        unit=place.unit, trigger="demand", by_name="甲", as_at=DAY, year=2021, at=timezone.now(), judged=0, passed=0,
        failed=0, not_applicable=0, cannot_judge=0, rules=0, not_run=0, seconds=0, record_digest=DIGEST,
        findings_digest=DIGEST,
    )  # fmt: skip
    made = _written("cases.start_run", run)
    run_folder(made).mkdir(parents=True, exist_ok=True)
    for name in FILES.values():
        (run_folder(made) / name).write_bytes(NO_RULES)
    return {"": made}


def cases(place: Place) -> dict[str, Case]:
    """One in each state; and one of a personal matter."""
    made = {f"{state.value} plain": _case(place, state) for state in State}
    made["suspected"] = _case(place, State.SUSPECTED, personal=True)
    return made


def letters(place: Place) -> dict[str, Letter]:
    """One not answered and one answered; and one that asks about a personal matter."""
    number = Letter.objects.count()
    common: dict[str, Any] = {
        "to": place.person,
        "question": "为何？",
        "sent_by": "甲",
        "sent_on": DAY,
        "due_on": DAY,
    }
    plain, personal = _case(place, State.SUSPECTED), _case(place, State.SUSPECTED, personal=True)
    made = {
        "plain unanswered": Letter(case=plain, number=f"T{number}a", **common),
        "plain": Letter(case=plain, number=f"T{number}b", reply="因为", replied_at=timezone.now(), **common),
        "unanswered": Letter(case=personal, number=f"T{number}c", **common),
    }
    return {words: _written("cases.write_letter", letter) for words, letter in made.items()}


def _case(place: Place, state: State, personal: bool = False) -> Case:
    case = Case(
        unit=place.unit, rule="payments.duplicate_exact", rule_version="1", case_key=f"k{Case.objects.count()}", year=2021,
        colour="yellow", personal=personal, message_zh="疑点", message_en="A suspicion", row_count=1, state=state,
        found_on=DAY, look_due_on=DAY, violation="duplicate", holder=place.person, due_on=DAY, dismissed_until=DAY,
    )  # fmt: skip
    if state is State.CLOSED:
        case.submitter, case.verifier = place.person, _somebody_else(place)
    return _written("cases.find", case)


def _somebody_else(place: Place) -> Any:
    from lianheng.web.people.models import Person

    return Person.objects.exclude(pk=place.person.pk).first()


def _written(action: str, record: Any) -> Any:
    with writing(operator(), action, record):
        pass
    return record


def steps(stage: Stage) -> list[Address]:
    return [Address("a step", {"step": Step.DISMISS.value})]


def files(stage: Stage) -> list[Address]:
    return [Address("a file of a run", {"name": next(iter(FILES))})]


RECORDS = {Run: runs, Case: cases, Letter: letters}
ADDRESSES = {"cases:step": steps, "cases:run_file": files}
ALSO = {("cases:step", method): "cases.dismiss" for method in ("GET", "HEAD", "POST")}
