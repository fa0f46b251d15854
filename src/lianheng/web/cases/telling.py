"""Whom a step, a letter or a remark concerns is told at once. A notice names no matter: it may stand on a locked screen."""

from __future__ import annotations

import datetime
import re

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access.models import Account
from lianheng.web.access.selectors import actor_of
from lianheng.web.cases.models import Case, Comment, Letter
from lianheng.web.cases.steps import Step
from lianheng.web.desk.services import tell

_GOES_ON = r"(?![A-Za-z0-9_.+-])"
"""A name is not the beginning of a longer one; Chinese words may follow it without a space."""


def tell_of_step(case: Case, step: Step) -> None:
    """The holder is told what was laid on him, what came back, and what he has more time for."""
    texts = {
        Step.CONFIRM: Text("有一件事项交您整改", "A case was given to you to be mended"),
        Step.RETURN: Text("您提交的整改被退回", "The mending you submitted was sent back"),
        Step.EXTEND: Text("您的整改期限已延长", "You have been given more time"),
        Step.VERIFY: Text("您整改的事项已核验销号", "The case you mended was verified and closed"),
    }
    if step in texts and case.holder_id:
        text = texts[step]
        day = _until(case.due_on) if step is not Step.VERIFY else Text("", "")
        told = Text(f"{text.zh}{day.zh}。", f"{text.en}{day.en}.")
        tell(_accounts(case.holder_id), told, _at(case), f"case {case.pk} {step.value} {case.version}")


def tell_of_letter(letter: Letter) -> None:
    """Whom it asks."""
    day = _until(letter.due_on)
    text = Text(
        f"您收到问询函 {letter.number}{day.zh}。", f"You have an inquiry letter, {letter.number}{day.en}."
    )
    address = reverse("cases:letter", kwargs={"key": letter.pk})
    tell(_accounts(letter.to_id), text, address, f"letter {letter.pk}")


def tell_of_remark(remark: Comment) -> None:
    """Everybody whom it calls with ``@account`` or ``@name`` and who may see the case; others learn nothing of it."""
    if "@" not in remark.text:
        return
    case, name = remark.case, remark.by.shown_name
    text = Text(
        f"{name} 在事项 {case.pk} 的批注中提到您。", f"{name} mentions you in a comment on case {case.pk}."
    )
    for account in Account.objects.filter(is_active=True).exclude(pk=remark.by_id).select_related("person"):
        if _calls(remark.text, account) and actor_of(account).may("cases.view_case", case):
            tell([account], text, _at(case), f"mention {remark.pk}")


def _calls(text: str, account: Account) -> bool:
    names = {account.username, account.shown_name}
    return any(re.search(f"@{re.escape(name)}{_GOES_ON}", text) for name in names)


def _accounts(person: str) -> list[Account]:
    today = timezone.localdate()
    serving = Q(person__left_on=None) | Q(person__left_on__gte=today)
    return list(Account.objects.filter(serving, person=person, is_active=True))


def _until(day: datetime.date | None) -> Text:
    return Text(f"，期限 {day}", f", until {day}")


def _at(case: Case) -> str:
    return reverse("cases:case", kwargs={"key": case.pk})
