"""The engine refuses a rule that loses, doubles or invents a row, and a result outside the four outcomes."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lianheng.engine.judging import ContractError, judge
from lianheng.engine.outcome import Outcome
from lianheng.engine.question import QuestionError
from lianheng.engine.rule import read_rule
from lianheng.engine.run import open_workspace, run_rules
from lianheng.engine.scope import RunScope
from lianheng.ledger.folder import Ledger, open_ledger

HEADER = """/*
id: trial.{name}
title: {{zh: 试, en: Trial}}
subject: units
severity: red
basis: [{{document: 预算法, article: 第十三条, mark: L}}]
why: {{zh: 试, en: trial}}
message: {{zh: "{{name}}", en: "{{name}}"}}
since: 0.1.0
*/
"""
WHOLE = RunScope(datetime.date(2021, 12, 31))


@pytest.fixture
def ledger(write_ledger) -> Ledger:
    rows = "".join(f"U{number},局{number},340100,city\n" for number in range(10))
    return open_ledger(write_ledger(units="unit_id,name,division_code,level\n" + rows), in_memory=True)


def rule(folder: Path, sql: str, name: str = "rule"):
    (folder / "trial").mkdir(exist_ok=True)
    file = folder / "trial" / f"{name}.sql"
    file.write_text(HEADER.format(name=name) + sql, encoding="utf-8")
    return read_rule(file)


GOOD = "SELECT unit_id, name, CASE WHEN unit_id < 'U5' THEN 'pass' ELSE 'fail' END AS outcome, 1.005 AS amount, level AS case_key FROM units"


def test_every_row_is_judged_once_and_the_four_sum_to_all(ledger, tmp_path):
    found = judge(open_workspace(ledger, WHOLE), rule(tmp_path, GOOD))
    assert found.counts == {
        Outcome.PASS: 5,
        Outcome.FAIL: 5,
        Outcome.NOT_APPLICABLE: 0,
        Outcome.CANNOT_JUDGE: 0,
    }
    assert (found.judged, found.cases) == (10, 1)


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        (GOOD + " WHERE unit_id <> 'U3'", "has 10 rows, 9 were judged"),
        (GOOD + " UNION ALL " + GOOD, "has 10 rows, 20 were judged"),
        (
            GOOD.replace(
                "unit_id, name", "CASE WHEN unit_id = 'U3' THEN 'U4' ELSE unit_id END AS unit_id, name"
            ),
            "lost",
        ),
        (GOOD.replace("unit_id, name", "unit_id || 'x' AS unit_id, name"), "invented"),
        (GOOD.replace("'pass'", "'fine'"), "outcome 'fine' does not exist"),
        (GOOD.replace("ELSE 'fail'", "ELSE NULL"), "outcome None does not exist"),
        (GOOD.replace("level AS case_key", "level"), "does not return case_key"),
    ],
)
def test_a_rule_that_breaks_the_contract_is_named_and_gives_no_result(ledger, tmp_path, sql, complaint):
    with pytest.raises(ContractError, match=r"trial\.rule") as broken:
        judge(open_workspace(ledger, WHOLE), rule(tmp_path, sql))
    assert complaint in str(broken.value)


@pytest.mark.parametrize(
    "sql",
    [
        GOOD.replace("FROM units", "FROM nowhere"),
        GOOD.replace("level", "no_such_column"),
        GOOD + "; DROP TABLE units",
        GOOD.replace("name,", ""),
        GOOD.replace("1.005", "$unknown"),
        "DELETE FROM units",
    ],
)
def test_a_rule_that_is_not_one_good_select_is_named(ledger, tmp_path, sql):
    with pytest.raises(QuestionError, match="rule"):
        judge(open_workspace(ledger, WHOLE), rule(tmp_path, sql))


def test_a_rule_whose_table_is_missing_is_not_run_and_says_why(ledger, tmp_path):
    lacking = rule(
        tmp_path, GOOD.replace("FROM units", "FROM units WHERE unit_id NOT IN (SELECT unit_id FROM payments)")
    )
    found = judge(open_workspace(ledger, WHOLE), lacking)
    assert not found.was_run
    assert "payments" in found.reason.en


def test_a_unit_narrows_what_is_judged_and_not_what_is_seen(ledger, tmp_path):
    counting = "SELECT unit_id, name, CASE WHEN count(*) OVER () = 10 THEN 'pass' ELSE 'fail' END AS outcome, NULL AS amount, unit_id AS case_key FROM units"
    found = judge(open_workspace(ledger, RunScope(WHOLE.as_at, None, "U7")), rule(tmp_path, counting))
    assert (found.judged, found.counts[Outcome.PASS]) == (1, 1)


def test_the_same_run_twice_gives_the_same_record_but_for_the_seconds(ledger, tmp_path):
    import json

    wanted = [rule(tmp_path, GOOD)]
    records = [json.loads(run_rules(ledger, WHOLE, wanted).to_json()) for _ in range(2)]
    for record in records:
        del record["seconds"]
        del record["rules"][0]["seconds"]
    assert records[0] == records[1]
    assert ledger.database.one("SELECT count(*), sum(amount) FROM findings")[0] == 5
