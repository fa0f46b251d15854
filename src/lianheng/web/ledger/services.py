"""What people do with imports: give files, accept or drop them, take a batch back. Every step is in the journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from lianheng.ledger.store import Store
from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account
from lianheng.web.history.services import writing
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.services import start
from lianheng.web.ledger.models import OWN_LAYOUT, Findings, Import
from lianheng.web.ledger.rights import importing_unit, missing_rights
from lianheng.web.ledger.uploading import forget, receive

CHECK, RECORD = "ledger.check", "ledger.record"


def upload(
    by: Actor, files: Sequence[UploadedFile[Any]], layout: str = OWN_LAYOUT, table: str = ""
) -> tuple[Import, Job]:
    """Keep files and have them checked. Raises UserError for files that are not what they say."""
    by.must("ledger.upload")
    folder, received = receive(files, layout)
    record = Import(
        unit=importing_unit(by),
        by=Account.objects.get(username=by.name),
        uploaded_at=timezone.now(),
        layout=layout,
        table=table,
        files=json.dumps([item.as_record() for item in received], ensure_ascii=False),
        folder=folder,
        size=sum(item.size for item in received),
    )
    with transaction.atomic():
        with writing(by, "ledger.upload", record):
            pass
        return record, start(by, CHECK, str(record), number=record.pk)


def check_again(by: Actor, record: Import) -> Job:
    """Check once more: what was missing may have come, or the worker may have died."""
    _must_handle(by, record)
    with transaction.atomic():
        with writing(by, "ledger.upload", record) as again:
            if not (again.is_undecided or again.state == Import.State.CHECKING):
                raise _no_longer(again)
            again.state = Import.State.CHECKING
        return start(by, CHECK, str(record), number=record.pk)


def accept(by: Actor, record: Import, version: int | None = None) -> Job:
    """Decide that an import becomes part of the ledger. The worker records it, or says why it cannot be.

    Raises PermissionDenied when a right is missing for any of its tables, UserError when it is not ready.
    """
    with transaction.atomic():
        with writing(by, "ledger.decide", record, version=version) as accepted:
            if accepted.state != Import.State.READY:
                raise _no_longer(accepted)
            if missing_rights(by, accepted):
                raise PermissionDenied("ledger.decide")
            accepted.state = Import.State.RECORDING
            accepted.decided_by = Account.objects.get(username=by.name)
        return start(by, RECORD, str(record), number=record.pk)


def drop(by: Actor, record: Import, reason: str = "") -> None:
    """Decide against an import. Its files are removed; who gave them, and their hashes, stay."""
    _must_handle(by, record)
    with transaction.atomic():
        with writing(by, "ledger.decide", record, reason) as dropped:
            if not dropped.is_undecided:
                raise _no_longer(dropped)
            dropped.state = Import.State.DROPPED
            dropped.decided_by = Account.objects.get(username=by.name)
        forget_files(record)


def withdraw(by: Actor, record: Import, reason: str) -> None:
    """Take a batch back. It stays, marked; the ledger no longer counts it. Records that apps took from it stay as well.

    The store is asked first: should the server stop before the database knows, ``settling`` tells it.
    """
    by.must("ledger.withdraw", record)
    if missing_rights(by, record):
        raise PermissionDenied("ledger.withdraw")
    if not reason.strip():
        raise UserError("请写明撤回原因。", "Say why the batch is withdrawn.")
    if record.state != Import.State.ACCEPTED or not record.batch_id:
        raise _no_longer(record)
    now = timezone.now()
    Store(settings.STORE_FOLDER).withdraw(record.batch_id, by.name, reason.strip(), now)
    with writing(by, "ledger.withdraw", record, reason.strip()) as withdrawn:
        withdrawn.state, withdrawn.withdrawn_at = Import.State.WITHDRAWN, now
        withdrawn.withdrawn_because = reason.strip()[:500]


def forget_files(record: Import) -> None:
    """Remove an import's files and findings once the present transaction is committed, unless another import needs them."""
    Findings.objects.filter(of=record).delete()
    others = Import.objects.filter(folder=record.folder, state__in=Import.OPEN).exclude(pk=record.pk)
    if not others.exists():
        transaction.on_commit(partial(forget, record.folder))


def _must_handle(by: Actor, record: Import) -> None:
    """Raises PermissionDenied for whoever neither gave an import nor may import all that is in it."""
    if record.by.username != by.name and missing_rights(by, record):
        raise PermissionDenied("ledger.decide")


def _no_longer(record: Import) -> UserError:
    state = Import.State(record.state).label
    return UserError(
        f"导入 {record} 现在是“{state}”，不能这样处理。请刷新页面。",
        f"Import {record} is “{state}” now, so this cannot be done. Reload the page.",
    )
