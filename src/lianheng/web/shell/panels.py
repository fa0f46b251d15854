"""The home page's panels. An app gives its own in ``panels.py`` as ``panels(actor)``; each number in them opens its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from lianheng.text import Text
from lianheng.web.access.actor import Actor


@dataclass(frozen=True)
class Panel:
    """One card of the home page: a template and what it shows."""

    title: Text
    template: str
    told: dict[str, Any]
    wide: bool = False


def panels_of(actor: Actor) -> list[Panel]:
    """Every panel that has something for an actor, in the order of the house."""
    return [panel for app in settings.HOUSE for panel in _of(app, actor)]


def _of(app: str, actor: Actor) -> Iterable[Panel]:
    name = f"lianheng.web.{app}.panels"
    if app == "shell" or not find_spec(name):
        return ()
    found: Iterable[Panel] = import_module(name).panels(actor)
    return found
