"""Proposing, trying, approving and withdrawing a bureau's own parameters and standards."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.utils import timezone

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.services import writing
from lianheng.web.people.models import Person, Unit
from lianheng.web.rulebook.content import check_parameter, check_standard
from lianheng.web.rulebook.models import Change


def propose_parameter(
    by: Actor, unit: Unit, rule: str, parameter: str, value: str, from_on: datetime.date, reason: str
) -> Change:
    """Another value of a rule's knob. Raises UserError for a value the rule cannot take."""
    content = {"parameter": parameter, "value": check_parameter(rule, parameter, value)}
    return _propose(by, unit, Change.Target.PARAMETER, rule, content, from_on, None, reason)


def propose_standard(
    by: Actor,
    unit: Unit,
    standard: str,
    values: dict[str, str],
    from_on: datetime.date,
    to_on: datetime.date | None,
    reason: str,
) -> Change:
    """A row of a standard at the bureau's layer. Raises UserError naming the column that is wrong."""
    content = check_standard(unit, standard, values, from_on, to_on, reason)
    return _propose(by, unit, Change.Target.STANDARD, standard, content, from_on, to_on, reason)


def keep_trial(by: Actor, change: Change, results: list[dict[str, Any]]) -> None:
    """Note what a trial showed of the change as it stands."""
    with writing(by, "rulebook.try_change", change) as tried:
        tried.trial = json.dumps(
            {"digest": tried.digest, "rules": results}, ensure_ascii=False, sort_keys=True
        )


def approve(by: Actor, change: Change, seen: str, reason: str = "") -> Change:
    """Put it in force. ``seen`` is the digest of what the approver read.

    Raises UserError when it has not been tried, when it is one's own, or when it is no longer what was read.
    """
    if by.person is None or by.person == change.proposer_id:
        raise UserError("提出人不得批准自己的修改。", "Nobody approves a change of his own.")
    with writing(by, "rulebook.approve", change, reason) as approved:
        if approved.digest != seen:
            raise UserError(
                "内容在您阅读之后有变动，请重新阅读。",
                "The change is no longer what you read. Read it again.",
            )
        if approved.tried is None:
            raise UserError("尚未试运行，不能批准。", "It has not been tried yet, so it cannot be approved.")
        approved.state, approved.approved_digest = Change.State.APPROVED, approved.digest
        approved.decider_id, approved.decided_at = by.person, timezone.now()
    return approved


def refuse(by: Actor, change: Change, reason: str) -> Change:
    """Not to be put in force."""
    if not reason.strip():
        raise UserError("请说明不批准的理由。", "Say why it is refused.")
    with writing(by, "rulebook.approve", change, reason) as refused:
        refused.state, refused.decider_id, refused.decided_at = (
            Change.State.REFUSED,
            by.person,
            timezone.now(),
        )
    return refused


def withdraw(by: Actor, change: Change, reason: str) -> Change:
    """The proposer takes it back before it is decided."""
    with writing(by, "rulebook.withdraw", change, reason) as withdrawn:
        withdrawn.state = Change.State.WITHDRAWN
    return withdrawn


def _propose(
    by: Actor,
    unit: Unit,
    target: Change.Target,
    name: str,
    content: dict[str, Any],
    from_on: datetime.date,
    to_on: datetime.date | None,
    reason: str,
) -> Change:
    if by.person is None:
        raise UserError("只有人员账号可以提出修改。", "Only a person's account can propose a change.")
    if not reason.strip():
        raise UserError("请写明理由和依据文件。", "Give the reason and the document.")
    change = Change(
        unit=unit,
        target=target,
        name=name,
        content=json.dumps(content, ensure_ascii=False, sort_keys=True),
        from_on=from_on,
        to_on=to_on,
        reason=reason.strip(),
        proposer=Person.objects.get(pk=by.person),
    )
    with writing(by, "rulebook.propose", change, reason) as proposed:
        proposed.full_clean()
    return change
