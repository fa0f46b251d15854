"""The sources on real published data, with the counts known of each. Skipped, saying so, where the data is
absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lianheng.sources import SOURCES

from .conftest import Converted

REAL = Path(__file__).parents[3] / "shared" / "data" / "real"
WHERE = {
    "ocds": REAL / "ocds-samples" / "with-bids-or-tenderers.jsonl",
    "xes": REAL / "bpi2020-travel",
    "yichang": REAL / "yichang-bids" / "candidates.json",
    "payments-csv": REAL / "philadelphia-payments" / "city_payments_fy2017.csv.zip",
    "final-accounts": REAL / "final-accounts",
    "einvoice": REAL / "einvoices",
}
Real = Callable[[str], Converted]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """Converts a real source, each once for all tests of this module."""
    if not REAL.is_dir():
        pytest.skip(f"the real data is not at {REAL}")
    done: dict[str, Converted] = {}

    def convert(source: str) -> Converted:
        if source not in done:
            folder = tmp_path_factory.mktemp("real") / source
            done[source] = Converted(SOURCES[source](WHERE[source], folder), folder)
        return done[source]

    return convert


ROWS = {
    "ocds": {
        "procurements": 129,
        "bids": 149,
        "awards": 107,
        "contracts": 77,
        "suppliers": 168,
        "units": 126,
    },
    "xes": {"process_cases": 31_873, "process_events": 261_026, "units": 37},
    "yichang": {"procurements": 1_966, "bids": 6_146, "suppliers": 2_126, "units": 1},
    "payments-csv": {"payments": 238_894, "suppliers": 5_506, "units": 58},
    "final-accounts": {"three_public_years": 12, "units": 3},
    "einvoice": {"invoices": 4},
}


@pytest.mark.parametrize("source", sorted(ROWS))
def test_every_row_is_accounted_for_and_the_ledger_takes_all(real: Real, source: str) -> None:
    done = real(source)
    assert done.conversion.tables == ROWS[source]
    assert done.opens_as_ledger()


def test_the_permits_declared_above_their_budget_and_not_flagged_are_594(real: Real) -> None:
    over = [
        case
        for case in real("xes").rows("process_cases")
        if case["flagged_overspent"] is False and case["declared"] > case["requested"]
    ]
    assert len(over) == 863
    asked = [
        case
        for case in over
        if (case["declared"] if case["claimed"] is None else case["claimed"]) > case["requested"]
    ]
    assert len(asked) == 594


def test_the_five_logs_are_three_processes(real: Real) -> None:
    cases = real("xes").rows("process_cases")
    assert Counter(case["process"] for case in cases) == {
        "travel_claim": 16_680,
        "travel_permit": 6_426,
        "payment_request": 8_767,
    }
    assert sum(case["flagged_overspent"] is True for case in cases) == 1_850
    known = {case["case_id"] for case in cases}
    assert sum(bool(case["permit_id"]) and case["permit_id"] not in known for case in cases) == 81


def test_the_candidates_notices_with_two_numeric_prices_are_1742(real: Real) -> None:
    done = real("yichang")
    assert (
        "of 1,966 notices 1,742 have two prices that begin with a number, 1,654 two prices that are amounts"
        in done.notes
    )
    assert set(done.reasons) == {"this is no bidder's name but other words of the page"}
    assert done.conversion.refused_count == 108


def test_no_bidder_with_a_price_was_refused(real: Real) -> None:
    import json

    written = {row["bid_id"] for row in real("yichang").rows("bids")}
    lost = [
        offer
        for notice in json.loads(WHERE["yichang"].read_text())
        for rank, offer in enumerate(notice["parsed_data"]["bidders_and_prices"], 1)
        if f"{notice['infoid']}/{rank}" not in written and offer["price"] != "未提供"
    ]
    assert lost == []


def test_the_citys_payments_add_up_to_the_cent(real: Real) -> None:
    rows = real("payments-csv").rows("payments")
    assert sum(row["amount"] for row in rows) == Decimal("4196267069.22")
    assert sum(row["amount"] < 0 for row in rows) == 2_939
    assert real("payments-csv").conversion.refused_count == 0


def test_the_finance_bureau_spent_none_of_its_reception_budget(real: Real) -> None:
    row = real("final-accounts").row("three_public_years", unit_id="上海市普陀区财政局", item="reception")
    assert (row["budget"], row["actual"]) == (Decimal("9500.00"), Decimal("0.00"))


def test_the_planning_bureaus_table_and_text_give_the_same_figures(real: Real) -> None:
    row = real("final-accounts").row(
        "three_public_years", unit_id="上海市普陀区规划和自然资源局", item="reception"
    )
    assert (row["budget"], row["actual"], row["groups"], row["people"]) == (
        Decimal(28500),
        Decimal(3900),
        2,
        26,
    )


def test_the_blank_template_is_refused(real: Real) -> None:
    assert real("final-accounts").reasons == ["this is the blank template; it holds no figures"]


def test_the_four_invoices_have_the_numbers_printed_on_them(real: Real) -> None:
    rows = {row["invoice_id"]: row for row in real("einvoice").rows("invoices")}
    assert {key: row["total"] for key, row in rows.items()} == {
        "033002000211-83089647": Decimal("526.00"),
        "050001700111-12235358": Decimal("10600.00"),
        "050001700111-99999951": Decimal("318.00"),
        "24112000000048542163": Decimal("4449.00"),
    }
    assert rows["24112000000048542163"]["seller"] == "北京互联三六五科技有限公司"
