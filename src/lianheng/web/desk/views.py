"""Pages of one's own desk, and of the channels."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from lianheng.text import Text, UserError
from lianheng.web.access.gate import Asked, page
from lianheng.web.desk import forms, selectors, services, tables
from lianheng.web.desk.models import Channel
from lianheng.web.desk.sending import send_test
from lianheng.web.shell.editing import editing
from lianheng.web.shell.listing import listing
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")
SHOWN, EVERYTHING = 20, 10_000
"""How many of each group the desk lists at first, and when all are asked for."""


@page("desk.view_own", methods=READ)
def work(request: Asked) -> HttpResponse:
    limit = EVERYTHING if "all" in request.GET else SHOWN
    return render(request, "desk/work.html", selectors.desk(request.actor) | {"limit": limit})


@page("desk.view_own", methods=READ)
def calendar(request: Asked) -> HttpResponse:
    shown = _month(request.GET.get("month", ""), request.actor.today)
    before, after = shown - datetime.timedelta(days=1), shown + datetime.timedelta(days=32)
    weeks = selectors.month(request.actor, shown.year, shown.month)
    return render(
        request, "desk/calendar.html", {"weeks": weeks, "shown": shown, "before": before, "after": after}
    )


@page("desk.view_own")
def notices(request: Asked) -> HttpResponseBase:
    """What one has been told; a POST marks all of it as read."""
    mine = selectors.notices_of(request.actor)
    if request.method == "POST":
        for notice in mine.filter(read_at=None):
            services.read(request.actor, notice)
        return redirect("desk:notices")
    title = Text("通知", "Notices")
    return listing(request, tables.NoticeTable, tables.NoticeFilter, mine, title, "desk/notices.html")


@page("desk.keep_channels", methods=READ)
def channels(request: Asked) -> HttpResponseBase:
    title, new = Text("通知通道", "Channels"), reverse("desk:new_channel")
    return listing(
        request,
        tables.ChannelTable,
        tables.ChannelFilter,
        Channel.objects.all(),
        title,
        "desk/channels.html",
        new=new,
    )


@page("desk.keep_channels")
def new_channel(request: Asked) -> HttpResponse:
    title = Text("新建通道", "New channel")
    return editing(
        request,
        forms.ChannelForm,
        Channel(),
        services.save_channel,
        title,
        lambda _: reverse("desk:channels"),
    )


@page("desk.keep_channels", Channel)
def change_channel(request: Asked, channel: Channel) -> HttpResponse:
    title = Text(f"修改通道 {channel}", f"Change channel {channel}")
    return editing(
        request, forms.ChannelForm, channel, services.save_channel, title, lambda _: reverse("desk:channels")
    )


@page("desk.keep_channels", Channel, methods=("POST",))
def test_channel(request: Asked, channel: Channel) -> HttpResponse:
    try:
        send_test(channel)
    except UserError as error:
        messages.error(request, say(error.text))
    else:
        messages.success(request, say(Text("测试通知已发出。", "The test was sent.")))
    return redirect("desk:channels")


@page("desk.keep_channels", methods=READ)
def deliveries(request: Asked) -> HttpResponseBase:
    title = Text("发送记录", "Deliveries")
    return listing(request, tables.DeliveryTable, tables.DeliveryFilter, selectors.deliveries(), title)


def _month(asked: str, today: datetime.date) -> datetime.date:
    try:
        month = datetime.date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return month if 2000 <= month.year <= 2100 else today.replace(day=1)
