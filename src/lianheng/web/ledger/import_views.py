"""Pages of imports: give files, look at what the check found, accept, drop, take back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from lianheng.ledger.catalogue import ledger_tables
from lianheng.text import Text, UserError
from lianheng.web.access.gate import Asked, page
from lianheng.web.history.services import record_reading
from lianheng.web.ledger import selectors, services
from lianheng.web.ledger.forms import ReasonForm, UploadForm, importable
from lianheng.web.ledger.mending import mistakes_workbook
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.rights import missing_rights
from lianheng.web.ledger.tables import ImportFilter, ImportTable
from lianheng.web.shell.listing import listing
from lianheng.web.shell.sheets import XLSX_TYPE
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")
NEW = Text("导入", "Import")


@page("ledger.view_import", methods=READ)
def import_list(request: Asked) -> HttpResponseBase:
    title = Text("导入批次", "Imports")
    return listing(
        request,
        ImportTable,
        ImportFilter,
        selectors.visible_imports(request.actor),
        title,
        "ledger/imports.html",
    )


@page("ledger.upload")
def upload(request: Asked) -> HttpResponseBase:
    def act(form: UploadForm) -> HttpResponse:
        given = form.cleaned_data
        record, _ = services.upload(request.actor, given["upload"], given["layout"], given["table"])
        return redirect("ledger:import", key=record.pk)

    form = partial(UploadForm, actor=request.actor)
    return submitting(request, form, act, NEW, "ledger/upload.html", importable=importable(request.actor))


@page("ledger.view_import", methods=READ)
def one_import(request: Asked, key: int) -> HttpResponseBase:
    record = _visible(request, key)
    missing = missing_rights(request.actor, record)
    contents = [(ledger_tables()[name], rows) for name, rows in record.counts.items()]
    told: dict[str, Any] = {
        "may_handle": record.by.username == request.actor.name or not missing,
        "record": record,
        "job": selectors.job_of(record),
        "missing": missing,
        "contents": contents,
    }
    if record.is_undecided and selectors.may_see_rows(request.actor, record):
        told |= _found(request, record)
    return render(request, "ledger/import.html", told)


def _found(request: Asked, record: Import) -> dict[str, Any]:
    """What the check found, and of one table the rows; noted in the journal where they are somebody's private matters."""
    summaries = selectors.table_summaries(record)
    first = next(
        (table.name for table, _, mistakes in summaries if mistakes),
        summaries[0][0].name if summaries else "",
    )
    asked = request.GET
    only = asked.get("rows", "wrong" if record.mistakes else "all") == "wrong"
    name = asked.get("table") or first
    found = selectors.found_table(record, name, only, asked.get("words", "")[:200], asked.get("page"))
    if found is not None and selectors.is_noted(record):
        record_reading(
            request.actor, "ledger.view_import", record.kind(), str(record.pk), say(found.table.title)
        )
    return {
        "summaries": summaries,
        "found": found,
        "only_wrong": only,
        "words": asked.get("words", ""),
        "file_problems": selectors.file_problems(record),
    }


@page("ledger.view_import", methods=READ)
def mistakes(request: Asked, key: int) -> HttpResponseBase:
    """The mistakes as a workbook, to be mended at the desk."""
    record = _visible(request, key)
    if not record.is_undecided or not selectors.may_see_rows(request.actor, record):
        raise Http404
    if selectors.is_noted(record):
        record_reading(request.actor, "ledger.view_import", record.kind(), str(record.pk), str(record))
    answer = HttpResponse(mistakes_workbook(record), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="mistakes-{record.pk}.xlsx"'
    return answer


@page("ledger.upload", methods=("POST",))
def check_again(request: Asked, key: int) -> HttpResponseBase:
    return _act(request, key, lambda record: services.check_again(request.actor, record))


@page("ledger.decide", methods=("POST",))
def accept(request: Asked, key: int) -> HttpResponseBase:
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdigit() else None
    return _act(request, key, lambda record: services.accept(request.actor, record, version))


@page("ledger.decide", methods=("POST",))
def drop(request: Asked, key: int) -> HttpResponseBase:
    return _act(request, key, lambda record: services.drop(request.actor, record))


@page("ledger.withdraw")
def withdraw(request: Asked, key: int) -> HttpResponseBase:
    record = _visible(request, key)
    if missing_rights(request.actor, record):
        raise PermissionDenied("ledger.withdraw")

    def act(form: ReasonForm) -> HttpResponse:
        services.withdraw(request.actor, record, form.cleaned_data["reason"])
        return redirect("ledger:import", key=record.pk)

    title = Text(f"撤回批次 {record.batch_id}", f"Withdraw batch {record.batch_id}")
    return submitting(request, ReasonForm, act, title, "ledger/withdraw.html", record=record)


def _visible(request: Asked, key: int) -> Import:
    found: Import = get_object_or_404(selectors.visible_imports(request.actor), pk=key)
    return found


def _act(request: Asked, key: int, act: Any) -> HttpResponseBase:
    record = _visible(request, key)
    try:
        act(record)
    except UserError as error:
        messages.error(request, say(error.text))
    return redirect("ledger:import", key=record.pk)
