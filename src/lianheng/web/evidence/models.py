"""Attachments: files that prove a record, kept by the digest of their content."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from lianheng.web.access.actor import Actor
from lianheng.web.access.permissions import Reach
from lianheng.web.evidence.kinds import KINDS, FileKind
from lianheng.web.history.models import Kept
from lianheng.web.history.selectors import may_see, record_of
from lianheng.web.shell.words import words


class Attachment(Kept):
    """A file that proves a record of any kind.

    Evidence has four dates: of the fact, of the document, of receipt and of entry. The last two are the server's.
    """

    record_kind = models.CharField(words("记录类别", "Kind of record"), max_length=100)
    record_key = models.CharField(words("记录编号", "Key of the record"), max_length=200)
    unit = models.CharField(words("单位", "Unit"), max_length=40, blank=True)
    name = models.CharField(words("文件名", "File name"), max_length=200)
    digest = models.CharField(words("摘要", "Digest"), max_length=71, db_index=True)
    size = models.BigIntegerField(words("字节数", "Bytes"))
    file_kind = models.CharField(words("文件类型", "Type"), max_length=20)
    fact_on = models.DateField(words("事实发生日期", "Date of the fact"))
    document_on = models.DateField(words("文书日期", "Date of the document"), null=True, blank=True)
    received_at = models.DateTimeField(words("收到时间", "Received"))
    entered_at = models.DateTimeField(words("登记时间", "Entered"), default=timezone.now)
    entered_by = models.CharField(words("登记人", "Entered by"), max_length=40, blank=True)
    withdrawn_on = models.DateField(words("撤回日期", "Withdrawn on"), null=True, blank=True)

    reach = Reach(unit="unit", own="entered_by")
    states: ClassVar[dict[str, models.Q]] = {"standing": models.Q(withdrawn_on=None)}
    seen_by = "evidence.view_attachment"
    fixed = frozenset(
        {
            "record_kind",
            "record_key",
            "name",
            "digest",
            "size",
            "file_kind",
            "received_at",
            "entered_at",
            "entered_by",
        }
    )

    class Meta:
        verbose_name = words("附件", "Attachment")
        ordering = ("fact_on", "received_at")
        indexes = (models.Index(fields=["record_kind", "record_key"], name="attachment_of_record"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(received_at__lte=models.F("entered_at")), name="received_before_entered"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def shown_to(self, by: Actor) -> bool:
        """Whoever may see the record may see what proves it."""
        record = record_of(self.record_kind, self.record_key)
        return record is not None and may_see(by, record)

    @property
    def type(self) -> FileKind:
        return KINDS[self.file_kind]
