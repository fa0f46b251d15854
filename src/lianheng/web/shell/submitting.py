"""The one pattern for a form that is an act rather than a record: show it, do it, say what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from lianheng.text import Text, UserError
from lianheng.web.access.gate import Asked
from lianheng.web.shell.drafts import kept_draft, typed_by
from lianheng.web.shell.words import say


def submitting(
    request: Asked,
    form_class: Callable[..., Any],
    act: Callable[[Any], HttpResponse],
    title: Text,
    template: str = "shell/edit.html",
    **more: Any,
) -> HttpResponse:
    """Show a form; when it is submitted and right, ``act(form)`` answers. A refusal is said on the form."""
    posted = request.method == "POST"
    form: forms.Form = form_class(
        request.POST if posted else kept_draft(request), request.FILES if posted else None
    )
    if posted and form.is_valid():
        try:
            return act(form)
        except ValidationError as error:
            form.add_error(None, error)
        except UserError as error:
            form.add_error(None, say(error.text))
    told = {"title": say(title), "form": form, "typed_by": typed_by(request.user), **more}
    return render(request, template, told, status=400 if posted else 200)
