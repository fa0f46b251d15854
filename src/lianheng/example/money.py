"""Amounts as bureaus pay them: to the fen, spread evenly over the orders of magnitude, so that Benford's law holds."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

FEN = Decimal("0.01")
CURVE = ((0.0, (1, 6)), (0.60, (6, 20)), (0.86, (9, 15)), (1.0, (12, 17)))
"""Share of a line's money spent by a day: ahead of the progress due at the end of June and of September."""


def yuan(value: float | str | Decimal) -> Decimal:
    return Decimal(str(value)).quantize(FEN, ROUND_HALF_UP)


def spread(chance: random.Random, low: float, high: float) -> Decimal:
    """An amount whose logarithm is even between two bounds."""
    return yuan(low * (high / low) ** chance.random())


def share(amount: Decimal, part: float | str) -> Decimal:
    return yuan(amount * Decimal(str(part)))


def spending_day(year: int, position: float) -> datetime.date:
    """The day on which ``position`` of a line's money is spent. Not always a working day."""
    for (low, start), (high, end) in pairwise(CURVE):
        if position <= high:
            first, last = datetime.date(year, *start), datetime.date(year, *end)
            return first + datetime.timedelta(int((last - first).days * (position - low) / (high - low)))
    return datetime.date(year, *CURVE[-1][1])


def positions(amounts: Sequence[Decimal]) -> list[float]:
    """Where in the line's money each amount lies: the middle of it, as a share of the whole."""
    total, so_far, found = sum(amounts), Decimal(0), []
    for amount in amounts:
        found.append(float((so_far + amount / 2) / total))
        so_far += amount
    return found
