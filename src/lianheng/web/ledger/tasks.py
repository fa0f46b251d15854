"""The ledger's work behind the scenes."""

from __future__ import annotations

from django.urls import reverse

from lianheng.ledger.reading import Progress
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.jobs.kinds import Task
from lianheng.web.ledger import recording
from lianheng.web.ledger.exporting import EXPORT, export_behind
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.services import CHECK, RECORD


def check(by: Actor, progress: Progress, number: int) -> str:
    record = Import.objects.get(pk=number)
    recording.check(by, record, progress)
    return _page(record)


def record_batch(by: Actor, progress: Progress, number: int) -> str:
    record = Import.objects.get(pk=number)
    recording.record_batch(by, record, progress)
    return _page(record)


def _page(record: Import) -> str:
    return reverse("ledger:import", kwargs={"key": record.pk})


TASKS = [
    Task(EXPORT, Text("导出台账表", "Export a table of the ledger"), "ledger.browse", export_behind),
    Task(CHECK, Text("核对导入文件", "Check imported files"), "ledger.upload", check),
    Task(RECORD, Text("登记导入批次", "Record an import"), "ledger.decide", record_batch),
]
MENDERS = [recording.settle]
