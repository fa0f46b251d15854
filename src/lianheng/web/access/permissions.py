"""The declared table of permissions: role × action × with which records. Whatever is not declared is refused.

Each app's ``permissions.yaml`` holds the rows of its own actions; ``permissions()`` is all of them. A condition is a reach
(``any``, ``unit``, ``department``, ``own``) and, after it, words a model knows about its states (``open``, ``not_own``).
A model says where its unit, department and person stand in ``reach`` (see ``history.models.Kept``). An app's entry ``states``
says its state words in both languages, for the page that shows the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Model, Q

from lianheng.text import Text
from lianheng.web.access.roles import ROLES

WEB = Path(__file__).parents[1]
REACHES = ("any", "unit", "department", "own")
STATES = "states"
NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING  # an empty Q would vanish in "NOTHING | Q()"


@dataclass(frozen=True)
class Permission:
    """One action and the condition under which each role may do it."""

    action: str
    title: Text
    allow: dict[str, str]


@dataclass(frozen=True)
class Holding:
    """A role as somebody holds it today: for which units, which department, as which person; or on whose behalf."""

    role: str
    units: frozenset[str] = frozenset()
    department: int | None = None
    person: str | None = None
    """Whose own records the role reaches. None for a delegate: he acts in the role, not as the person."""
    barred: frozenset[str] = frozenset()
    """Whose own records ``not_own`` keeps away: the actor's, and those of the person he acts for."""
    on_behalf_of: str = ""


@dataclass(frozen=True)
class Reach:
    """Paths from a model to the unit, the department and the person that a record belongs to. None: it has none."""

    unit: str | None = None
    department: str | None = None
    own: str | None = None


@cache
def permissions() -> dict[str, Permission]:
    """Every declared action. Raises ValueError for a role or reach that does not exist."""
    found: dict[str, Permission] = {}
    for app, declared in _files():
        for action, raw in declared.items():
            if action != STATES:
                found[action] = _permission(app, action, raw)
    return found


@cache
def state_words() -> dict[str, Text]:
    """The words for states of records, as the page of the table says them."""
    found = {"not_own": Text("非本人", "not one's own")}
    for _, declared in _files():
        found |= {word: Text.parse(raw, word) for word, raw in declared.get(STATES, {}).items()}
    return found


def _files() -> Iterator[tuple[str, dict[str, Any]]]:
    for app in settings.HOUSE:
        file = WEB / app / "permissions.yaml"
        if file.is_file():
            yield app, yaml.safe_load(file.read_text(encoding="utf-8"))


def _permission(app: str, action: str, raw: dict[str, Any]) -> Permission:
    allow = {str(role): str(condition) for role, condition in raw["allow"].items()}
    unknown = allow.keys() - ROLES
    odd = [condition for condition in allow.values() if condition.split()[0] not in REACHES]
    if not action.startswith(f"{app}.") or unknown or odd:
        raise ValueError(f"{app}/permissions.yaml, {action}: unknown {sorted(unknown)} {odd}")
    return Permission(action, Text.parse(raw["title"], action), allow)


def conditions(holdings: Iterable[Holding], action: str) -> list[tuple[Holding, str]]:
    """The holdings that may do an action at all, each with its condition. Raises KeyError for an undeclared action."""
    allow = permissions()[action].allow
    return [(holding, allow[holding.role]) for holding in holdings if holding.role in allow]


def reachable(holdings: Iterable[Holding], action: str, model: type[Model], in_any_state: bool = False) -> Q:
    """Which records of a model the holdings reach for an action; ``in_any_state`` leaves the words of state aside."""
    total = NOTHING
    for holding, condition in conditions(holdings, action):
        total |= _reached(holding, condition.split()[0] if in_any_state else condition, model)
    return total


def permitted_units(holdings: Iterable[Holding], action: str) -> frozenset[str] | None:
    """The units whose ledger rows an action reaches; None means all units, an empty set none."""
    units: set[str] = set()
    for holding, condition in conditions(holdings, action):
        if condition == "any":
            return None
        if condition == "unit":
            units |= holding.units
    return frozenset(units)


def _reached(holding: Holding, condition: str, model: type[Model]) -> Q:
    reach, *states = condition.split()
    where: Reach = getattr(model, "reach", Reach())
    found = _within(holding, reach, where)
    for state in states:
        found &= _state(holding, state, model, where)
    return found


def _within(holding: Holding, reach: str, where: Reach) -> Q:
    if reach == "any":
        return EVERYTHING
    if reach == "unit" and where.unit is not None and holding.units:
        return Q(**{f"{where.unit}__in": sorted(holding.units)})
    if reach == "department" and where.department is not None and holding.department is not None:
        return Q(**{where.department: holding.department})
    if reach == "own" and where.own is not None and holding.person is not None:
        return Q(**{where.own: holding.person})
    return NOTHING


def _state(holding: Holding, state: str, model: type[Model], where: Reach) -> Q:
    if state == "not_own":
        return ~Q(**{f"{where.own}__in": sorted(holding.barred)}) if where.own and holding.barred else NOTHING
    states: dict[str, Q] = getattr(model, "states", {})
    return states[state]
