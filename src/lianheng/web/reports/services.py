"""Writing the annual report: begin, edit, take newer figures, remark, submit, approve, send back, make final."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from lianheng.report.compose import require_complete
from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.services import writing
from lianheng.web.people.models import Person
from lianheng.web.reports.drafting import shipped_outline, with_section
from lianheng.web.reports.models import FigureSet, Remark, Report
from lianheng.web.reports.rendering import composed, keep_final, sealed
from lianheng.web.reports.selectors import has_worked_on


def begin(by: Actor, counted: FigureSet, dated: datetime.date, addressee: str = "") -> Report:
    """A report of a unit's year, from the outline of last year's report if there is one."""
    if by.person is None:
        raise UserError("只有人员账号可以起草报告。", "Only a person's account can write a report.")
    earlier = Report.objects.filter(unit=counted.unit, year__lt=counted.year).first()
    report = Report(
        unit=counted.unit,
        year=counted.year,
        dated=dated,
        addressee=addressee.strip(),
        outline=earlier.outline if earlier else shipped_outline(),
        figure_set=counted,
        author=Person.objects.get(pk=by.person),
    )
    with writing(by, "reports.write", report) as begun:
        begun.full_clean()
    return report


def edit_section(
    by: Actor,
    report: Report,
    number: int,
    opening: str,
    points: list[tuple[str, str]],
    closing: str,
    version: int | None = None,
) -> Report:
    """Replace one section's sentences. Raises UserError naming a line that cannot stand, Conflict when another was first."""
    with writing(by, "reports.write", report, version=version) as edited:
        edited.outline = with_section(edited.outline, number, opening, points, closing)
    return edited


def change_facts(
    by: Actor, report: Report, dated: datetime.date, addressee: str, version: int | None = None
) -> Report:
    """Its date and whom it is sent to."""
    with writing(by, "reports.write", report, version=version) as changed:
        changed.dated, changed.addressee = dated, addressee.strip()
    return changed


def take_figures(by: Actor, report: Report, counted: FigureSet) -> Report:
    """Let the report quote a later count of the same year."""
    if (counted.unit_id, counted.year) != (report.unit_id, report.year):
        raise UserError("数字不是这个单位这一年的。", "The figures are of another unit or year.")
    with writing(by, "reports.write", report) as changed:
        changed.figure_set = counted
    return changed


def remark(by: Actor, report: Report, text: str) -> Remark:
    """Say something about a report."""
    if not text.strip():
        raise UserError("请填写内容。", "Say something.")
    said = Remark(report=report, by_name=by.label, at=timezone.now(), text=text.strip())
    with writing(by, "reports.remark", said):
        pass
    return said


def submit(by: Actor, report: Report, reason: str = "") -> Report:
    """Ask for approval. Gaps may still be open; a report with gaps is only never made final."""
    with writing(by, "reports.submit", report, reason) as submitted:
        submitted.state = Report.State.SUBMITTED
    return submitted


def send_back(by: Actor, report: Report, reason: str) -> Report:
    """Back to the author, with a reason. Whatever had been approved is no longer."""
    if not reason.strip():
        raise UserError("请说明退回原因。", "Say why it is sent back.")
    with writing(by, "reports.approve", report, reason) as returned:
        returned.state, returned.approver, returned.approved_digest = Report.State.DRAFT, None, ""
    return returned


def approve(by: Actor, report: Report, seen: str, reason: str = "") -> Report:
    """Approve what was read: ``seen`` is its digest. Raises UserError when it is another by now, or one's own."""
    if by.person is None or by.person == report.author_id:
        raise UserError("起草人不得批准自己的报告。", "Nobody approves a report of his own.")
    with writing(by, "reports.approve", report, reason) as approved:
        if has_worked_on(by, approved):
            raise UserError(
                "您修改或提交过这份报告，须由他人批准。",
                "You have worked on this report; somebody else must approve it.",
            )
        if approved.digest != seen:
            raise UserError(
                "报告在您阅读之后有变动，请重新阅读。",
                "The report is no longer what you read. Read it again.",
            )
        approved.state, approved.approved_digest = Report.State.APPROVED, approved.digest
        approved.approver_id = by.person
    return approved


def make_final(by: Actor, report: Report) -> Report:
    """Verify the house, seal the report with the journal's root, and keep its files for good.

    Raises UserError when there are gaps, when it is not what was approved, or when the verification finds anything.
    """
    require_complete(composed(report))
    seal = sealed(by)
    with transaction.atomic(), writing(by, "reports.make_final", report) as final:
        if not final.holds:
            raise UserError(
                "报告与批准的内容不一致，须重新批准。", "It is not what was approved; approve it again."
            )
        final.seal = seal
        final.docx_digest, final.pdf_digest = keep_final(final)
        final.state = Report.State.FINAL
    return final
