"""Who is acting: an account with the roles it holds today, or the operator at the server's own command line."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from lianheng.web.access.permissions import (
    EVERYTHING,
    Holding,
    conditions,
    permissions,
    permitted_units,
    reachable,
)


@dataclass(frozen=True)
class Actor:
    """Somebody, as the journal will name them, with what they may do."""

    name: str
    label: str
    holdings: tuple[Holding, ...] = ()
    person: str | None = None
    request: str = ""
    today: datetime.date = field(default_factory=datetime.date.today)
    everything: bool = False
    """The operator of the server: trusted for running it, and named in the journal for each thing done."""

    def may(self, action: str, record: Model | None = None) -> bool:
        """Whether the action is allowed at all, or, with a record, on that record as it is stored now."""
        if self.everything:
            return action in permissions()
        held = conditions(self.holdings, action)
        if record is None or not held:
            return bool(held)
        return _reaches(self.holdings, action, record)

    def must(self, action: str, record: Model | None = None) -> None:
        """Raises PermissionDenied when the action is not allowed."""
        if not self.may(action, record):
            raise PermissionDenied(action)

    def must_reach(self, action: str, record: Model) -> None:
        """As ``must``, whatever state the record is in: an action may lead out of the state it was allowed in."""
        model = type(record)
        reached = reachable(self.holdings, action, model, in_any_state=True)
        if not self.everything and not model._default_manager.filter(reached, pk=record.pk).exists():
            raise PermissionDenied(action)

    def permitted(self, action: str, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records that the action reaches, each once, however many rows of another table a reach leads over."""
        if self.everything or any(condition == "any" for _, condition in conditions(self.holdings, action)):
            return records.filter(EVERYTHING)
        reached = records.model._default_manager.filter(reachable(self.holdings, action, records.model))
        return records.filter(pk__in=reached.values("pk"))

    def units(self, action: str) -> frozenset[str] | None:
        """The units whose ledger rows an action reaches; None means every unit."""
        return None if self.everything else permitted_units(self.holdings, action)

    def roles(self) -> frozenset[str]:
        return frozenset(holding.role for holding in self.holdings)

    def acting_for(self, action: str, record: Model | None = None) -> str:
        """On whose behalf: said only when no role of the actor's own allows the action (on that record)."""
        own = [holding for holding in self.holdings if not holding.on_behalf_of]
        lent = [holding for holding, _ in conditions(self.holdings, action) if holding.on_behalf_of]
        if not lent or (_reaches(own, action, record) if record else conditions(own, action)):
            return ""
        return next((one.on_behalf_of for one in lent if not record or _reaches([one], action, record)), "")


def _reaches(holdings: Iterable[Holding], action: str, record: Model) -> bool:
    model = type(record)
    return model._default_manager.filter(reachable(holdings, action, model), pk=record.pk).exists()


NOBODY = Actor(name="", label="")


def operator(label: str = "operator") -> Actor:
    """The actor of the server's own commands (``lianheng init``, nightly work)."""
    return Actor(name="operator", label=label, everything=True)
