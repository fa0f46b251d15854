"""One way to write a record as bytes, so that its digest means the record and not its formatting.

Runs whenever an entry is sealed or verified. The form is RFC 8785 (JSON Canonicalization Scheme) without floats:
keys sorted by UTF-16 unit, UTF-8, no spaces. Allowed are None, bool, int up to 2**53 - 1 either way, str, mappings with
str keys, lists and tuples, and, written as text, Decimal (digits kept: 12.50 is not 12.5), date, aware datetime (in UTC,
with microseconds) and UUID. All else is refused, floats first of all: the ledger has no number that is nearly right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any
from uuid import UUID

from lianheng.text import ProductFault

LARGEST = 2**53 - 1  # beyond it, readers in other languages round


class NotCanonical(ProductFault):
    """A value that has no canonical form; the message says where in the record it stands."""

    def __init__(self, why: str, place: str = "") -> None:
        super().__init__(f"{place}: {why}" if place else why)
        self.why, self.place = why, place

    def under(self, step: str) -> NotCanonical:
        """The same, seen from one level further out."""
        return NotCanonical(self.why, f"{step}{self.place}")


def canonical(value: object) -> bytes:
    """The canonical bytes of ``value``. Raises NotCanonical naming the place of what is not allowed."""
    try:
        return _text(value).encode()
    except RecursionError:
        raise NotCanonical("nested too deeply") from None
    except UnicodeEncodeError as error:
        raise NotCanonical(f"{error.object[error.start]!r} is half a character, not text") from None


def quick(value: object) -> bytes:
    """The same bytes in a third of the time, for values known to be allowed; of others it promises nothing.

    Only for verifying: where the digest of these bytes is the sealed one, they are the bytes that were sealed.
    """
    return _QUICK.encode(value).encode("utf-8", "surrogatepass")


def plain(value: object) -> Any:
    """``value`` as JSON keeps it, with dates and amounts as text: what to store, so that it seals to the same bytes."""
    return json.loads(canonical(value))


def instant(value: datetime) -> str:
    """An aware datetime as ``2026-01-31T16:00:00.000000Z``."""
    if value.utcoffset() is None:
        raise NotCanonical(f"{value!r} names no zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def _text(value: object) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)  # type: ignore[arg-type]
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is dict or isinstance(value, Mapping):
        return _mapping(value)  # type: ignore[arg-type]
    if isinstance(value, int):
        return _whole(int(value))
    if isinstance(value, list | tuple):
        return _sequence(value)
    return encode_basestring(_worded(value))


def _mapping(value: Mapping[Any, object]) -> str:
    try:
        names = sorted(value) if "".join(value).isascii() else sorted(value, key=_utf16)
    except TypeError:
        raise NotCanonical("a key that is not text") from None
    parts = []
    for name in names:
        try:
            parts.append(f"{encode_basestring(name)}:{_text(value[name])}")
        except NotCanonical as error:
            raise error.under(f".{name}") from None
    return f"{{{','.join(parts)}}}"


def _sequence(value: Sequence[object]) -> str:
    parts = []
    for index, item in enumerate(value):
        try:
            parts.append(_text(item))
        except NotCanonical as error:
            raise error.under(f"[{index}]") from None
    return f"[{','.join(parts)}]"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")


def _whole(value: int) -> str:
    if -LARGEST <= value <= LARGEST:
        return str(value)
    raise NotCanonical(f"{value} is beyond what every reader of JSON keeps exactly; write it as text")


def _worded(value: object) -> str:
    """The text that stands for a value JSON has no kind for."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise NotCanonical(f"{type(value).__name__} {value!r} has no canonical form")


_QUICK = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, check_circular=False, separators=(",", ":"), default=_worded
)
