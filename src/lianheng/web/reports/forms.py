"""Forms of figures and reports."""

from __future__ import annotations

from typing import Any

from django import forms

from lianheng.web.people.forms import day
from lianheng.web.people.models import Unit
from lianheng.web.reports.drafting import Draft
from lianheng.web.shell.words import words

FREE_POINTS = 2
"""Empty points offered below those of the section."""


class CountForm(forms.Form):
    """Which unit's which year is counted."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=words("单位", "Unit"))
    year = forms.IntegerField(label=words("年度", "Year"), min_value=2007, max_value=2100)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: forms.ModelChoiceField[Unit] = self.fields["unit"]  # type: ignore[assignment]
        chosen.queryset = units


class BeginForm(forms.Form):
    dated = forms.DateField(label=words("成文日期", "Dated"), widget=day())
    addressee = forms.CharField(
        label=words("主送机关（可空）", "Addressee (may be empty)"), max_length=100, required=False
    )


class SectionForm(forms.Form):
    """One section: a sentence a line. Figures stand as ``{noun.figure}``."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, draft: Draft, version: int) -> None:
        super().__init__(data)
        self.draft = draft
        self.fields["seen_version"].initial = version
        self.fields["opening"] = _lines(words("开头", "Opening"), draft.opening)
        written = [(lead, lines) for lead, lines in draft.points if lines]
        self.count = len(written) + FREE_POINTS
        for number in range(self.count):
            lead, lines = written[number] if number < len(written) else ("", [])
            self.fields[f"lead_{number}"] = forms.CharField(
                label=words("要点", "Point"), initial=lead, required=False, max_length=200
            )
            self.fields[f"lines_{number}"] = _lines(words("句子（一行一句）", "Sentences, one a line"), lines)
        self.fields["closing"] = _lines(words("结尾", "Closing"), draft.closing)

    def points(self) -> list[tuple[str, str]]:
        return [(self.cleaned_data[f"lead_{n}"], self.cleaned_data[f"lines_{n}"]) for n in range(self.count)]


def _lines(label: str, lines: list[str]) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial="\n".join(lines),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": max(2, len(lines) + 1), "class": "sentences"}),
    )


class DecisionForm(forms.Form):
    """``seen`` is the digest of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=words("意见", "Remark"), max_length=1000, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=words("原因", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class NothingForm(forms.Form):
    """An act that asks for no more than to be confirmed."""
