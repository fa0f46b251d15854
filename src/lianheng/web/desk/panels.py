"""One's own desk on the home page."""

from __future__ import annotations

from collections.abc import Iterator

from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.desk.selectors import desk, unread
from lianheng.web.shell.panels import Panel

SHOWN = 8


def panels(actor: Actor) -> Iterator[Panel]:
    """The most pressing things that wait for the reader."""
    if actor.person is None:
        return
    found = desk(actor)
    first = [*found["late"], *found["returned"], *found["soon"], *found["later"]][:SHOWN]
    told = {**found, "first": first, "unread": unread(actor), "today": actor.today}
    yield Panel(Text("我的待办", "My work"), "desk/panel.html", told)
