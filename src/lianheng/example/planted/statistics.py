"""The same quantile as the warning signs use: type 8 of Hyndman and Fan, which is free of the distribution."""

from __future__ import annotations

from collections.abc import Iterable


def quantile(values: Iterable[float], part: float) -> float:
    """The value below which ``part`` of the values lie, between its two neighbours in proportion."""
    ordered = sorted(values)
    place = min(len(ordered), max(1.0, ((3 * len(ordered) + 1) * part + 1) / 3))
    low, high = ordered[int(place) - 1], ordered[min(int(place), len(ordered) - 1)]
    return low + (place - int(place)) * (high - low)
