"""What waits for somebody. Each app says its own in ``work.py`` as ``work(actor)``; the desk walks them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from lianheng.text import Text
from lianheng.web.access.actor import Actor


@dataclass(frozen=True)
class Item:
    """One thing that somebody owes: what, where it is done, by when, and whether it came back to him."""

    kind: Text
    title: Text
    address: str
    due_on: datetime.date | None
    returned: bool = False

    def is_overdue(self, today: datetime.date) -> bool:
        return self.due_on is not None and self.due_on < today


def waiting(actor: Actor) -> list[Item]:
    """Everything that waits for an actor, the most pressing first."""
    found = [item for app in settings.HOUSE for item in _of(app, actor)]
    return sorted(found, key=lambda item: (item.due_on or datetime.date.max, item.title.zh))


def _of(app: str, actor: Actor) -> Iterable[Item]:
    name = f"lianheng.web.{app}.work"
    if app == "desk" or not find_spec(name):
        return ()
    found: Iterable[Item] = import_module(name).work(actor)
    return found
