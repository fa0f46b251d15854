"""How an entry's time and states lie in a column: as the very text that was sealed, the same on every database.

A database's own kinds for time and JSON may be rewritten without changing what they mean; here one changed byte is a
changed value. What is not the text that we write comes back as something that no seal can fit, so that pages still open
and the verification names the row.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.db import models

from lianheng.journal.canonical import NotCanonical, canonical, instant, quick

UNREADABLE = "@unreadable"
NO_TIME = datetime.datetime.min.replace(tzinfo=datetime.UTC)
State = dict[str, Any]


class InstantField(models.Field):  # type: ignore[type-arg]
    """An aware datetime as ``2026-01-31T16:00:00.000000Z``, which sorts as text in the order of time."""

    _pyi_private_set_type: datetime.datetime
    _pyi_private_get_type: datetime.datetime
    _pyi_lookup_exact_type: datetime.datetime

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 27
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "CharField"

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, datetime.datetime) or value is None else _time(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else instant(value)

    def from_db_value(self, value: str | None, *_: Any) -> datetime.datetime | None:
        return None if value is None else _time(value)


class StateField(models.Field):  # type: ignore[type-arg]
    """A record's fields as canonical JSON, or nothing."""

    _pyi_private_set_type: State
    _pyi_private_get_type: State
    _pyi_lookup_exact_type: State

    def get_internal_type(self) -> str:
        return "TextField"

    def to_python(self, value: Any) -> State | None:
        return read_state(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else canonical(value).decode()

    def from_db_value(self, value: str | None, *_: Any) -> State | None:
        return None if value is None else read_state(value)


def _time(text: str) -> datetime.datetime:
    try:
        found = datetime.datetime.fromisoformat(text)
        return found if instant(found) == text else NO_TIME
    except (ValueError, NotCanonical):
        return NO_TIME


def read_state(text: str) -> State:
    """The state in a text that we wrote; of any other text, one that says so."""
    try:
        found = json.loads(text)
        if isinstance(found, dict) and quick(found) == text.encode("utf-8", "surrogatepass"):
            return found
    except (ValueError, RecursionError):
        pass
    return {UNREADABLE: text}
