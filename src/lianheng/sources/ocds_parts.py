"""Reading the parts of an OCDS release: organisations, lots, items and times, as forgivingly as publishers
need it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lianheng.sources.conversion import BadValueError
from lianheng.sources.values import clean, instant

Json = dict[str, Any]


def entries(value: Any) -> list[Json]:
    """A list of objects, also where the publisher wrote a single object in place of a list."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def entry(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def organisation_id(organisation: Json) -> str | None:
    """Its id as text; where it has none, its registered number or name."""
    return (
        clean(organisation.get("id"))
        or clean(entry(organisation.get("identifier")).get("id"))
        or name_of(organisation)
    )


def name_of(organisation: Json) -> str | None:
    return clean(organisation.get("name")) or clean(entry(organisation.get("identifier")).get("legalName"))


def joined(ids: Iterable[str]) -> str | None:
    """Distinct ids, sorted, joined with ``|``: equal text means equal sets."""
    return "|".join(sorted({one.replace("|", "%7C") for one in ids})) or None


def lots(part: Json) -> list[str]:
    related = (
        part.get("relatedLots") if isinstance(part.get("relatedLots"), list) else [part.get("relatedLot")]
    )
    named = [
        entry(lot).get("lotId") if isinstance(lot, dict) else lot
        for lot in [*(related or []), part.get("lotID")]
    ]
    return [text for lot in named if (text := clean(lot))]


def item_codes(part: Json) -> list[str]:
    codes = (clean(entry(item.get("classification")).get("id")) for item in entries(part.get("items")))
    return [code for code in codes if code]


def timed(value: Any) -> datetime | None:
    """The instant of a time with a zone; None for a bare day or anything else (the day has its own
    column).
    """
    try:
        return instant(value)
    except BadValueError:
        return None


def address(organisation: Json) -> str | None:
    parts = entry(organisation.get("address"))
    known = (
        clean(parts.get(key)) for key in ("countryName", "region", "locality", "streetAddress", "postalCode")
    )
    return " ".join(part for part in known if part) or None
