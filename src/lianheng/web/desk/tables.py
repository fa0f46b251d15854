"""Lists of notices, channels and deliveries."""

from __future__ import annotations

import django_filters as filters
import django_tables2 as tables
from django.utils.html import format_html

from lianheng.web.desk.models import Channel, Delivery, Notice
from lianheng.web.shell.words import say, words


class NoticeTable(tables.Table):
    text = tables.Column(
        words("内容", "What"), accessor="text", orderable=False, attrs={"td": {"class": "wrap"}}
    )

    class Meta:
        model = Notice
        fields = ("at", "text", "read_at")

    def render_text(self, record: Notice) -> str:
        words = say(record.text)
        return format_html(
            '<a href="{}">{}</a>',
            record.address,
            words if record.read_at else format_html("<b>{}</b>", words),
        )

    def value_text(self, record: Notice) -> str:
        return say(record.text)


class NoticeFilter(filters.FilterSet):
    unread = filters.BooleanFilter("read_at", "isnull", label=words("未读", "Unread"))

    class Meta:
        model = Notice
        fields = ("unread",)


class ChannelTable(tables.Table):
    name = tables.Column(linkify=("desk:change_channel", {"key": tables.A("pk")}))

    class Meta:
        model = Channel
        fields = ("name", "enabled", "quiet_from", "quiet_to")


class ChannelFilter(filters.FilterSet):
    class Meta:
        model = Channel
        fields = ("enabled",)


class DeliveryTable(tables.Table):
    class Meta:
        model = Delivery
        fields = ("channel", "state", "attempts", "last_at", "error")


class DeliveryFilter(filters.FilterSet):
    class Meta:
        model = Delivery
        fields = ("channel", "state")
