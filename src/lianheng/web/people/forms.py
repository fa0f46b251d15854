"""Forms for units, departments, people and posts."""

from __future__ import annotations

from typing import Any

from django import forms

from lianheng.web.people.models import Department, Person, Post, Unit
from lianheng.web.shell.editing import RecordForm
from lianheng.web.shell.words import words


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UnitForm(RecordForm):
    class Meta:
        model = Unit
        fields = ("unit_id", "name", "uscc", "parent", "division_code", "level")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].disabled = not self.is_new  # the ledger's rows name it


class DepartmentForm(RecordForm):
    class Meta:
        model = Department
        fields = ("unit", "name", "closed_on")
        widgets = {"closed_on": day()}


class PersonForm(RecordForm):
    class Meta:
        model = Person
        fields = (
            "person_id",
            "name",
            "unit",
            "department",
            "supervisor",
            "party",
            "branch",
            "branch_group",
            "branch_post",
            "officer",
            "joined_on",
            "left_on",
            "id_no",
            "phone",
            "bank_account",
        )
        widgets = {"joined_on": day(), "left_on": day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].disabled = not self.is_new


class PostForm(forms.Form):
    """A new post. The post held until then ends the day before."""

    title = forms.CharField(label=words("职务", "Title"), max_length=60)
    rank = forms.ChoiceField(label=words("职级", "Rank"), choices=Post.Rank.choices)
    level = forms.ChoiceField(label=words("层级", "Level"), choices=Post.Level.choices)
    on = forms.DateField(label=words("任职日期", "From"), widget=day())
    reason = forms.CharField(label=words("任免依据", "Document"), max_length=500)
