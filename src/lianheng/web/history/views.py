"""Pages of the journal: entries, the history of a record, checkpoints, verification, exports and evidence packages."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lianheng.journal.package import verifier
from lianheng.text import Text
from lianheng.web.access.gate import Asked, page
from lianheng.web.history import checkpoints, exports, forms, packages, selectors, services
from lianheng.web.history.differences import differences, title_of_action, title_of_kind
from lianheng.web.history.models import Checkpoint, Entry
from lianheng.web.history.tables import CheckpointFilter, CheckpointTable, EntryFilter, EntryTable
from lianheng.web.shell.listing import PAGE, listing
from lianheng.web.shell.sheets import sheet_response
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")


@page("history.view_journal", methods=READ)
def journal(request: Asked) -> HttpResponseBase:
    entries = selectors.journal(request.actor)
    return listing(request, EntryTable, EntryFilter, entries, Text("日志", "Journal"), "history/journal.html")


@page("history.view_journal", Entry, methods=READ)
def entry(request: Asked, entry: Entry) -> HttpResponse:
    record = selectors.record_of(entry.kind, entry.key)
    seen = record is not None and selectors.may_see(request.actor, record)
    told = {
        "told": _told(request, [entry])[0],
        "has_record": selectors.model_of(entry.kind) is not None,
        "address": selectors.address_of(record) if record is not None and seen else None,
    }
    return render(request, "history/entry.html", told)


@page("history.view_record_history", methods=READ)
def record_history(request: Asked, kind: str, key: str) -> HttpResponse:
    """All that the journal tells of a record; of a removed one, to those who read the journal."""
    record = selectors.record_of(kind, key)
    entries = selectors.entries_of(kind, key)
    if record is None or not selectors.may_see(request.actor, record):
        entries = (
            selectors.journal(request.actor).filter(pk__in=entries.values("pk"))
            if _reads(request)
            else entries.none()
        )
    turned = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    if not turned.object_list:
        raise Http404
    told = _told(request, list(turned))
    shown = {
        "record": record,
        "kind": kind,
        "key": key,
        "turned": turned,
        "told": told,
        "label": told[0]["entry"].label,
    }
    return render(request, "history/record.html", shown)


@page("history.export_period")
def export_period(request: Asked) -> HttpResponseBase:
    def act(form: forms.ExportForm) -> Any:
        chosen, reason = form.cleaned_data["form"], form.cleaned_data["reason"]
        if chosen == "jsonl":
            return _as_file(lambda file: exports.export_proved(request.actor, form.period, reason, file))
        sheet = exports.export_sheet(request.actor, form.period, chosen, reason)
        return sheet_response(chosen, say(Text("日志", "journal")), sheet)

    return submitting(
        request, forms.ExportForm, act, Text("导出日志", "Export the journal"), "history/export.html"
    )


@page("history.issue_package")
def issue_package(request: Asked) -> HttpResponseBase:
    """Choose records, by search or from their own page, and take their evidence away."""
    found = selectors.choosable(request.actor, request.GET.getlist("record"), request.GET.get("text", ""))

    def act(form: forms.PackageForm) -> Any:
        names = [selectors.name_of(value) for value in form.cleaned_data["records"]]
        return _as_file(
            lambda file: packages.issue_package(request.actor, names, form.cleaned_data["reason"], file)
        )

    return submitting(
        request,
        lambda data, files: forms.PackageForm(data, files, found),
        act,
        Text("出具证据包", "Issue an evidence package"),
        "history/package.html",
        text=request.GET.get("text", ""),
        found=found,
    )


@page("history.view_checkpoints", methods=READ)
def checkpoint_list(request: Asked) -> HttpResponseBase:
    title = Text("检查点", "Checkpoints")
    template = "history/checkpoints.html"
    return listing(request, CheckpointTable, CheckpointFilter, selectors.checkpoints(), title, template)


@page("history.view_checkpoints", Checkpoint, methods=READ)
def checkpoint(request: Asked, checkpoint: Checkpoint) -> HttpResponse:
    """The page that the second custodian keeps on paper."""
    told = {"stored": checkpoint, "paper": checkpoints.page_of(checkpoint)}
    return render(request, "history/checkpoint.html", told)


@page("history.view_checkpoints", Checkpoint, methods=READ)
def checkpoint_text(request: Asked, checkpoint: Checkpoint) -> HttpResponse:
    return _download(checkpoint.text, checkpoints.page_of(checkpoint).file_name, "text/plain; charset=utf-8")


@page("history.view_checkpoints", methods=READ)
def verifier_script(request: Asked) -> HttpResponse:
    """The script that verifies evidence packages anywhere."""
    return _download(verifier().decode(), "verify.py", "text/x-python; charset=utf-8")


@page("history.make_checkpoint", methods=("POST",))
def make_checkpoint(request: Asked) -> HttpResponse:
    made = checkpoints.make_checkpoint(request.actor)
    return redirect("history:checkpoint", key=made.pk)


@page("history.verify")
def verify(request: Asked) -> HttpResponse:
    """Verify everything now, against a checkpoint from outside if one is given."""

    def act(form: forms.ComparisonForm) -> HttpResponse:
        verified = services.verify_now(request.actor, form.outside)
        return render(request, "history/verified.html", {"verified": verified, "outside": form.outside})

    return submitting(
        request, forms.ComparisonForm, act, Text("核验日志", "Verify the journal"), "history/verify.html"
    )


def _told(request: Asked, entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries with what they changed, where the reader may see it."""
    open_ones = selectors.open_to(request.actor, entries)
    return [
        {
            "entry": entry,
            "action": title_of_action(entry.action),
            "kind": title_of_kind(entry.kind),
            "open": entry.sequence in open_ones,
            "differences": differences(entry) if entry.sequence in open_ones else [],
        }
        for entry in entries
    ]


def _reads(request: Asked) -> bool:
    return request.actor.may("history.view_journal")


def _as_file(make: Any) -> FileResponse:
    """A package as a download. The file has no name any more when it is sent, so nothing is left behind."""
    with tempfile.TemporaryDirectory() as folder:
        issued = make(Path(folder) / "package.zip")
        stream = issued.file.open("rb")
    name = f"lianheng-{timezone.localdate():%Y%m%d}-{issued.checkpoint.size}.zip"
    return FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")


def _download(text: str, name: str, mime: str) -> HttpResponse:
    response = HttpResponse(text, content_type=mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
