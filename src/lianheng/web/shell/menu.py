"""An item of the menu. An app lists its own in ``menu.py`` as ``MENU``."""

from __future__ import annotations

from dataclasses import dataclass

from lianheng.text import Text


@dataclass(frozen=True)
class Item:
    """Where it leads, the action that opens it, and how it looks."""

    title: Text
    view: str
    action: str
    icon: str
