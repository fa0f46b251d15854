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
    """payments.duplicate_exact: one unit, payee, invoice and amount more than once, net of what was taken back."""
    same = ["unit_id", "payee", "invoice_no", "amount"]
    taken_back = payments[payments.reverses_id.notna()].groupby("reverses_id").amount.sum()
    loose = payments[(payments.amount < 0) & payments.reverses_id.isna()]
    loose = loose.assign(amount=-loose.amount).groupby(same).size().rename("reversals")
    standing = payments[(payments.amount >= 500) & payments.invoice_no.notna() & payments.payee.notna()]
    reversed_ = standing.payment_id.map(taken_back)
    standing = standing[reversed_.isna() | (standing.amount + reversed_.fillna(0) > 0)]
    times = standing.groupby(same).payment_id.transform("size")
    repeated = standing[times > 1].assign(times=times).merge(loose, on=same, how="left")
    return int((repeated.times - repeated.reversals.fillna(0) > 1).sum())


def overlapping_trips(trips: pd.DataFrame) -> int:
    """travel.overlapping_trips: a trip that shares more than a day's end with another of the same person."""
    trips = trips[trips.person_id.notna() & (trips.ends_on >= trips.starts_on)]
    trips = trips.sort_values(["person_id", "starts_on", "ends_on", "trip_id"])
    starts, ends = pd.to_datetime(trips.starts_on), pd.to_datetime(trips.ends_on)
    person = trips.person_id
    one_day = starts == ends

    def twin(places: int) -> pd.Series:
        """Whether the trip before or after is of this same one day."""
        return (
            one_day
            & (starts.groupby(person).shift(places) == starts)
            & (ends.groupby(person).shift(places) == ends)
        )

    earlier_end = ends.groupby(person).cummax().groupby(person).shift()
    next_start = starts.groupby(person).shift(-1)
    return int(((earlier_end > starts) | (next_start < ends) | twin(1) | twin(-1)).sum())


CHECKS = {
    "control.payment_two_steps": Check(
        "payments", ("payment_id", "maker_id", "reviewer_id", "approver_id"), not_two_steps
    ),
    "payments.duplicate_exact": Check(
        "payments",
        ("payment_id", "unit_id", "payee", "invoice_no", "amount", "reverses_id"),
        duplicates,
    ),
    "travel.overlapping_trips": Check(
        "trips", ("trip_id", "person_id", "starts_on", "ends_on"), overlapping_trips
    ),
}
