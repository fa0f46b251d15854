"""How the value of a field stands in the journal: as text that never depends on the database it came from."""

from __future__ import annotations

import datetime
import hmac
import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.fields.files import FieldFile

from lianheng.web.history.fields import State
from lianheng.web.history.models import Kept

SEALED = "sealed:"


def kept_value(record: Kept, field: models.Field[Any, Any]) -> Any:
    """Text, whole number, yes or no, lists of them, or nothing; a keyed digest where the field is sensitive."""
    value = plain(getattr(record, field.attname))
    if value is None or field.attname not in record.sensitive:
        return value
    return sealed(str(value))


def plain(value: Any) -> Any:
    """Raises TypeError for a value that has no exact text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time | Decimal | uuid.UUID | FieldFile):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    raise TypeError(f"the journal cannot keep {type(value).__name__}")


def sealed(value: str) -> str:
    """A keyed digest: equal values look equal, and nobody without the server's key can try values out."""
    return SEALED + hmac.new(settings.SEAL_KEY.encode(), value.encode(), "sha256").hexdigest()


def unit_of(record: models.Model) -> str:
    """The unit a record belongs to, as its ``reach`` says; empty where it has none."""
    path = getattr(getattr(record, "reach", None), "unit", None)
    return "" if path is None else str(_follow(record, path) or "")


def names_of(record: Kept, before: State | None, after: State | None) -> State:
    """What the records that a state points to were called: field → key → name."""
    found: State = {}
    for field in record._meta.concrete_fields:
        if field.is_relation and field.attname not in record.sensitive | record.unkept:
            keys = {
                state[field.attname]
                for state in (before, after)
                if state and state.get(field.attname) is not None
            }
            if keys:
                found[field.attname] = {str(key): _name(record, field, key) for key in sorted(keys, key=str)}
    return found


def _name(record: Kept, field: Any, key: Any) -> str:
    """Read from the record where it still points there, so that most writes ask nothing more."""
    if plain(getattr(record, field.attname)) == key:
        return str(getattr(record, field.name))
    return str(field.related_model._base_manager.filter(pk=key).first() or "")


def _follow(record: Any, path: str) -> Any:
    *steps, last = path.split("__")
    for step in steps:
        record = getattr(record, step)
        if record is None:
            return None
    if last == "pk":
        return record.pk
    return getattr(record, record._meta.get_field(last).attname)
