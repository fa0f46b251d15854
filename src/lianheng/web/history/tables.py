"""Lists of entries and checkpoints, and what entries can be filtered by."""

from __future__ import annotations

import datetime

import django_filters as filters
import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from lianheng.web.access.permissions import permissions
from lianheng.web.history.comparison import kept_models
from lianheng.web.history.differences import title_of_action, title_of_kind
from lianheng.web.history.models import Checkpoint, Entry
from lianheng.web.shell.words import words


class EntryTable(tables.Table):
    sequence = tables.Column(linkify=("history:entry", {"key": tables.A("pk")}))
    at = tables.DateTimeColumn(format="Y-m-d H:i:s")
    action = tables.Column()
    kind = tables.Column()

    class Meta:
        model = Entry
        fields = ("sequence", "at", "actor_name", "on_behalf_of", "action", "kind", "label", "unit", "reason")

    def render_action(self, value: str) -> str:
        return title_of_action(value)

    def render_kind(self, value: str) -> str:
        return title_of_kind(value)


def _actions() -> list[tuple[str, str]]:
    return [(action, title_of_action(action)) for action in permissions()]


def _kinds() -> list[tuple[str, str]]:
    return [(model.kind(), title_of_kind(model.kind())) for model in kept_models()]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"})


class EntryFilter(filters.FilterSet):
    from_on = filters.DateFilter(method="since", label=words("自", "From"), widget=_day())
    to_on = filters.DateFilter(method="until", label=words("至", "To"), widget=_day())
    person = filters.CharFilter(method="by_person", label=words("账号或姓名含", "Account or name contains"))
    action = filters.ChoiceFilter(choices=_actions, label=words("事项", "Action"))
    kind = filters.ChoiceFilter(choices=_kinds, label=words("类别", "Kind"))
    text = filters.CharFilter(
        method="with_text", label=words("对象、编号或原因含", "Record, key or reason contains")
    )

    class Meta:
        model = Entry
        fields = ("from_on", "to_on", "person", "action", "kind", "text")

    def since(self, entries: QuerySet[Entry], name: str, day: datetime.date) -> QuerySet[Entry]:
        return entries.filter(at__gte=begin_of(day))

    def until(self, entries: QuerySet[Entry], name: str, day: datetime.date) -> QuerySet[Entry]:
        return entries.filter(at__lt=begin_of(day + datetime.timedelta(days=1)))

    def by_person(self, entries: QuerySet[Entry], name: str, text: str) -> QuerySet[Entry]:
        return entries.filter(
            Q(actor__icontains=text) | Q(actor_name__icontains=text) | Q(on_behalf_of__icontains=text)
        )

    def with_text(self, entries: QuerySet[Entry], name: str, text: str) -> QuerySet[Entry]:
        """Never in before and after: what may not be read may not be found either."""
        return entries.filter(Q(label__icontains=text) | Q(key__icontains=text) | Q(reason__icontains=text))


class CheckpointTable(tables.Table):
    size = tables.Column(linkify=("history:checkpoint", {"key": tables.A("pk")}))
    at = tables.DateTimeColumn(format="Y-m-d H:i:s")

    class Meta:
        model = Checkpoint
        fields = ("size", "at", "root")


class CheckpointFilter(filters.FilterSet):
    class Meta:
        model = Checkpoint
        fields: tuple[str, ...] = ()


def begin_of(day: datetime.date) -> datetime.datetime:
    """The first moment of a day, in the bureau's time."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
