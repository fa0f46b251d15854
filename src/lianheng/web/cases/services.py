"""The verbs of a case. Each is one declared step: it checks the way, changes the case, and leaves a step and an entry."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.cases.models import Case, CaseStep, Comment, Letter
from lianheng.web.cases.steps import WAYS, State, Step, Violation
from lianheng.web.cases.telling import tell_of_letter, tell_of_remark, tell_of_step
from lianheng.web.evidence.selectors import has_evidence
from lianheng.web.history.services import writing
from lianheng.web.people.models import Person
from lianheng.web.people.workdays import workday_after

FINDING = "cases.find"


def explain(by: Actor, case: Case, reason: str, version: int | None = None) -> Case:
    """Find the matter normal, with a reason; red and orange ask for evidence too."""
    _must_not_concern(by, case)
    if case.demand.evidence and not has_evidence(case):
        raise UserError(
            f"{case.get_colour_display()}预警核实为正常须附佐证材料。",
            f"A warning of colour {case.colour} is found normal only with evidence attached.",
        )
    return _take(by, case, Step.EXPLAIN, _said(reason), version, decided_on=by.today)


def confirm(
    by: Actor,
    case: Case,
    violation: str,
    holder: Person,
    measures: str,
    due_on: datetime.date,
    reason: str,
    version: int | None = None,
) -> Case:
    """Find that it is a problem: what kind, who mends it, how, by when."""
    if violation not in Violation.values:
        raise UserError(f"没有问题种类“{violation}”。", f"There is no kind of problem {violation!r}.")
    if holder.unit_id != case.unit_id or (holder.left_on is not None and holder.left_on < by.today):
        raise UserError("整改责任人须是本单位在岗人员。", "The holder must serve in the same unit.")
    _must_be_ahead(by, due_on)
    changes = {"violation": violation, "holder": holder, "measures": measures}
    return _take(by, case, Step.CONFIRM, _said(reason), version, due_on=due_on, **changes)


def extend(by: Actor, case: Case, due_on: datetime.date, reason: str, version: int | None = None) -> Case:
    """Give more time. The holder cannot give it to himself."""
    if case.due_on is not None and due_on <= case.due_on:
        raise UserError("新期限须晚于原期限。", "The new day must be later than the old one.")
    return _take(by, case, Step.EXTEND, _said(reason), version, due_on=due_on)


def submit(by: Actor, case: Case, reason: str, version: int | None = None) -> Case:
    """The holder says that it is mended, and how; with evidence."""
    if not has_evidence(case):
        raise UserError("提交整改结果须附佐证材料。", "The mending is submitted with evidence attached.")
    return _take(by, case, Step.SUBMIT, _said(reason), version, submitter_id=by.person)


def return_(by: Actor, case: Case, reason: str, version: int | None = None) -> Case:
    """Send it back to the holder: not mended yet."""
    return _take(by, case, Step.RETURN, _said(reason), version)


def verify(by: Actor, case: Case, reason: str, version: int | None = None) -> Case:
    """Somebody else has seen that it is mended; the case is closed. Refused to whoever holds or submitted it."""
    if by.person is None or by.person in (case.holder_id, case.submitter_id):
        raise UserError("整改与核验须由不同的人办理。", "The one who mends is not the one who verifies.")
    return _take(by, case, Step.VERIFY, _said(reason), version, verifier_id=by.person, decided_on=by.today)


def dismiss(by: Actor, case: Case, until: datetime.date, reason: str, version: int | None = None) -> Case:
    """Not to be warned of this matter until a day, for a reason. It comes back by itself after that day."""
    _must_not_concern(by, case)
    if not by.today < until <= by.today + datetime.timedelta(days=366):
        raise UserError("免查期限须在今日之后、一年之内。", "A dismissal ends after today and within a year.")
    return _take(by, case, Step.DISMISS, _said(reason), version, dismissed_until=until, decided_on=by.today)


def reopen(by: Actor, case: Case, reason: str, version: int | None = None) -> Case:
    """Look at it again. What was decided stays in its history."""
    return _take(
        by,
        case,
        Step.REOPEN,
        _said(reason),
        version,
        violation="",
        holder=None,
        measures="",
        due_on=None,
        submitter=None,
        verifier=None,
        decided_on=None,
        dismissed_until=None,
        look_due_on=workday_after(by.today, case.demand.days),
    )


def together(by: Actor, chosen: list[Case], step: str, values: dict[str, Any]) -> None:
    """The same step for several cases, in one transaction. The first refusal names its case and undoes all."""
    verbs: dict[str, Callable[..., Case]] = {
        Step.EXPLAIN.value: explain,
        Step.CONFIRM.value: confirm,
        Step.DISMISS.value: dismiss,
    }
    with transaction.atomic():
        for case in chosen:
            try:
                verbs[step](by, case, **values)
            except UserError as error:
                raise UserError(
                    f"事项 {case.pk}：{error.text.zh}全部未办理。",
                    f"Case {case.pk}: {error.text.en} None was done.",
                ) from error
            except PermissionDenied as error:
                state = State(case.state)
                raise UserError(
                    f"事项 {case.pk} 现为“{state.label}”，您不能对它“{Step(step).label}”。全部未办理。",
                    f"Case {case.pk} is “{state.value}”; you may not take the step “{step}”. None was done.",
                ) from error


def vanish(by: Actor, case: Case, reason: str) -> Case:
    """The matter no longer fails and its rule lets such cases close by themselves."""
    return _take(by, case, Step.VANISH, reason, None, decided_on=by.today)


def comment(by: Actor, case: Case, text: str) -> Comment:
    """A remark. Raises UserError for an empty one."""
    from lianheng.web.access.models import Account

    remark = Comment(case=case, by=Account.objects.get(username=by.name), at=timezone.now(), text=_said(text))
    with transaction.atomic():
        with writing(by, "cases.comment", remark):
            pass
        tell_of_remark(remark)
    return remark


def write_letter(
    by: Actor, case: Case, to: Person, question: str, due_on: datetime.date, number: str = ""
) -> Letter:
    """Send an inquiry letter to somebody of the case's unit. Numbered by year unless a number is given."""
    if to.unit_id != case.unit_id:
        raise UserError("问询对象须是本单位人员。", "The letter must go to somebody of the same unit.")
    _must_be_ahead(by, due_on)
    with transaction.atomic():
        letter = Letter(
            case=case,
            number=number or _next_number(by.today.year),
            to=to,
            question=_said(question),
            sent_by=by.label,
            sent_on=by.today,
            due_on=due_on,
        )
        with writing(by, "cases.write_letter", letter) as sent:
            sent.full_clean()
        tell_of_letter(letter)
    return letter


