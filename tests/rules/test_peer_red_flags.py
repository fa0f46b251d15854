"""The red flags find what the reference implementation finds on its own fixtures, wherever it is right.

Settings stand in a fixture's file name, as upstream has them, and every upstream run excludes the method ``EXC`` and
compares no prices for the method ``NPC``. Where ours differs on purpose, the difference and its reason stand here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from lianheng.engine.examples import read_examples
from lianheng.engine.judging import judge
from lianheng.engine.rule import FOLDER, Rule, read_rule
from lianheng.engine.scope import RunScope
from lianheng.engine.workspace import Workspace
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.folder import open_ledger
from lianheng.sources import SOURCES

Flags = dict[str, dict[str, float]]
Row = dict[str, Any]
TABLES = {"awards", "bids", "contracts", "procurements", "suppliers", "units"}
"""All that a release can fill. A fixture without bids has an empty table of bids, not none."""


def of_procurement(*tenderers: str) -> Callable[[Row], Iterable[tuple[str, str, float]]]:
    """The flagged process with its value, and the flagged tenderers, which the reference gives the value 0."""

    def read(row: Row) -> Iterable[tuple[str, str, float]]:
        yield "OCID", row["procurement_id"], row["value"]
        yield from (("Tenderer", row[column], 0.0) for column in tenderers)

    return read


def of_bid(row: Row) -> Iterable[tuple[str, str, float]]:
    yield "OCID", row["procurement_id"], row["value"]
    yield from (("Tenderer", member, row["value"]) for member in row["bidder"].split("|"))


def of_supplier(row: Row) -> Iterable[tuple[str, str, float]]:
    yield "Tenderer", row["supplier_id"], row["value"]


def of_owner(group: str) -> Callable[[Row], Iterable[tuple[str, str, float]]]:
    def read(row: Row) -> Iterable[tuple[str, str, float]]:
        yield group, row["owner"], row["value"]

    return read


READ: dict[str, Callable[[Row], Iterable[tuple[str, str, float]]]] = {
    "r003_short_submission_period": of_procurement(),
    "r018_single_bid": of_procurement(),
    "r024_price_close_to_winner": of_procurement("winner", "runner_up"),
    "r025_unsuccessful_bids": of_supplier,
    "r028_identical_prices": of_bid,
    "r030_late_bid_won": of_bid,
    "r035_others_disqualified": of_procurement("winner"),
    "r036_lowest_disqualified": of_procurement(),
    "r038_buyer_disqualifies": of_owner("Buyer"),
    "r038_entity_disqualifies": of_owner("ProcuringEntity"),
    "r038_supplier_disqualified": of_supplier,
    "r048_heterogeneous_supplier": of_supplier,
    "r058_heavy_discount": of_procurement("winner"),
}
OWNERS = ("r038_buyer_disqualifies", "r038_entity_disqualifies")


def rule(slug: str) -> Rule:
    return read_rule(FOLDER / "redflags" / f"{slug}.sql")


def rules_of(code: str) -> list[str]:
    return [slug for slug in READ if slug.startswith(code.lower())]


def settings(stem: str) -> dict[str, object]:
    """The parameters that a fixture's file name spells out, under our names."""
    _, name, value = (*stem.split("-", 2), "", "")[:3]
    if name == "procurement_method_details":
        words = value.split("-")
        return {"details_days": "|".join(f"{a}={b}" for a, b in zip(words[::2], words[1::2], strict=True))}
    if name == "procurement_methods":
        return {"methods": value.replace("+", "|")}
    return {name: int(value)} if name else {}


@pytest.fixture
def converted(tmp_path: Path) -> Callable[[Path], Workspace]:
    """The ledger that a file of releases becomes, ready for rules."""

    def convert(file: Path) -> Workspace:
        SOURCES["ocds"](file, tmp_path / "ledger")
        ledger = open_ledger(tmp_path / "ledger", in_memory=True)
        for name in TABLES - ledger.rows.keys():
            ledger.database.register(name, ledger_tables()[name].arrow_schema().empty_table())
        return Workspace(ledger.database, TABLES, RunScope(datetime.date(2026, 1, 1)))

    return convert


def flags(workspace: Workspace, slugs: Iterable[str], chosen: dict[str, object]) -> Flags:
    """What the rules flag, in the reference's shape: group, id, value."""
    found: Flags = {}
    for slug in slugs:
        asked = rule(slug)
        known = {parameter.name for parameter in asked.parameters}
        upstream = {"excluded_methods": "EXC", "no_price_methods": "NPC"} | chosen
        parameters = {name: value for name, value in upstream.items() if name in known}
        judge(workspace, asked, parameters)
        failed = f"SELECT * FROM ({asked.bound(parameters)}) AS r WHERE outcome = 'fail'"
        for row in workspace.database.arrow(failed).to_pylist():
            for group, key, value in READ[slug](row):
                found.setdefault(group, {})[key] = float(value)
    return found


def expected(file: Path, code: str) -> Flags:
    """The reference's own result for one code."""
    raw = json.loads(file.with_suffix(".expected").read_text())
    return {group: {key: codes[code] for key, codes in found.items()} for group, found in raw.items()}


