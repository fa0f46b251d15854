"""Figures as counted at one time, the annual report and its comments."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lianheng.web.access.permissions import Reach
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words


class FigureSet(Kept):
    """All figures of a unit's year, counted over the ledger as it stood. They lie in a file whose digest stands here."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    year = models.PositiveSmallIntegerField(words("年度", "Year"))
    as_at = models.DateField(words("基准日", "As at"))
    at = models.DateTimeField(words("时间", "When"))
    by_name = models.CharField(words("统计人", "Counted by"), max_length=150)
    ledger_digest = models.CharField(words("台账摘要", "Digest of the ledger"), max_length=64)
    digest = models.CharField(words("数字摘要", "Digest of the figures"), max_length=64)
    figures = models.PositiveIntegerField(words("数字", "Figures"))
    gaps = models.PositiveIntegerField(words("缺口", "Gaps"))

    seen_by = "reports.view_figures"
    reach = Reach(unit="unit")

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.at:%Y-%m-%d}"


class Report(Kept):
    """A unit's annual report. Its sentences quote figures by id; its approval binds what was approved."""

    class State(models.TextChoices):
        DRAFT = "draft", words("草稿", "Draft")
        SUBMITTED = "submitted", words("待批准", "Submitted")
        APPROVED = "approved", words("已批准", "Approved")
        FINAL = "final", words("定稿", "Final")

    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    year = models.PositiveSmallIntegerField(words("年度", "Year"))
    dated = models.DateField(words("成文日期", "Dated"))
    addressee = models.CharField(words("主送机关", "Addressee"), max_length=100, blank=True)
    outline = models.TextField(words("提纲", "Outline"))
    """The outline as YAML: headings, points and sentences with ``{noun.figure}`` where a figure stands."""
    figure_set = models.ForeignKey(FigureSet, models.PROTECT, verbose_name=words("数字", "Figures"))
    state = models.CharField(
        words("状态", "State"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    author = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", verbose_name=words("起草人", "Author")
    )
    approver = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words("批准人", "Approver"),
    )
    approved_digest = models.CharField(words("批准的摘要", "Digest approved"), max_length=64, blank=True)
    seal = models.TextField(words("日志根", "Root of the journal"), blank=True)
    """What the final report prints of the journal: its length and root at that time."""
    docx_digest = models.CharField(words("DOCX 摘要", "Digest of the DOCX"), max_length=64, blank=True)
    pdf_digest = models.CharField(words("PDF 摘要", "Digest of the PDF"), max_length=64, blank=True)

    reach = Reach(unit="unit", own="author")
    states: ClassVar[dict[str, Q]] = {
        state: Q(state=state) for state in ("draft", "submitted", "approved", "final")
    }

    class Meta:
        ordering = ("-year", "unit")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="one_report_of_a_year"),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("author")),
                name="nobody_approves_his_own_report",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "final"])
                | (Q(approver__isnull=False) & ~Q(approved_digest="")),
                name="report_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | (~Q(docx_digest="") & ~Q(pdf_digest="") & ~Q(seal="")),
                name="final_report_is_sealed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    @property
    def digest(self) -> str:
        """Of everything that an approval approves: words, figures, date and addressee."""
        bound = (
            self.unit_id,
            str(self.year),
            str(self.dated),
            self.addressee,
            self.outline,
            self.figure_set.digest,
        )
        return hashlib.sha256("\0".join(bound).encode()).hexdigest()

    @property
    def holds(self) -> bool:
        """Approved, and still what was approved."""
        return bool(self.approved_digest) and self.approved_digest == self.digest


class Remark(Kept):
    """A remark on a report."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="remarks", verbose_name=words("报告", "Report")
    )
    by_name = models.CharField(words("姓名", "By"), max_length=150)
    at = models.DateTimeField(words("时间", "When"))
    text = models.TextField(words("内容", "Text"))

    seen_by = "reports.view_report"
    reach = Reach(unit="report__unit", own="report__author")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:40]
