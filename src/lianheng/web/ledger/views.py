"""Pages of the ledger: its tables, one table, one row with all that refers to it; and templates to fill in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from lianheng.ledger.browsing.reader import Absent
from lianheng.ledger.browsing.row import open_row
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.manifest import Manifest
from lianheng.ledger.template import write_template
from lianheng.tabular.schema import Table
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.access.gate import Asked, page
from lianheng.web.history.models import Kept
from lianheng.web.history.selectors import address_of, may_see, record_of
from lianheng.web.jobs.selectors import jobs_of
from lianheng.web.ledger import keeping as services
from lianheng.web.ledger.asking import day_of
from lianheng.web.ledger.browsing import counted_tables, manifest_of, snapshot_of
from lianheng.web.ledger.exporting import EXPORT, export_file, file_answer
from lianheng.web.ledger.forms import ViewForm
from lianheng.web.ledger.groups import groups
from lianheng.web.ledger.intake import intakes
from lianheng.web.ledger.listing import listed
from lianheng.web.ledger.models import Import, SavedView
from lianheng.web.ledger.noting import note_row
from lianheng.web.ledger.rights import HouseReader, reader_of
from lianheng.web.ledger.showing import shown_row
from lianheng.web.shell.sheets import XLSX_TYPE
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")


@page("ledger.browse", methods=READ)
def tables(request: Asked) -> HttpResponseBase:
    """Every table that the reader may open, by group, with its number of rows."""
    counted = counted_tables(request.actor, snapshot_of())
    return render(request, "ledger/tables.html", {"title": say(Text("台账", "Ledger")), "groups": counted})


@page("ledger.browse", methods=READ)
def table(request: Asked, key: str) -> HttpResponseBase:
    """One table: filtered, sorted, page by page, or as a file."""
    described, reader = opened_table(request.actor, key)
    try:
        return listed(request, described, reader)
    except Absent:
        raise Http404 from None


@page("ledger.browse", methods=READ)
def row(request: Asked, key: str) -> HttpResponseBase:
    """One row: all its columns, what it refers to, everything that refers to it, and the batch it came with."""
    described, reader = opened_table(request.actor, key)
    number = request.GET.get("key", "")
    try:
        snapshot = snapshot_of(day_of(request.GET))
    except UserError:
        raise Http404 from None
    opened = open_row(snapshot, reader, described.name, number)
    if opened is None:
        raise Http404
    note_row(request.actor, opened)
    as_at = request.GET.get("as_at", "")
    told: dict[str, Any] = shown_row(opened, reader, as_at) | {"as_at": as_at}
    manifest = manifest_of(snapshot, opened.batch)
    told |= _kept(request.actor, key, number) if manifest is None else _imported(request.actor, manifest)
    return render(request, "ledger/row.html", told)


def _imported(actor: Actor, manifest: Manifest) -> dict[str, Any]:
    """The batch a row came with, and its import when the reader may see it."""
    record = Import.objects.filter(batch_id=manifest.batch_id).select_related("decided_by__person").first()
    seen = record is not None and record.shown_to(actor)
    told = {"manifest": manifest, "decided": record.decided_by if record else None}
    return told | {"record": record if seen else None, "history": _history(record) if record and seen else ""}


def _kept(actor: Actor, table: str, key: str) -> dict[str, Any]:
    """The record of an app that a row is, when the reader may see it."""
    intake = intakes().get(table)
    record = record_of(intake.kind, key) if intake else None
    if record is None or not may_see(actor, record):
        return {}
    return {"own_page": address_of(record), "history": _history(record)}


def _history(record: Kept) -> str:
    return reverse("history:record", kwargs={"kind": record.kind(), "key": str(record.pk)})


@page("ledger.keep_view", methods=("POST",))
def keep_view(request: Asked, key: str) -> HttpResponseBase:
    """Save what is shown of a table as a view, and show it."""
    described, _ = opened_table(request.actor, key)
    form = ViewForm(request.POST)
    query = request.POST.get("query", "")
    if form.is_valid():
        try:
            services.save_view(request.actor, described.name, **form.cleaned_data)
            messages.success(request, say(Text("视图已保存。", "The view is saved.")))
        except UserError as error:
            messages.error(request, say(error.text))
    else:
        messages.error(request, say(Text("请给视图起一个名称。", "Give the view a name.")))
    return redirect(f"{reverse('ledger:table', kwargs={'key': key})}?{query}")


@page("ledger.keep_view", SavedView, methods=("POST",))
def drop_view(request: Asked, view: SavedView) -> HttpResponseBase:
    services.drop_view(request.actor, view)
    return redirect("ledger:table", key=view.table)


@page("ledger.browse", methods=READ)
def exported(request: Asked, key: str) -> HttpResponseBase:
    """A workbook that the worker has made for the reader."""
    job = get_object_or_404(jobs_of(request.actor), kind=EXPORT, arguments__file=key)
    file = export_file(str(job.arguments["file"]))
    if not file.is_file():
        raise Http404
    return file_answer(file, str(job.arguments["table"]), "xlsx")


@page("ledger.view_import", methods=READ)
def template(request: Asked, key: str) -> HttpResponseBase:
    """A workbook to fill in: for one table, a group of them, or all."""
    names = [name for group in groups().values() if key in ("all", group.name) for name in group.tables]
    names = names or [name for name in ledger_tables() if name == key]
    if not names:
        raise Http404
    chosen = [ledger_tables()[name] for name in names]
    title = (
        chosen[0].title
        if len(chosen) == 1
        else groups()[key].title
        if key in groups()
        else Text("台账", "Ledger")
    )
    with tempfile.TemporaryDirectory(prefix="lianheng-") as folder:
        file = Path(folder) / "template.xlsx"
        write_template(chosen, file)
        answer = FileResponse(file.open("rb"), content_type=XLSX_TYPE)
    name = say(Text(f"{title.zh}模板.xlsx", f"{title.en} template.xlsx"))
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def opened_table(actor: Actor, name: str) -> tuple[Table, HouseReader]:
    """A table with the reader's grants. Http404 for one that is not there for this reader."""
    if name not in ledger_tables():
        raise Http404
    reader = reader_of(actor, name)
    try:
        return reader.table(name), reader
    except Absent:
        raise Http404 from None
