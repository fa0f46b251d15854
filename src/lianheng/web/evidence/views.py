"""Pages of attachments. A file is never part of our pages: it comes by itself, in a sandbox, as the type it was found to be."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from lianheng.text import Text, UserError
from lianheng.web.access.gate import Asked, page
from lianheng.web.evidence import forms, services
from lianheng.web.evidence.kinds import encoding_of
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.selectors import refuse_spoiled
from lianheng.web.evidence.storing import path_of
from lianheng.web.history.models import Kept
from lianheng.web.history.selectors import address_of, seen_record
from lianheng.web.history.services import record_reading
from lianheng.web.shell.editing import editing
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
"""What a received file may do in a browser: be looked at. Chromium shows a PDF with this header, though not in a frame
that says ``sandbox`` itself; its own reader then works in a process and an origin apart from ours."""


@page("evidence.attach")
def attach(request: Asked, kind: str, key: str) -> HttpResponse:
    """Add a file to a record of any kind."""
    record = seen_record(request.actor, kind, key)

    def receive(form: forms.AttachmentForm) -> HttpResponse:
        file = form.cleaned_data.pop("file")
        made = services.attach(request.actor, record, file.chunks(), file.name, **form.cleaned_data)
        return redirect(_at("attachment", made))

    return submitting(
        request, forms.AttachmentForm, receive, Text(f"为“{record}”添加附件", f"Attach a file to {record}")
    )


@page("evidence.view_attachment", Attachment, methods=READ)
def attachment(request: Asked, attachment: Attachment) -> HttpResponse:
    """The viewer: what the file is, its four dates, and the file itself where it is safe to show."""
    record = _proven(request, attachment)
    told = {"attachment": attachment, "record": record, "record_address": address_of(record)}
    return render(request, "evidence/attachment.html", told)


@page("evidence.view_attachment", Attachment, methods=READ)
def content(request: Asked, attachment: Attachment) -> HttpResponseBase:
    """The file, to be saved."""
    return _file(request, attachment, "attachment")


@page("evidence.view_attachment", Attachment, methods=READ)
def shown(request: Asked, attachment: Attachment) -> HttpResponseBase:
    """The file, inside the viewer."""
    if not attachment.type.shown:
        raise Http404
    return _file(request, attachment, "inline")


@page("evidence.date_attachment", Attachment)
def date_attachment(request: Asked, attachment: Attachment) -> HttpResponse:
    _proven(request, attachment)
    title = Text(f"更正“{attachment}”的日期", f"Correct the dates of {attachment}")
    return editing(
        request, forms.DatesForm, attachment, services.date_attachment, title, lambda a: _at("attachment", a)
    )


@page("evidence.withdraw_attachment", Attachment)
def withdraw(request: Asked, attachment: Attachment) -> HttpResponse:
    _proven(request, attachment)

    def act(form: forms.WithdrawalForm) -> HttpResponse:
        services.withdraw(request.actor, attachment, form.cleaned_data["reason"])
        return redirect(_at("attachment", attachment))

    return submitting(
        request, forms.WithdrawalForm, act, Text(f"撤回“{attachment}”", f"Withdraw {attachment}")
    )


def _proven(request: Asked, attachment: Attachment) -> Kept:
    """The record it proves, which the reader must be allowed to see."""
    return seen_record(request.actor, attachment.record_kind, attachment.record_key)


def _file(request: Asked, attachment: Attachment, disposition: str) -> HttpResponseBase:
    record = _proven(request, attachment)
    try:
        refuse_spoiled(attachment)
    except UserError as error:
        return render(request, "evidence/spoiled.html", {"what": say(error.text)}, status=409)
    if record.reading_kept:
        record_reading(
            request.actor, "evidence.view_attachment", attachment.kind(), str(attachment.pk), attachment.name
        )
    file, mime = path_of(attachment.digest), attachment.type.mime
    typed = f"{mime}; charset={encoding_of(file)}" if mime == "text/plain" else mime
    response = FileResponse(file.open("rb"), content_type=typed)
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(attachment.name)}"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _at(view: str, attachment: Attachment) -> str:
    return reverse(f"evidence:{view}", kwargs={"key": attachment.pk})
