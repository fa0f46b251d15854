"""OCDS codes and their synonyms in the ledger's words. What is not listed here stays unknown; it is never
guessed.
"""

from __future__ import annotations

import re

PROCUREMENT_STATUS = {
    "planning": "planned",
    "planned": "planned",
    "active": "active",
    "complete": "complete",
    "unsuccessful": "complete",
    "cancelled": "cancelled",
    "withdrawn": "cancelled",
}

BID_STATUS = {
    **{code: code for code in ("invited", "valid", "disqualified", "withdrawn", "pending")},
    "active": "valid",
    "qualified": "valid",
    "not-qualified": "disqualified",
    "unqualified": "disqualified",
    "rejected": "disqualified",
}
"""Any other status means: submitted, neither valid nor disqualified. That is ``pending``."""

AWARD_STATUS = {code: code for code in ("active", "pending", "cancelled", "unsuccessful")}
"""Any other status is not final. That is ``pending`` too."""

METHOD = {"open": "open", "selective": "invited", "direct": "direct"}
"""``limited`` covers negotiation, consultation and single source alike, so by itself it says nothing."""

METHOD_WORDS = (
    (re.compile("公开招标"), "open"),
    (re.compile("邀请招标"), "invited"),
    (re.compile("竞争性谈判"), "negotiation"),
    (re.compile("竞争性磋商"), "consultation"),
    (re.compile("单一来源"), "single_source"),
    (re.compile("框架协议"), "framework"),
    (re.compile("询价"), "inquiry"),
)

KIND = {"goods", "services", "works"}
_CURRENCY = re.compile(r"[A-Z]{3}")


def method(code: str | None, details: str | None) -> str | None:
    """The ledger's procurement method, from the words of the details first, then from the code; None when
    neither tells.
    """
    for words, value in METHOD_WORDS:
        if details and words.search(details):
            return value
    return METHOD.get((code or "").lower())


def currency(value: object) -> str | None:
    """An ISO 4217 code in capitals; None for anything else."""
    text = str(value or "").strip().upper()
    return text if _CURRENCY.fullmatch(text) else None
