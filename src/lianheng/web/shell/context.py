"""What the frame of every page needs: the menu of what the reader may open, and the language."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import reverse

from lianheng.web.shell.menu import Item
from lianheng.web.shell.words import language


def frame(request: Any) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    return {
        "language": language(),
        "menu": []
        if actor is None
        else _shown([item for item in menu() if actor.may(item.action)], request.path),
        "idle_minutes": settings.IDLE_MINUTES,
        "demo": settings.DEMO,
    }


def menu() -> list[Item]:
    """The items of all apps, each app's in its ``menu.py``, in the order of the house."""
    found: list[Item] = []
    for app in settings.HOUSE:
        if app != "shell" and find_spec(f"lianheng.web.{app}.menu"):
            found += import_module(f"lianheng.web.{app}.menu").MENU
    return found


def _shown(items: list[Item], path: str) -> list[dict[str, Any]]:
    """The items with their addresses; the reader is at the one whose address says most of the page's."""
    addresses = {item: reverse(item.view) for item in items}
    here = max((one for one in addresses.values() if path.startswith(one)), key=len, default="")
    return [
        {"title": item.title, "icon": item.icon, "address": address, "here": address == here}
        for item, address in addresses.items()
    ]
