"""Reports that wait for somebody: to be approved, or come back to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.desk.work import Item
from lianheng.web.reports.models import Report

APPROVE = Text("批准报告", "Report to approve")
FINISH = Text("出正式稿", "Report to make final")


def work(actor: Actor) -> Iterator[Item]:
    """Reports submitted to the actor, and approved ones that the actor may make final."""
    for kind, action, state in (
        (APPROVE, "reports.approve", "submitted"),
        (FINISH, "reports.make_final", "approved"),
    ):
        for report in actor.permitted(action, Report.objects.filter(Q(state=state)).select_related("unit")):
            title = Text(
                f"{report.unit} {report.year} 年度报告", f"Annual report of {report.unit}, {report.year}"
            )
            yield Item(kind, title, reverse("reports:report", kwargs={"key": report.pk}), None)
