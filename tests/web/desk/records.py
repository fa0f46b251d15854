"""Notices and channels for the permission test."""

from __future__ import annotations

from lianheng.web.access.actor import operator
from lianheng.web.desk.models import Channel
from lianheng.web.history.services import writing

from ..records import Place


def channels(place: Place) -> dict[str, Channel]:
    channel = Channel(name=f"通道{Channel.objects.count()}", address="json://localhost/", enabled=False)
    with writing(operator(), "desk.keep_channels", channel):
        pass
    return {"": channel}


RECORDS = {Channel: channels}
