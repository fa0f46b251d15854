"""The declared table of permissions in plain Python, read and executed apart from the gate and its queries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Model

import lianheng.web

WEB = Path(lianheng.web.__file__).parent


@dataclass(frozen=True)
class Who:
    """Somebody who asks, in plain words: the one role held, where, and as whom."""

    name: str
    role: str = ""
    units: frozenset[str] = frozenset()
    department: int | None = None
    person: str | None = None


def declared() -> dict[str, dict[str, str]]:
    """Action → role → condition, as the files say."""
    table: dict[str, dict[str, str]] = {}
    for app in settings.HOUSE:
        file = WEB / app / "permissions.yaml"
        raw = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
        table |= {action: row["allow"] for action, row in raw.items() if action != "states"}
    return table


TABLE = declared()


def allows(who: Who, action: str, record: Model | None = None, words: str = "") -> bool:
    """Whether the table lets somebody do an action, on a record of which the state words are true."""
    condition = TABLE[action].get(who.role)
    return condition is not None and (record is None or reaches(who, condition, record, words))


def reaches(who: Who, condition: str, record: Any, words: str) -> bool:
    reach, *states = condition.split()
    near = {
        "any": True,
        "unit": bool(who.units & values(record, record.reach.unit)),
        "department": who.department is not None
        and who.department in values(record, record.reach.department),
        "own": who.person is not None and who.person in values(record, record.reach.own),
    }[reach]
    return near and all(holds(who, state, record, words) for state in states)


def holds(who: Who, state: str, record: Any, words: str) -> bool:
    if state == "not_own":
        return who.person is not None and who.person not in values(record, record.reach.own)
    return state in words.split()


def values(record: Any, path: str | None) -> set[Any]:
    """What stands at the end of a path, as keys: several where it leads over several rows, none where it ends early."""
    found = [] if path is None else [record]
    for step in path.split("__") if path else []:
        found = [value for one in found for value in _step(one, step)]
    return {getattr(one, "pk", one) for one in found}


def _step(record: Any, step: str) -> list[Any]:
    value = getattr(record, step) if hasattr(record, step) else getattr(record, f"{step}_set")
    if hasattr(value, "all"):
        return list(value.all())
    return [] if value is None else [value]
