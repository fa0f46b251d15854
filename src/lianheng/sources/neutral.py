"""Explicit neutrals for what the ledger requires and a source does not say. Every use of one is told in the
conversion's notes.
"""

from __future__ import annotations

from typing import Any

NO_TITLE = "未载明"
"""A title or name the source does not give."""

DIVISION = "000000"
"""A place outside the division codes: no local standard can match it."""

LEVEL = "central"
"""The level entered when a source does not say it: only nation-wide standards then apply."""


def unit(
    unit_id: str, name: str, level: str = LEVEL, division: str = DIVISION, uscc: str | None = None
) -> dict[str, Any]:
    """A row of units made for a publisher, buyer or payer that the ledger does not know."""
    return {"unit_id": unit_id, "name": name, "uscc": uscc, "division_code": division, "level": level}
