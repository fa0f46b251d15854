"""What each step of a case asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from lianheng.web.cases.models import Case
from lianheng.web.cases.steps import Step, Violation
from lianheng.web.people.forms import day
from lianheng.web.people.models import Person, Unit
from lianheng.web.shell.words import words


class StepForm(forms.Form):
    """A step that asks only for words. ``seen_version`` says which version of the case its page showed."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=words("说明", "Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["seen_version"].initial = case.version

    def values(self) -> dict[str, Any]:
        """Arguments of the service."""
        given = dict(self.cleaned_data)
        return given | {"version": given.pop("seen_version")}


class ConfirmForm(StepForm):
    violation = forms.ChoiceField(label=words("问题种类", "Kind of problem"), choices=Violation.choices)
    holder = forms.ModelChoiceField(Person.objects.none(), label=words("整改责任人", "Holder"))
    measures = forms.CharField(label=words("整改措施", "Measures"), widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(label=words("整改期限", "To be mended by"), widget=day())
    field_order = ("violation", "holder", "due_on", "measures", "reason")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        people: forms.ModelChoiceField[Person] = self.fields["holder"]  # type: ignore[assignment]
        people.queryset = Person.objects.filter(unit=case.unit, left_on=None)


class ExtendForm(StepForm):
    due_on = forms.DateField(label=words("新期限", "New day"), widget=day())
    field_order = ("due_on", "reason")


class DismissForm(StepForm):
    until = forms.DateField(label=words("免查至", "Dismissed until"), widget=day())
    field_order = ("until", "reason")


class CommentForm(forms.Form):
    text = forms.CharField(
        label=words("批注", "Comment"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class LetterForm(forms.Form):
    to = forms.ModelChoiceField(Person.objects.none(), label=words("问询对象", "To"))
    due_on = forms.DateField(label=words("回复期限", "Reply due"), widget=day())
    question = forms.CharField(label=words("问询事项", "Question"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: forms.ModelChoiceField[Person] = self.fields["to"]  # type: ignore[assignment]
        people.queryset = Person.objects.filter(unit=case.unit, left_on=None)


class ReplyForm(forms.Form):
    text = forms.CharField(label=words("回复", "Reply"), widget=forms.Textarea(attrs={"rows": 6}))


class RunForm(forms.Form):
    """Which unit's which year the rules judge."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=words("单位", "Unit"))
    year = forms.IntegerField(label=words("年度", "Year"), min_value=2007, max_value=2100)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: forms.ModelChoiceField[Any] = self.fields["unit"]  # type: ignore[assignment]
        people.queryset = units


FORMS: dict[Step, type[StepForm]] = {
    Step.CONFIRM: ConfirmForm,
    Step.EXTEND: ExtendForm,
    Step.DISMISS: DismissForm,
}
