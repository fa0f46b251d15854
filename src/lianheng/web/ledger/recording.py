"""The worker's part in an import: check it, record it as a batch, and settle what a power cut has left in between.

Recording is one moment: the batch's folder gets its name inside the transaction that accepts the import, takes the rows of
apps' tables and writes the journal. Only between that naming and the commit can the power go; ``settle`` then finishes it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianheng.ledger.checking import Checked
from lianheng.ledger.folder import LedgerRefused
from lianheng.ledger.importing import record_import
from lianheng.ledger.manifest import Manifest
from lianheng.ledger.reading import Progress, unwatched
from lianheng.ledger.store import Store
from lianheng.tabular.problems import Problem
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor, operator
from lianheng.web.access.selectors import actor_of
from lianheng.web.history.services import writing
from lianheng.web.jobs.models import Job
from lianheng.web.ledger.extents import extent
from lianheng.web.ledger.findings import Told, told, told_without_rows
from lianheng.web.ledger.groups import group_of
from lianheng.web.ledger.intake import intakes
from lianheng.web.ledger.models import Findings, Import
from lianheng.web.ledger.opening import opened
from lianheng.web.ledger.rights import lacking
from lianheng.web.ledger.selectors import job_of
from lianheng.web.ledger.services import forget_files
from lianheng.web.ledger.taking import take_records, taken_tables, try_records
from lianheng.web.ledger.uploading import sweep

SETTLE = "ledger.settle"
_log = logging.getLogger(__name__)


class HouseStore(Store):
    """A store that adds a batch only together with ``accept``: both happen, or neither."""

    def __init__(self, root: Path, accept: Callable[[Manifest], None]) -> None:
        super().__init__(root)
        self._accept = accept

    def record(self, staged: Path, manifest: Manifest) -> None:
        with transaction.atomic():
            self._accept(manifest)
            super().record(staged, manifest)


def check(by: Actor, record: Import, progress: Progress = unwatched) -> None:
    """Check an import and keep what was found. Does nothing about one that waits for no check."""
    if record.state != Import.State.CHECKING:
        return
    try:
        with opened(record, progress) as found:
            checked = found.checked
            problems = [*found.problems, *(try_records(by, checked) if checked.accepted else [])]
            _note_check(by, record, problems, told(checked, problems), extent(checked), checked.digest)
    except UserError as error:
        name = str(record.received[0]["name"])
        problems = [Problem(error.text, Text("请改正后重新上传。", "Correct it and upload it again."), name)]
        _note_check(by, record, problems, told_without_rows(problems), {}, "")


def record_batch(by: Actor, record: Import, progress: Progress = unwatched) -> None:
    """Make an accepted import part of the ledger, whole. Whatever hinders it, the import is open for decision again."""
    if record.state == Import.State.ACCEPTED:
        return
    if record.state != Import.State.RECORDING:
        raise UserError("这次导入已不在登记中。", "This import is not being recorded any more.")
    try:
        with opened(record, progress) as found:
            try:
                _record(by, record, found.checked, progress)
            except LedgerRefused as refused:
                _reopen(record, refused.problems, told(found.checked, refused.problems))
                raise
    except LedgerRefused:
        raise
    except BaseException:
        _reopen(record)
        raise


def settle() -> None:
    """Bring imports and store together again. Runs when the worker starts, before anything else is done."""
    store = Store(settings.STORE_FOLDER)
    manifests = {manifest.batch_id: manifest for manifest in store.manifests()}
    for record in Import.objects.filter(state=Import.State.RECORDING):
        _settle_recording(store, record, manifests)
    withdrawn = [name for name, manifest in manifests.items() if manifest.withdrawal is not None]
    for record in Import.objects.filter(state=Import.State.ACCEPTED, batch_id__in=withdrawn):
        _settle_withdrawal(record, manifests[record.batch_id])
    sweep(set(Import.objects.filter(state__in=Import.OPEN).values_list("folder", flat=True)))


def _note_check(
    by: Actor,
    record: Import,
    problems: Sequence[Problem],
    shown: Told,
    holds: dict[str, dict[str, int]],
    digest: str,
) -> None:
    mistakes = _count(problem for problem in problems if problem.refusal)
    with transaction.atomic():
        with writing(by, "ledger.upload", record) as noted:
            noted.state = Import.State.REFUSED if mistakes else Import.State.READY
            noted.mistakes, noted.notices = mistakes, _count(problems) - mistakes
            noted.extent = json.dumps(holds, ensure_ascii=False, sort_keys=True)
            noted.groups = "".join(f"|{name}|" for name in sorted({group_of(table).name for table in holds}))
            noted.agreed = "" if mistakes else digest
        Findings.objects.update_or_create(of=record, defaults={"told": shown})


def _count(problems: Iterable[Problem]) -> int:
    return sum(1 + problem.more for problem in problems)


def _record(by: Actor, record: Import, checked: Checked, progress: Progress) -> None:
    if lacking(by, extent(checked), record.unit_id):
        raise PermissionDenied("ledger.decide")
    kept = {name: count for name, count in checked.rows.items() if name not in taken_tables(checked)}
    accept = partial(_accept, by, record, checked)
    if kept:
        store, batch = HouseStore(settings.STORE_FOLDER, accept), replace(checked, rows=kept)
        record_import(store, batch, by.name, timezone.now(), agreed=record.agreed, progress=progress)
    elif checked.accepted and checked.digest == record.agreed:
        with transaction.atomic():
            accept(None)
    else:
        raise LedgerRefused(checked.problems)


def _accept(by: Actor, record: Import, checked: Checked | None, manifest: Manifest | None) -> None:
    """The database's part. Raises LedgerRefused when a row of an app's table is refused now."""
    problems = take_records(by, checked, f"导入 import {record}") if checked else []
    if problems:
        raise LedgerRefused(problems)
    with writing(by, "ledger.decide", record) as accepted:
        accepted.state = Import.State.ACCEPTED
        accepted.recorded_at = manifest.recorded_at if manifest else timezone.now()
        accepted.batch_id, accepted.batch_digest = (
            (manifest.batch_id, manifest.digest) if manifest else ("", "")
        )
    forget_files(record)


def _reopen(record: Import, problems: Sequence[Problem] = (), shown: Told | None = None) -> None:
    """Open for decision again; with problems it must be mended first."""
    with transaction.atomic():
        with writing(operator(), SETTLE, record) as again:
            again.state, again.decided_by = Import.State.READY, None
            if problems:
                again.state, again.agreed = Import.State.REFUSED, ""
                again.mistakes = _count(problem for problem in problems if problem.refusal)
        if shown is not None:
            Findings.objects.update_or_create(of=record, defaults={"told": shown})


def _settle_recording(store: Store, record: Import, manifests: dict[str, Manifest]) -> None:
    """Finish what had its batch already; what still waits for its turn waits on; anything else is open for decision again."""
    manifest = _unclaimed(record, manifests)
    if manifest is None:
        job = job_of(record)
        if job is None or job.state != Job.State.QUEUED:
            _reopen(record)
        return
    try:
        _finish(record, manifest)
    except Exception:
        _log.exception(
            "import %s could not be finished; its batch %s is withdrawn", record, manifest.batch_id
        )
        store.withdraw(
            manifest.batch_id,
            operator().name,
            "登记中断，未能完成。 Recording was cut short.",
            timezone.now(),
        )
        _reopen(record)


def _finish(record: Import, manifest: Manifest) -> None:
    by = actor_of(record.decided_by)
    if not record.tables.keys() & intakes().keys():
        with transaction.atomic():
            _accept(by, record, None, manifest)
        return
    with opened(record) as found, transaction.atomic():
        _accept(by, record, found.checked, manifest)


def _unclaimed(record: Import, manifests: dict[str, Manifest]) -> Manifest | None:
    """The batch made of an import's files that no import has: recorded, but not yet known to the database."""
    hashes = {item["name"]: item["sha256"] for item in record.received}
    claimed = set(Import.objects.exclude(batch_id="").values_list("batch_id", flat=True))
    for manifest in manifests.values():
        if (
            manifest.withdrawal is None
            and manifest.batch_id not in claimed
            and dict(manifest.sources) == hashes
        ):
            return manifest
    return None


def _settle_withdrawal(record: Import, manifest: Manifest) -> None:
    if manifest.withdrawal is None:
        return
    with writing(operator(), SETTLE, record, manifest.withdrawal.reason) as withdrawn:
        withdrawn.state, withdrawn.withdrawn_at = Import.State.WITHDRAWN, manifest.withdrawal.at
        withdrawn.withdrawn_because = manifest.withdrawal.reason[:500]
