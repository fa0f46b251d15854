"""Three of the rules as an analyst would write them in pandas: the baseline that people compare with.

Each returns the keys of the failing rows only; none proves that every row was judged.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd


def not_two_steps(ledger: Path) -> int:
    """control.payment_two_steps: the maker is also reviewer or approver."""
    payments = pd.read_parquet(
        ledger / "payments.parquet", columns=["payment_id", "maker_id", "reviewer_id", "approver_id"]
    )
    same = (payments.maker_id == payments.reviewer_id) | (payments.maker_id == payments.approver_id)
    return len(payments[same])


def duplicates(ledger: Path) -> int:
    """payments.duplicate_exact, in its simplest reading: same payee, invoice and amount more than once."""
    columns = ["payment_id", "payee", "invoice_no", "amount"]
    payments = pd.read_parquet(ledger / "payments.parquet", columns=columns)
    payments = payments[payments.invoice_no.notna()]
    return int(payments.duplicated(["payee", "invoice_no", "amount"], keep=False).sum())


def overlapping_trips(ledger: Path) -> int:
    """travel.overlapping_trips: a trip that begins before an earlier one of the same person has ended."""
    trips = pd.read_parquet(
        ledger / "trips.parquet", columns=["trip_id", "person_id", "starts_on", "ends_on"]
    )
    trips = trips.sort_values(["person_id", "starts_on", "trip_id"])
    ends = pd.to_datetime(trips.ends_on)
    latest = ends.groupby(trips.person_id).cummax().groupby(trips.person_id).shift()
    return int((pd.to_datetime(trips.starts_on) <= latest).sum())


CHECKS = {
    "control.payment_two_steps": not_two_steps,
    "payments.duplicate_exact": duplicates,
    "travel.overlapping_trips": overlapping_trips,
}
