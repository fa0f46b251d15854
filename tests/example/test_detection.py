"""What is planted is found, and nothing else: the rules and the example prove each other."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest

from lianheng.engine.rule import all_rules
from lianheng.engine.run import run_rules
from lianheng.engine.scope import RunScope
from lianheng.example.planted import PLANTS, SINCE, load_plants
from lianheng.ledger.catalogue import any_table
from lianheng.ledger.folder import Ledger

YEAR = 2021

Finding = tuple[str, str, str]
"""Table, key, rule."""


@dataclass(frozen=True)
class Detection:
    """What was planted, what failed, and which rules were run."""

    planted: frozenset[Finding]
    found: dict[Finding, str]
    ran: frozenset[str]


@pytest.fixture(scope="session")
def detection(ledger: Ledger, example: Path) -> Detection:
    """Every rule, over all units, as at the end of the year."""
    run = run_rules(ledger, RunScope(datetime.date(YEAR, 12, 31), YEAR), all_rules())
    rows = ledger.database.rows("SELECT subject, key, rule, message_zh FROM findings WHERE outcome = 'fail'")
    return Detection(
        planted=read_planted(example),
        found={(str(row[0]), str(row[1]), str(row[2])): str(row[3]) for row in rows},
        ran=frozenset(item.rule.id for item in run.judgements if item.was_run),
    )


def read_planted(folder: Path) -> frozenset[Finding]:
    with (folder / "planted.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset((row["table"], row["key"], row["rule"]) for row in csv.DictReader(lines))


def test_every_rule_has_a_plant() -> None:
    load_plants()
    rules = {rule.id for rule in all_rules()}
    assert rules - PLANTS.keys() == set(), "write a plant in example/planted for these rules"
    assert PLANTS.keys() - rules == set(), "these plants name rules that do not exist"


def test_every_plant_leaves_a_mark_once_its_rule_is_in_force(detection: Detection) -> None:
    marked = {rule for _, _, rule in detection.planted}
    assert PLANTS.keys() - marked == {rule for rule, year in SINCE.items() if year > YEAR}


def test_every_mark_names_its_rules_own_table(detection: Detection) -> None:
    subjects = {rule.id: rule.subject for rule in all_rules()}
    assert {(table, rule) for table, _, rule in detection.planted} <= {
        (table, rule) for rule, table in subjects.items()
    }
    assert all(any_table(table) for table, _, _ in detection.planted)


def test_every_planted_row_is_found(detection: Detection) -> None:
    missed = sorted(mark for mark in detection.planted - detection.found.keys() if mark[2] in detection.ran)
    assert missed == []


def test_nothing_unplanted_fails(detection: Detection) -> None:
    assert {
        finding: message for finding, message in detection.found.items() if finding not in detection.planted
    } == {}
