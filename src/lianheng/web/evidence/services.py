"""Receiving, dating and withdrawing attachments."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.naming import safe_name
from lianheng.web.evidence.selectors import attachments_of
from lianheng.web.evidence.storing import store
from lianheng.web.history.models import Kept
from lianheng.web.history.selectors import must_see
from lianheng.web.history.services import writing
from lianheng.web.history.values import unit_of


def attach(
    by: Actor,
    record: Kept,
    pieces: Iterable[bytes],
    name: str,
    fact_on: datetime.date,
    document_on: datetime.date | None = None,
    reason: str = "",
) -> Attachment:
    """Receive a file that proves a record. Who may see the record may prove it.

    Raises PermissionDenied, or UserError for a file that is not taken or dates that cannot be.
    """
    received = timezone.now()
    by.must("evidence.attach")
    must_see(by, record)
    _refuse_future(by, fact_on, document_on)
    called = safe_name(name)
    stored = store(pieces, called)
    if attachments_of(record).filter(digest=stored.digest, withdrawn_on=None).exists():
        raise UserError(f"“{called}”已附在这条记录上。", f"{called!r} is attached to this record already.")
    attachment = Attachment(
        record_kind=record.kind(),
        record_key=str(record.pk),
        unit=unit_of(record),
        name=called,
        digest=stored.digest,
        size=stored.size,
        file_kind=stored.kind.code,
        fact_on=fact_on,
        document_on=document_on,
        received_at=received,
        entered_at=timezone.now(),
        entered_by=by.person or "",
    )
    with writing(by, "evidence.attach", attachment, reason) as made:
        made.full_clean()
    return attachment


def date_attachment(
    by: Actor, attachment: Attachment, values: dict[str, Any], reason: str = "", version: int | None = None
) -> Attachment:
    """Correct the date of the fact or of the document. Receipt and entry are the server's, and stay."""
    _refuse_future(by, values["fact_on"], values["document_on"])
    with writing(by, "evidence.date_attachment", attachment, reason, version) as dated:
        dated.fact_on, dated.document_on = values["fact_on"], values["document_on"]
        dated.full_clean()
    return dated


def withdraw(by: Actor, attachment: Attachment, reason: str) -> Attachment:
    """Say that a file proves nothing after all. It stays, marked."""
    with writing(by, "evidence.withdraw_attachment", attachment, reason) as withdrawn:
        if withdrawn.withdrawn_on is not None:
            raise UserError(f"“{attachment}”已经撤回。", f"{attachment} is withdrawn already.")
        withdrawn.withdrawn_on = by.today
    return withdrawn


def _refuse_future(by: Actor, *days: datetime.date | None) -> None:
    if any(day is not None and day > by.today for day in days):
        raise UserError(
            "事实和文书的日期不能晚于今天。", "Neither the fact nor the document can be dated after today."
        )
