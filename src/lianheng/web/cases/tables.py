"""Lists of runs, cases and letters, and what they can be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet
from django.utils.html import format_html

from lianheng.text import Text
from lianheng.web.cases.models import Case, Letter, Run
from lianheng.web.cases.selectors import open_cases, overdue
from lianheng.web.cases.steps import TOGETHER, WAYS, Colour, State
from lianheng.web.shell.words import say, words


class RunTable(tables.Table):
    at = tables.DateTimeColumn(linkify=("cases:run", {"key": tables.A("pk")}), format="Y-m-d H:i")

    class Meta:
        model = Run
        fields = (
            "at",
            "unit",
            "year",
            "trigger",
            "by_name",
            "rules",
            "not_run",
            "judged",
            "failed",
            "cannot_judge",
        )


class RunFilter(filters.FilterSet):
    class Meta:
        model = Run
        fields = ("year", "trigger")


class CaseTable(tables.Table):
    chosen = tables.Column(empty_values=(), verbose_name="", orderable=False, exclude_from_export=True)
    pk = tables.Column(words("编号", "No."), linkify=("cases:case", {"key": tables.A("pk")}))
    message = tables.Column(
        words("疑点", "What"), accessor="message", orderable=False, attrs={"td": {"class": "wrap"}}
    )
    amount = tables.Column(attrs={"td": {"class": "number"}, "th": {"class": "number"}})

    class Meta:
        model = Case
        fields = (
            "chosen",
            "pk",
            "colour",
            "message",
            "amount",
            "row_count",
            "state",
            "holder",
            "found_on",
            "look_due_on",
            "due_on",
        )

    def before_render(self, request: Any) -> None:
        """Who can take no step for several at once has nothing to tick."""
        if not any(request.actor.may(WAYS[step].action) for step in TOGETHER):
            self.columns.hide("chosen")

    def render_chosen(self, record: Case) -> str:
        label = say(Text(f"选择事项 {record.pk}", f"Choose case {record.pk}"))
        return format_html(
            '<input class="form-check-input m-0" type="checkbox" name="case" form="together" value="{}" aria-label="{}">',
            record.pk,
            label,
        )

    def render_colour(self, record: Case) -> str:
        return format_html(
            '<span class="colour colour-{}">{}</span>', record.colour, record.get_colour_display()
        )

    def value_colour(self, record: Case) -> str:
        return str(record.get_colour_display())

    def render_message(self, record: Case) -> str:
        return say(record.message)

    def render_amount(self, value: Any) -> str:
        return f"{value:,.2f}"

    def value_amount(self, value: Any) -> Any:
        return value


class CaseFilter(filters.FilterSet):
    text = filters.CharFilter(method="with_text", label=words("内容含", "Text contains"))
    rule = filters.CharFilter(lookup_expr="icontains", label=words("规则", "Rule"))
    colour = filters.MultipleChoiceFilter(
        choices=Colour.choices, label=words("等级", "Colour"), widget=forms.CheckboxSelectMultiple
    )
    state = filters.ChoiceFilter(choices=State.choices, label=words("状态", "State"))
    stands = filters.ChoiceFilter(
        choices=(("open", words("未结", "Open")), ("overdue", words("逾期", "Overdue"))),
        method="as_it_stands",
        label=words("进度", "Progress"),
    )

    class Meta:
        model = Case
        fields = ("text", "colour", "state", "stands", "rule", "year")

    def with_text(self, records: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return records.filter(
            Q(message_zh__icontains=value) | Q(message_en__icontains=value) | Q(case_key__icontains=value)
        )

    def as_it_stands(self, records: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        today = self.request.actor.today
        return records.filter(overdue(today) if value == "overdue" else open_cases(today))


class LetterTable(tables.Table):
    number = tables.Column(linkify=("cases:letter", {"key": tables.A("pk")}))

    class Meta:
        model = Letter
        fields = ("number", "to", "sent_on", "due_on", "replied_at", "sent_by")


class LetterFilter(filters.FilterSet):
    answered = filters.BooleanFilter("replied_at", "isnull", exclude=True, label=words("已回复", "Answered"))

    class Meta:
        model = Letter
        fields = ("answered",)
