"""What the rules find in real data: the counts that docs/real-data.md tells."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lianheng.engine.judging import Judgement
from lianheng.engine.outcome import Outcome
from lianheng.engine.rule import select_rules
from lianheng.engine.run import run_rules
from lianheng.engine.scope import RunScope
from lianheng.ledger.folder import open_ledger
from lianheng.sources import SOURCES


def judged(source: str, file: Path, out: Path, day: str, *rules: str) -> dict[str, Judgement]:
    SOURCES[source](file, out)
    ledger = open_ledger(out)
    run = run_rules(ledger, RunScope(datetime.date.fromisoformat(day)), select_rules(rules))
    return {item.rule.id: item for item in run.judgements}


def test_the_594_travel_permits_overdrawn_and_not_flagged(real_data, tmp_path):
    found = judged(
        "xes", real_data / "real" / "bpi2020-travel", tmp_path / "out", "2020-12-31", "process.over_permit"
    )
    permits = found["process.over_permit"]
    assert permits.counts[Outcome.FAIL] == 594
    assert permits.judged == 31_873


def test_duplicates_of_a_citys_payments_are_tens_and_not_thousands(real_data, tmp_path):
    file = next((real_data / "real" / "philadelphia-payments").glob("*.zip"))
    found = judged("payments-csv", file, tmp_path / "out", "2017-06-30", "payments.duplicate_*")
    cases = {name: item.cases for name, item in found.items()}
    assert cases["payments.duplicate_same_same_different"] == 87
    assert sum(cases.values()) < 100
    assert all(item.judged == 238_894 for item in found.values())


@pytest.mark.parametrize(
    ("rule", "cases"),
    [("bids.regular_price_steps", 12), ("bids.low_variation", 32), ("redflags.r028_identical_prices", 17)],
)
def test_price_patterns_among_the_bids_of_a_city(real_data, tmp_path, rule, cases):
    file = real_data / "real" / "yichang-bids" / "candidates.json"
    assert judged("yichang", file, tmp_path / "out", "2025-12-31", rule)[rule].cases == cases