@pytest.mark.parametrize(
    "stem",
    [
        "R003",
        "R003-procurement_method_details-x-5-y-10",
        "R003-procurement_methods-open+selective",
        "R003-threshold-10",
        "R018",
        "R028",
        "R030",
        "R048-minimum_contracting_processes-1",
    ],
)
def test_ours_flag_exactly_what_the_reference_flags(
    real_data: Path, converted: Callable[[Path], Workspace], stem: str
) -> None:
    file = real_data / "peer-cardinal-fixtures" / "indicators" / f"{stem}.jsonl"
    code = stem.split("-")[0]
    assert flags(converted(file), rules_of(code), settings(stem)) == expected(file, code)


def test_r024_also_compares_a_consortium_which_the_reference_skips_in_silence(
    real_data: Path, converted: Callable[[Path], Workspace]
) -> None:
    file = real_data / "peer-cardinal-fixtures" / "indicators" / "R024.jsonl"
    theirs = expected(file, "R024")
    ours = flags(converted(file), rules_of("R024"), {})
    # One bid of L and M together at the winner's own price: defect 8.
    assert ours == {
        "OCID": theirs["OCID"] | {"multiple tenderers": 0.0},
        "Tenderer": theirs["Tenderer"] | {"L|M": 0.0},
    }


def test_r038_counts_processes_where_the_reference_counts_bids(
    real_data: Path, converted: Callable[[Path], Workspace]
) -> None:
    file = real_data / "peer-cardinal-fixtures" / "indicators" / "R038.jsonl"
    workspace = converted(file)
    # Buyer and entity have one process with two bids, which is not the two processes asked for: defect 2.
    assert flags(workspace, OWNERS, {}) == {}
    assert flags(workspace, OWNERS, {"minimum_contracting_processes": 1}) == expected(file, "R038")


@pytest.mark.parametrize(
    ("file", "chosen", "flagged"),
    [
        ("003", {}, {"OCID": {"F": 1.0}}),
        ("018", {}, {"OCID": {"F": 1.0}}),
        ("024", {}, {"OCID": {"F": 1.0}, "Tenderer": {"W": 0.0, "L": 0.0}}),
        ("025", {}, {"Tenderer": {"F": 1 / 6}}),
        ("028", {}, {"OCID": {"F": 1.0}, "Tenderer": {"V": 1.0, "D": 1.0}}),
        ("030", {}, {"OCID": {"F": 1.0}, "Tenderer": {"W": 1.0}}),
        ("035", {}, {"OCID": {"F": 1.0}, "Tenderer": {"V": 0.0}}),
        ("036", {}, {"OCID": {"F": 1.0}}),
        ("038", {"minimum_contracting_processes": 1}, {"Buyer": {"B": 0.5}}),
        ("048", {"minimum_contracting_processes": 1}, {"Tenderer": {"F": 2.0}}),
        ("058", {}, {"OCID": {"F": 99.0}, "Tenderer": {"W": 0.0}}),
    ],
)
def test_the_example_on_each_page_of_the_reference_is_flagged(
    real_data: Path,
    converted: Callable[[Path], Workspace],
    file: str,
    chosen: dict[str, object],
    flagged: Flags,
) -> None:
    path = real_data / "peer-cardinal-fixtures" / "docs-examples" / "R" / f"{file}.jsonl"
    found = flags(converted(path), rules_of(f"R{file}"), chosen)
    assert found == {group: pytest.approx(values) for group, values in flagged.items()}


DEFECTS = {
    "the computed line of R024 is negative on real gaps": (
        "r024_price_close_to_winner",
        "gaps are skewed, the plain quartile fence would be negative and silent; "
        "on the log scale the tight one stands out",
    ),
    "the computed line of R025 is below zero on real shares": (
        "r025_unsuccessful_bids",
        "most suppliers never win, a quartile fence would be below zero and silent; "
        "the one that bids every time and never wins stands out",
    ),
    "R038 takes bids for processes": (
        "r038_buyer_disqualifies",
        "procurements are counted, not bids, so one procurement with two bids is not two",
    ),
    "R030 compares dates as text": ("r030_late_bid_won", "instants are compared, not their text"),
    "mixed currencies give changing output": (
        "r024_price_close_to_winner",
        "half of the contests in dollars and half in euros give one and the same answer",
    ),
    "R018 needs a stated number": (
        "r018_single_bid",
        "without a stated number the bids on record are counted",
    ),
    "R028 takes zero for a price": ("r028_identical_prices", "zero is a placeholder, no price"),
    "R028 knows no known price": (
        "r028_identical_prices",
        "where a purchaser's contests usually end in equal prices they say nothing",
    ),
    "R048 flags all where all are alike": (
        "r048_heterogeneous_supplier",
        "where all supply one class nobody is flagged",
    ),
    "the line of R038 can exceed all shares": (
        "r038_supplier_disqualified",
        "a computed line above 100 % is held to 100 %",
    ),
    "R003 ignores days without a time": (
        "r003_short_submission_period",
        "days without a time are judged as well",
    ),
    "lots and consortia are skipped": (
        "r058_heavy_discount",
        "every lot is a contest of its own, a consortium is one bidder",
    ),
    "clean and not computable are one": (
        "r024_price_close_to_winner",
        "clean, not comparable and not concerned are told apart, each with its reason",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_known_defect_of_the_reference_has_a_worked_example(defect: str) -> None:
    slug, name = DEFECTS[defect]
    assert name in {example.name for example in read_examples(rule(slug))}
