"""The form of a token."""

from __future__ import annotations

from django import forms

from lianheng.web.api.models import Scope
from lianheng.web.people.forms import day
from lianheng.web.shell.words import words


class TokenForm(forms.Form):
    name = forms.CharField(label=words("用途", "What for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=words("范围", "Scopes"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(label=words("有效至", "Until"), widget=day())