def reply(by: Actor, letter: Letter, text: str, version: int | None = None) -> Letter:
    """Answer an inquiry letter. Once."""
    with writing(by, "cases.reply", letter, version=version) as answered:
        answered.reply = _said(text)
        answered.replied_at = timezone.now()
    return answered


def _take(
    by: Actor,
    case: Case,
    step: Step,
    text: str,
    version: int | None,
    due_on: datetime.date | None = None,
    **changes: Any,
) -> Case:
    """One declared step. Raises UserError when the case, as stored, is in no state it leads from."""
    with transaction.atomic():
        with writing(by, WAYS[step].action, case, text, version) as stored:
            source = State(stored.state)
            way = WAYS[step]
            if source not in way.source:
                raise UserError(
                    f"事项现为“{source.label}”，不能“{step.label}”。",
                    f"The case is “{source.value}” now; it cannot take the step “{step.value}”.",
                )
            for name, value in changes.items():
                setattr(stored, name, value)
            if due_on is not None:
                stored.due_on = due_on
            stored.state = way.target
        record_step(by, stored, step, source, text, due_on)
        tell_of_step(stored, step)
    return stored


def record_step(
    by: Actor, case: Case, step: Step, source: State | None, text: str, due_on: datetime.date | None = None
) -> None:
    """Leave the step in the case's own history, inside the transaction of the step."""
    taken = CaseStep(
        case=case,
        step=step,
        source=source.value if source else "",
        target=case.state,
        by_name=by.label or by.name,
        at=timezone.now(),
        text=text,
        due_on=due_on,
    )
    with writing(by, FINDING if step is Step.FIND else WAYS[step].action, taken, text):
        pass


def _must_not_concern(by: Actor, case: Case) -> None:
    """Nobody clears a suspicion that names himself."""
    if by.person is not None and case.parties.filter(kind="person", value=by.person).exists():
        raise UserError(
            "事项涉及您本人，须由他人核实。", "The case concerns you; somebody else must look at it."
        )


def _said(text: str) -> str:
    if not text.strip():
        raise UserError("请填写说明。", "Say why.")
    return text.strip()


def _must_be_ahead(by: Actor, day: datetime.date) -> None:
    if day <= by.today:
        raise UserError("期限须在今日之后。", "The day must be after today.")


def _next_number(year: int) -> str:
    """The next of the year; the unique number in the database decides between two at once."""
    sent = Letter.objects.filter(sent_on__year=year).count()
    return f"问询〔{year}〕{sent + 1}号"
