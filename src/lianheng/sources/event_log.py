"""A case of an event log and its events, as rows of the ledger; shared by the XML and the Parquet reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lianheng.sources.conversion import BadValueError, Log
from lianheng.sources.values import clean, money, number

NAMELESS = {"", "UNKNOWN", "MISSING", "UNDEFINED", "STAFF MEMBER"}
"""What anonymised logs write where nobody and nothing is named."""

_PREFIX = re.compile(r"^(\(case\)_|case:)")
_REQUESTED = re.compile(r"RequestedAmount\d*")
_OUTCOMES = (
    (re.compile(r"\b(FINAL_)?APPROVED\b"), "approved"),
    (re.compile(r"\bREJECTED\b"), "rejected"),
    (re.compile(r"\bSUBMITTED\b"), "submitted"),
    (re.compile(r"\bSAVED\b"), "saved"),
    (re.compile(r"^Payment Handled$"), "paid"),
    (re.compile(r"^Request Payment$"), "requested"),
    (re.compile(r"^Send Reminder$"), "reminded"),
)
_PERMIT_IDS = ("Permitid2", "Permitid", "PermitID")
"""The log of international claims has two permit ids; the second is the one the permit log knows."""


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """An attribute's name without the marks exporters add: ``(case)_Permit_RequestedBudget`` →
    ``PermitRequestedBudget``.
    """
    return re.sub(r"[\s_]", "", _PREFIX.sub("", name))


@lru_cache(maxsize=1024)
def outcome(activity: str) -> str | None:
    """What a step did, as far as its name says so."""
    return next((value for words, value in _OUTCOMES if words.search(activity)), None)


@dataclass(frozen=True)
class Event:
    activity: str
    at: datetime
    actor: str | None
    role: str | None
    amount: Decimal | None = None


@dataclass
class Notes:
    """What must be said about a log in the end."""

    anonymous: int = 0
    unnamed: int = 0
    bad_amounts: int = 0
    permits: int = 0
    flagged: int = 0

    def tell(self, log: Log, units: int) -> None:
        log.note_count(
            self.anonymous,
            "{n}个事件的经办人已匿名（STAFF MEMBER之类），经办人留空，角色照写",
            "{n} events name nobody (STAFF MEMBER and the like): the actor is empty, the role is kept",
        )
        log.note_count(
            self.bad_amounts,
            "{n}个实例的金额读不出，留空",
            "{n} cases have an amount that cannot be read; it was left empty",
        )
        log.note_count(
            units,
            "{n}个部门没有行政区划和预算级次：填000000和central，请在单位表中改正",
            "{n} units have no division code or level: 000000 and central were entered; mend units",
        )
        log.note_count(
            self.permits,
            f"{{n}}个出差许可，其中系统标为超支的{self.flagged:,}个",
            f"{{n}} travel permits, {self.flagged:,} of them flagged as overspent by the system",
        )


@dataclass
class Case:
    """One trace: its attributes by plain name, its events in any order."""

    case_id: str
    attributes: Mapping[str, Any]
    events: list[Event]
    log_name: str
    _ordered: list[Event] = field(init=False)

    def __post_init__(self) -> None:
        # Events at one instant stay in the order of the file: the sort is stable.
        self._ordered = sorted(self.events, key=lambda event: event.at)
        given = clean(self.attributes.get("id")) or clean(self.attributes.get("Rfpid"))
        if given and given.replace(" ", "") == self.case_id.replace(" ", ""):
            self.case_id = given

    def process(self) -> str:
        """The process by what its cases carry; a slug of the log's name when they carry nothing known."""
        known = self.attributes
        if "TotalDeclared" in known or "OverspentAmount" in known:
            return "travel_permit"
        if "DeclarationNumber" in known:
            return "travel_claim"
        if "RfpNumber" in known or "Rfpid" in known:
            return "payment_request"
        return re.sub(r"\W+", "_", self.log_name.lower()).strip("_") or "process"

    def row(self, notes: Notes) -> dict[str, Any]:
        """The row of process_cases.

        ``requested`` is what was allowed beforehand (the permit's budget), ``declared`` what was asked to
        be paid,
        ``claimed`` the sum of the single requests of a permit.
        """
        known, process = self.attributes, self.process()
        permit = process == "travel_permit"
        budget = known.get("RequestedBudget") if permit else known.get("PermitRequestedBudget")
        total = known.get("TotalDeclared", known.get("Amount", known.get("RequestedAmount")))
        flag = {"true": True, "false": False}.get(str(known.get("Overspent")).lower())
        notes.permits += permit
        notes.flagged += permit and flag is True
        return {
            "case_id": self.case_id,
            "process": process,
            "requested": self._amount(budget, notes),
            "declared": self._amount(total, notes),
            "claimed": self._claimed(notes) if permit else None,
            "permit_id": self.case_id
            if permit
            else named(next((known[key] for key in _PERMIT_IDS if key in known), None)),
            "flagged_overspent": flag,
            "overspent_amount": self._amount(known.get("OverspentAmount"), notes),
            "unit": named(known.get("PermitOrganizationalEntity", known.get("OrganizationalEntity"))),
            "started_at": self._ordered[0].at if self._ordered else None,
        }

    def event_rows(self, process: str, notes: Notes) -> Iterator[dict[str, Any]]:
        """Rows of process_events, numbered from 1 by time."""
        for event_no, event in enumerate(self._ordered, 1):
            actor = named(event.actor)
            notes.anonymous += event.actor is not None and actor is None
            yield {
                "case_id": self.case_id,
                "event_no": event_no,
                "process": process,
                "activity": event.activity,
                "at": event.at,
                "actor": actor,
                "role": clean(event.role),
                "amount": event.amount,
                "outcome": outcome(event.activity),
            }

    def _claimed(self, notes: Notes) -> Decimal | None:
        single = [
            value for key, value in self.attributes.items() if _REQUESTED.fullmatch(key) and clean(value)
        ]
        try:
            return money(sum(map(number, single), Decimal(0))) if single else None
        except BadValueError:
            notes.bad_amounts += 1
            return None

    @staticmethod
    def _amount(value: Any, notes: Notes) -> Decimal | None:
        if clean(value) is None:
            return None
        try:
            return money(value)
        except BadValueError:
            notes.bad_amounts += 1
            return None


def named(value: Any) -> str | None:
    """Text that names somebody or something; None for the words of anonymised logs."""
    text = clean(value)
    return None if text is None or text.upper() in NAMELESS else text
