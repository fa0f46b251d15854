"""The one pattern for changing a record: a form that knows which version was seen, and shows both when they differ.

return editing(request, PersonForm, person, save_person, title=…, done=reverse(…))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianheng.text import Text, UserError
from lianheng.web.access.gate import Asked
from lianheng.web.history.models import Kept
from lianheng.web.history.services import Conflict
from lianheng.web.shell.drafts import kept_draft, typed_by
from lianheng.web.shell.words import say, words

SAVED = Text("已保存。", "Saved.")
RESTORED = Text(
    "登录已过期，这是您此前填写、尚未保存的内容。",
    "Your session had ended. This is what you had typed; it is not saved yet.",
)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form over a kept record, with the version that was seen and the reason of the change."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=words("修改原因", "Reason of the change"),
        required=False,
        max_length=500,
        help_text=words("记入日志，事后不可更改。", "Goes into the journal and cannot be changed later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        if self.is_new:
            del self.fields["reason"]
        else:
            self.fields["seen_version"].initial = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the record's own fields should become."""
        return {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data
        }


Save = Callable[..., Kept]


def editing(
    request: Asked,
    form_class: type[RecordForm],
    record: Kept,
    save: Save,
    title: Text,
    done: Callable[[Any], str],
) -> HttpResponse:
    """Show the form, or save it and go on to ``done(record)``."""
    draft = kept_draft(request) if request.method == "GET" else None
    if draft is not None:
        messages.warning(request, say(RESTORED))
    data = request.POST if request.method == "POST" else draft
    form = form_class(data, instance=record)
    told: dict[str, Any] = {"title": say(title), "form": form, "typed_by": typed_by(request.user)}
    if request.method == "POST" and form.is_valid():
        try:
            stored = save(
                request.actor,
                type(record)._default_manager.get(pk=record.pk) if not form.is_new else type(record)(),
                form.values(),
                form.cleaned_data.get("reason", ""),
                form.cleaned_data.get("seen_version"),
            )
        except Conflict as conflict:
            told["differences"] = differences(form, conflict.stored)
            again = request.POST.copy()
            again["seen_version"] = str(
                conflict.stored.version
            )  # saving again is then a choice, made knowingly
            form.data = again
            return render(request, "shell/edit.html", told, status=409)
        except ValidationError as error:
            form.add_error(None, error)
        except UserError as error:
            form.add_error(None, say(error.text))
        else:
            messages.success(request, say(SAVED))
            return redirect(done(stored))
    return render(
        request, "shell/edit.html", told, status=400 if form.errors and request.method == "POST" else 200
    )


def differences(form: RecordForm, stored: Kept) -> list[dict[str, Any]]:
    """Each field where what was typed differs from what is stored now."""
    found = []
    for name, typed in form.values().items():
        now = getattr(stored, name)
        if now != typed:
            found.append({"label": form.fields[name].label, "typed": typed, "stored": now})
    return found
