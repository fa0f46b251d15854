"""Reading attachments."""

from __future__ import annotations

from django.db.models import QuerySet

from lianheng.text import UserError
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.storing import is_intact
from lianheng.web.history.models import Kept
from lianheng.web.history.selectors import record_of


def attachments_of(record: Kept) -> QuerySet[Attachment]:
    """All files that prove a record, withdrawn ones too."""
    found: QuerySet[Attachment] = Attachment.objects.filter(
        record_kind=record.kind(), record_key=str(record.pk)
    )
    return found


def has_evidence(record: Kept) -> bool:
    """Whether a file that was not withdrawn proves the record."""
    return attachments_of(record).filter(withdrawn_on=None).exists()


def proven_by(attachment: Attachment) -> Kept | None:
    """The record that an attachment proves; None once it is removed."""
    return record_of(attachment.record_kind, attachment.record_key)


def refuse_spoiled(attachment: Attachment) -> None:
    """Raises UserError where the file is gone or no longer what was received."""
    try:
        if is_intact(attachment.digest):
            return
    except OSError:
        pass
    raise UserError(
        f"“{attachment}”的文件已丢失，或与收到时不同，不予提供。请告知安全审计员核验日志，并从备份恢复。",
        f"The file of {attachment} is gone, or is no longer what was received, and is not handed out. Tell the audit "
        "administrator to verify the journal, and restore it from a backup.",
    )
