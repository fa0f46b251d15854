"""The converted tables carry all that the reference implementation's red flags need: its results are
recomputed from them.

Plain Python over its own fixtures, by its published definitions; the rules themselves are tested with the
rules.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .conftest import Convert, Converted, Rows

Flags = dict[str, dict[str, dict[str, float]]]
SUBMITTED = {"valid", "disqualified", "pending"}


def processes(done: Converted) -> list[tuple[dict[str, Any], Rows, Rows]]:
    bids, awards = defaultdict(list), defaultdict(list)
    for bid in done.rows("bids"):
        bids[bid["procurement_id"]].append(bid)
    for award in done.rows("awards"):
        awards[award["procurement_id"]].append(award)
    return [
        (row, bids[row["procurement_id"]], awards[row["procurement_id"]])
        for row in done.rows("procurements")
        if row["tender_status"] != "cancelled" and row["method_details"] != "EXC"
    ]


def ids(text: str | None) -> list[str]:
    return text.split("|") if text else []


def r003(done: Converted, least: dict[str | None, int], methods: set[str] | None = None) -> Flags:
    flags: Flags = {"OCID": {}}
    for row, _, _ in processes(done):
        start, end = row["tender_starts_at"], row["bids_due_at"]
        if start is None or end is None or (methods and row["method_code"] not in methods):
            continue
        if (end - start).days < least.get(row["method_details"], least[None]):
            flags["OCID"][row["procurement_id"]] = {"R003": 1.0}
    return flags


def r018(done: Converted) -> Flags:
    return {
        "OCID": {
            row["procurement_id"]: {"R018": 1.0}
            for row, _, _ in processes(done)
            if row["tenderers"] == 1 and row["method_code"] in {"open", "selective"}
        }
    }


def r024(done: Converted) -> Flags:
    ratios: dict[str, tuple[float, str, str]] = {}
    for row, bids, awards in processes(done):
        if row["method_details"] == "NPC" or any(award["status"] == "pending" for award in awards):
            continue
        winners = [award for award in awards if award["status"] == "active"]
        if len(winners) != 1 or winners[0]["supplier_count"] != 1:
            continue
        winner, priced = (
            winners[0]["supplier_id"],
            [
                bid
                for bid in bids
                if bid["status"] == "valid" and bid["tenderer_count"] == 1 and bid["amount"] is not None
            ],
        )
        own = [bid["amount"] for bid in priced if bid["supplier_id"] == winner]
        others = [(bid["amount"], bid["supplier_id"]) for bid in priced if bid["supplier_id"] != winner]
        if own and others and min(others)[0] >= min(own):
            ratio = float((min(others)[0] - min(own)) / min(own))
            ratios[row["procurement_id"]] = (ratio, winner, min(others)[1])
    low, high = np.quantile(
        [ratio for ratio, _, _ in ratios.values()], [0.25, 0.75], method="median_unbiased"
    )
    fence = low - 1.5 * (high - low)
    flags: Flags = {"OCID": {}, "Tenderer": {}}
    for ocid, (ratio, winner, second) in ratios.items():
        if ratio <= fence:
            flags["OCID"][ocid] = {"R024": ratio}
            flags["Tenderer"] |= {winner: {"R024": 0.0}, second: {"R024": 0.0}}
    return flags


def r028(done: Converted) -> Flags:
    flags: Flags = {"OCID": {}, "Tenderer": {}}
    for row, bids, _ in processes(done):
        if row["method_details"] == "NPC":
            continue
        held: dict[Any, str | None] = {}
        for bid in bids:
            if bid["status"] not in SUBMITTED or None in (bid["amount"], bid["currency"], bid["tenderers"]):
                continue
            price = (bid["amount"], bid["currency"])
            if price in held and held[price] != bid["tenderers"]:
                flags["OCID"][row["procurement_id"]] = {"R028": 1.0}
                flags["Tenderer"] |= {
                    one: {"R028": 1.0} for one in [*ids(held[price]), *ids(bid["tenderers"])]
                }
            held[price] = bid["tenderers"]
    return flags


def r030(done: Converted) -> Flags:
    flags: Flags = {"OCID": {}, "Tenderer": {}}
    for row, bids, awards in processes(done):
        winners = {one for award in awards if award["status"] == "active" for one in ids(award["suppliers"])}
        for bid in bids:
            late = bid["submitted_at"] and row["bids_due_at"] and bid["submitted_at"] > row["bids_due_at"]
            for one in set(ids(bid["tenderers"])) & winners if late and bid["status"] == "valid" else ():
                flags["OCID"][row["procurement_id"]] = {"R030": 1.0}
                flags["Tenderer"][one] = {"R030": 1.0}
    return flags


def r038(done: Converted) -> Flags:
    flags: Flags = {}
    for group, column in (("Buyer", "buyer_id"), ("ProcuringEntity", "procuring_entity_id")):
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row, bids, _ in processes(done):
            for bid in bids:
                if bid["status"] in SUBMITTED and row[column]:
                    counts[row[column]][0] += 1
                    counts[row[column]][1] += bid["status"] == "disqualified"
        ratios = {one: bad / every for one, (every, bad) in counts.items()}
        low, high = np.quantile(list(ratios.values()), [0.25, 0.75], method="median_unbiased")
        fence = high + 1.5 * (high - low)
        flags[group] = {
            one: {"R038": ratio}
            for one, ratio in ratios.items()
            if ratio >= fence > 0 and counts[one][0] >= 2
        }
    return flags


def r048(done: Converted) -> Flags:
    codes: dict[str, set[str]] = defaultdict(set)
    for _, _, awards in processes(done):
        for award in awards:
            if award["status"] == "active" and award["supplier_count"] == 1:
                codes[award["supplier_id"]] |= {code[:2] for code in ids(award["item_codes"])}
    varieties = {one: float(len(found)) for one, found in codes.items()}
    low, high = np.quantile(list(varieties.values()), [0.25, 0.75], method="median_unbiased")
    fence = high + 1.5 * (high - low)
    return {"Tenderer": {one: {"R048": variety} for one, variety in varieties.items() if variety >= fence}}


FIXTURES: dict[str, Callable[[Converted], Flags]] = {
    "R003": lambda done: r003(done, {None: 15}),
    "R003-threshold-10": lambda done: r003(done, {None: 10}),
    "R003-procurement_methods-open+selective": lambda done: r003(done, {None: 15}, {"open", "selective"}),
    "R003-procurement_method_details-x-5-y-10": lambda done: r003(done, {None: 15, "x": 5, "y": 10}),
    "R018": r018,
    "R024": r024,
    "R028": r028,
    "R030": r030,
    "R038": r038,
    "R048-minimum_contracting_processes-1": r048,
}


@pytest.mark.parametrize("fixture", sorted(FIXTURES))
def test_the_reference_results_follow_from_the_converted_tables(
    convert: Convert, real_data: Path, fixture: str
) -> None:
    folder = real_data / "peer-cardinal-fixtures" / "indicators"
    done = convert("ocds", folder / f"{fixture}.jsonl")
    flags = {group: found for group, found in FIXTURES[fixture](done).items() if found}
    assert flags == json.loads((folder / f"{fixture}.expected").read_text())
    assert done.opens_as_ledger()


def test_every_example_of_the_references_documentation_opens_as_a_ledger(
    convert: Convert, real_data: Path
) -> None:
    files = sorted((real_data / "peer-cardinal-fixtures" / "docs-examples" / "R").glob("*.jsonl"))
    assert len(files) == 11
    for number, file in enumerate(files):
        assert convert("ocds", file, out=f"out{number}").opens_as_ledger()
