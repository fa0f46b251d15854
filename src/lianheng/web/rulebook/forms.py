"""Forms to propose a change; those of a standard are made of its columns."""

from __future__ import annotations

from typing import Any

from django import forms

from lianheng.tabular.schema import Field, Table, Type
from lianheng.web.people.forms import day
from lianheng.web.rulebook.content import own_columns
from lianheng.web.shell.words import say, words


class ParameterForm(forms.Form):
    value = forms.CharField(label=words("新值", "New value"), max_length=200)
    from_on = forms.DateField(label=words("生效日", "In force from"), widget=day())
    reason = forms.CharField(
        label=words("理由和依据", "Reason and document"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class StandardForm(forms.Form):
    """One row of a standard: a field for each column that the change does not fill in itself."""

    def __init__(self, data: Any, *, table: Table, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.table = table
        for column in own_columns(table):
            self.fields[f"column_{column.name}"] = _field(column)
        self.fields["from_on"] = forms.DateField(label=words("生效日", "In force from"), widget=day())
        self.fields["to_on"] = forms.DateField(
            label=words("失效日", "In force until"), widget=day(), required=False
        )
        self.fields["reason"] = forms.CharField(
            label=words("理由和依据", "Reason and document"),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=200,
        )

    def values(self) -> dict[str, str]:
        """The columns' values as text."""
        return {
            column.name: ""
            if (value := self.cleaned_data.get(f"column_{column.name}")) is None
            else str(value)
            for column in own_columns(self.table)
        }


def _field(column: Field) -> forms.Field:
    common: dict[str, Any] = {
        "label": say(column.title),
        "help_text": say(column.description),
        "required": column.required,
    }
    if column.labels:
        choices = [(value, f"{label} ({value})") for value, label in column.labels.items()]
        return forms.ChoiceField(choices=[("", "—"), *choices], **common)
    if column.type in (Type.MONEY, Type.NUMBER):
        return forms.DecimalField(min_value=0, **common)
    if column.type is Type.INTEGER:
        return forms.IntegerField(min_value=0, **common)
    if column.type is Type.BOOLEAN:
        return forms.ChoiceField(
            choices=[("true", words("是", "Yes")), ("false", words("否", "No"))], **common
        )
    return forms.CharField(max_length=200, **common)


class TrialForm(forms.Form):
    year = forms.IntegerField(
        label=words("用哪一年的台账", "With the ledger of which year"), min_value=2007, max_value=2100
    )


class DecisionForm(forms.Form):
    """``seen`` is the digest of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=words("意见", "Remark"), max_length=500, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=words("理由", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
