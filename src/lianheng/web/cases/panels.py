"""The bureau's warnings on the home page: by colour and age, each number opening its cases."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.cases.selectors import AGES, ageing, totals
from lianheng.web.cases.steps import Colour
from lianheng.web.shell.panels import Panel
from lianheng.web.shell.words import say

SHADES = {Colour.RED: "#c0392b", Colour.ORANGE: "#d9722b", Colour.YELLOW: "#c8a415", Colour.BLUE: "#3d73b9"}
NAMES = (
    Text("3天内", "0–3 days"),
    Text("4–10天", "4–10 days"),
    Text("11–30天", "11–30 days"),
    Text("30天以上", "over 30 days"),
)


def panels(actor: Actor) -> Iterator[Panel]:
    """Open cases by colour and by how long they have been waiting."""
    if not actor.may("cases.view_run"):
        return
    counted = ageing(actor)
    address = reverse("cases:cases")
    parts = [
        {
            "name": str(colour.label),
            "values": counted[colour.value],
            "colour": SHADES[colour],
            "links": [f"{address}?stands=open&colour={colour.value}"] * len(AGES),
        }
        for colour in Colour
    ]
    chart = {"names": [say(name) for name in NAMES], "parts": parts, "stacked": True}
    told = {"chart": chart, "totals": totals(actor), "address": address}
    yield Panel(Text("未结预警：等级和时长", "Open cases by colour and age"), "cases/panel.html", told)
