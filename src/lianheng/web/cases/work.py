"""What of the cases waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.cases.models import Case, CaseStep, Letter
from lianheng.web.cases.steps import State, Step
from lianheng.web.desk.work import Item

LOOK = Text("疑点核实", "To be looked at")
MEND = Text("整改", "To be mended")
VERIFY = Text("核验", "To be verified")
ANSWER = Text("问询函", "Inquiry letter")


def work(actor: Actor) -> Iterator[Item]:
    """Suspicions to look at, mending to do, mending to verify, letters to answer."""
    for case in actor.permitted("cases.confirm", Case.objects.filter(state=State.SUSPECTED)):
        yield _item(LOOK, case, case.look_due_on)
    sent_back = Exists(CaseStep.objects.filter(case=OuterRef("pk"), step=Step.RETURN))
    for case in actor.permitted("cases.submit", Case.objects.filter(state=State.MENDING)).annotate(
        sent_back=sent_back
    ):
        yield _item(MEND, case, case.due_on, returned=case.sent_back)
    for case in actor.permitted("cases.verify", Case.objects.filter(state=State.SUBMITTED)):
        yield _item(VERIFY, case, case.due_on)
    for letter in actor.permitted("cases.reply", Letter.objects.filter(replied_at=None)):
        title = Text(f"{letter.number}：{letter.question[:80]}", f"{letter.number}: {letter.question[:80]}")
        yield Item(ANSWER, title, reverse("cases:letter", kwargs={"key": letter.pk}), letter.due_on)


def _item(kind: Text, case: Case, due_on: object, returned: bool = False) -> Item:
    return Item(kind, case.message, reverse("cases:case", kwargs={"key": case.pk}), due_on, returned)  # type: ignore[arg-type]
