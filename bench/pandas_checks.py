"""Three of the rules as an analyst would write them in pandas: the baseline that people compare with.

Each counts the failing rows only; none proves that every row was judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Check:
    """What a check reads of which table, and how it counts the failing rows."""

    table: str
    columns: tuple[str, ...]
    count: Callable[[pd.DataFrame], int]


def not_two_steps(payments: pd.DataFrame) -> int:
    """control.payment_two_steps: the maker is also reviewer or approver."""
    same = (payments.maker_id == payments.reviewer_id) | (payments.maker_id == payments.approver_id)
    return len(payments[same])


def duplicates(payments: pd.DataFrame) -> int:
    """payments.duplicate_exact, in its simplest reading: same payee, invoice and amount more than once."""
    payments = payments[payments.invoice_no.notna()]
    return int(payments.duplicated(["payee", "invoice_no", "amount"], keep=False).sum())


def overlapping_trips(trips: pd.DataFrame) -> int:
    """travel.overlapping_trips: a trip that begins before an earlier one of the same person has ended."""
    trips = trips.sort_values(["person_id", "starts_on", "trip_id"])
    ends = pd.to_datetime(trips.ends_on)
    latest = ends.groupby(trips.person_id).cummax().groupby(trips.person_id).shift()
    return int((pd.to_datetime(trips.starts_on) <= latest).sum())


CHECKS = {
    "control.payment_two_steps": Check(
        "payments", ("payment_id", "maker_id", "reviewer_id", "approver_id"), not_two_steps
    ),
    "payments.duplicate_exact": Check(
        "payments", ("payment_id", "payee", "invoice_no", "amount"), duplicates
    ),
    "travel.overlapping_trips": Check(
        "trips", ("trip_id", "person_id", "starts_on", "ends_on"), overlapping_trips
    ),
}
