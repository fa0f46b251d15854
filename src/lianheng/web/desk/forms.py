"""The form of a channel."""

from __future__ import annotations

from django import forms

from lianheng.web.desk.models import Channel
from lianheng.web.shell.editing import RecordForm


def hour() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ChannelForm(RecordForm):
    class Meta:
        model = Channel
        fields = ("name", "address", "quiet_from", "quiet_to", "enabled")
        widgets = {"quiet_from": hour(), "quiet_to": hour()}
