"""All rows found as a file: at once where it is quick, by the worker where it would keep the site from answering."""

from __future__ import annotations

import tempfile
import time
import uuid
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from lianheng.ledger.browsing.exporting import export_csv, export_xlsx
from lianheng.ledger.browsing.query import Query, count, selection
from lianheng.ledger.browsing.snapshots import Snapshot
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.reading import Progress
from lianheng.text import Language
from lianheng.web.access.actor import Actor
from lianheng.web.access.gate import Asked
from lianheng.web.jobs.services import start
from lianheng.web.ledger.asking import day_of, query_of
from lianheng.web.ledger.browsing import snapshot_of
from lianheng.web.ledger.rights import HouseReader, reader_of
from lianheng.web.shell.sheets import CSV_TYPE, XLSX_TYPE
from lianheng.web.shell.words import language, say

EXPORT = "ledger.export"
SHEET_AT_ONCE = 20_000
"""Rows of a workbook that are written while the reader waits: some seconds."""
KEPT_SECONDS = 86_400


def exported(request: Asked, snapshot: Snapshot, reader: HouseReader, query: Query) -> HttpResponseBase:
    """The file, or the page of the job that makes it."""
    form = request.GET["export"]
    if form == "xlsx" and count(snapshot, selection(reader, query)) > SHEET_AT_ONCE:
        asked = {
            "table": query.table,
            "query": request.GET.urlencode(),
            "language": language(),
            "file": uuid.uuid4().hex,
        }
        job = start(request.actor, EXPORT, query.table, **asked)
        return redirect("jobs:job", key=job.pk)
    with tempfile.TemporaryDirectory(prefix="lianheng-") as folder:
        file = Path(folder) / f"export.{form}"
        if form == "csv":
            export_csv(snapshot, reader, query, file, language())
        else:
            export_xlsx(snapshot, reader, query, file, language())
        return file_answer(file, query.table, form)  # opened before its folder goes


def export_behind(
    by: Actor, progress: Progress, table: str, query: str, language: Language, file: str
) -> str:
    """The worker's part: a workbook of all rows that somebody may see now."""
    asked, reader = QueryDict(query), reader_of(by, table)
    described = reader.table(table)
    exports().mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep()
    found = query_of(reader, described, asked)
    export_xlsx(snapshot_of(day_of(asked)), reader, found, export_file(file), language, progress)
    return reverse("ledger:exported", kwargs={"key": file})


def exports() -> Path:
    return Path(settings.UPLOADS_FOLDER / "exports")


def export_file(name: str) -> Path:
    return exports() / f"{name}.xlsx"


def file_answer(file: Path, table: str, form: str) -> FileResponse:
    """A file to be saved under the table's name; streamed from the disk."""
    answer = FileResponse(file.open("rb"), content_type=CSV_TYPE if form == "csv" else XLSX_TYPE)
    name = f"{say(ledger_tables()[table].title)}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _sweep() -> None:
    """Exports are for taking away: after a day they go."""
    for file in exports().iterdir():
        if file.stat().st_mtime < time.time() - KEPT_SECONDS:
            file.unlink(missing_ok=True)
