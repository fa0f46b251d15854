"""The command line as a person meets it: what it prints, in which language, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lianheng.cli import main

UNITS = "unit_id,name,division_code,level\nU1,示例局,340100,city\n"
RECEPTIONS = (
    "reception_id,unit_id,held_on,guest_unit,guest_city,guests,hosts,meals,meal_amount,lodging_amount,total,list_attached,method\n"
    "R1,U1,2021-03-01,甲单位,芜湖,5,3,1,300,0,300,是,card\n"
    "R2,U1,2021-03-02,乙单位,芜湖,5,4,1,300,0,300,是,card\n"
    "R3,U1,2020-03-02,乙单位,芜湖,5,4,1,300,0,300,是,card\n"
)
RULE = "reception.too_many_hosts"


@pytest.fixture
def ledger(write_ledger) -> Path:
    return write_ledger(units=UNITS, receptions=RECEPTIONS)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_check_prints_outcomes_and_the_warning_in_chinese(ledger, capsys):
    status, out, _ = run(capsys, "check", ledger, "--rules", RULE, "--as-at", "2021-12-31")
    assert status == 0
    assert "陪餐" in out
    assert "R2" in out or "R3" in out


def test_lang_en_may_stand_anywhere(ledger, capsys):
    _, first, _ = run(capsys, "--lang", "en", "check", ledger, "--rules", RULE)
    _, last, _ = run(capsys, "check", ledger, "--rules", RULE, "--lang=en")
    assert "Outcomes" in first
    assert first == last


def test_json_counts_add_up(ledger, capsys):
    _, out, _ = run(capsys, "check", ledger, "--rules", RULE, "--year", 2021, "--json")
    (rule,) = json.loads(out)["rules"]
    assert (rule["judged"], rule["pass"], rule["fail"]) == (2, 1, 1)
    assert rule["judged"] == sum(rule[name] for name in ("pass", "fail", "not_applicable", "cannot_judge"))


def test_fail_on_decides_the_exit_status(ledger, capsys):
    assert run(capsys, "check", ledger, "--rules", RULE, "--fail-on", "blue")[0] == 1
    assert run(capsys, "check", ledger, "--rules", RULE, "--fail-on", "red")[0] == 0


def test_out_writes_the_three_files(ledger, tmp_path, capsys):
    import pyarrow.parquet as pq

    run(capsys, "check", ledger, "--rules", RULE, "--out", tmp_path / "found")
    assert {file.name for file in (tmp_path / "found").iterdir()} == {
        "run.json",
        "findings.parquet",
        "findings.xlsx",
    }
    found = pq.read_table(tmp_path / "found" / "findings.parquet").to_pylist()
    assert [(row["rule"], row["key"], row["outcome"]) for row in found] == [
        (RULE, "R2", "fail"),
        (RULE, "R3", "fail"),
    ]
    assert all(row["message_zh"] and row["message_en"] and row["basis"] for row in found)


def test_a_refused_ledger_exits_with_2_and_lists_every_mistake(write_ledger, capsys):
    bad = write_ledger(units=UNITS, receptions=RECEPTIONS.replace("5,3", "x,y"))
    status, _, err = run(capsys, "check", bad)
    assert status == 2
    assert "guests" in err
    assert "hosts" in err
    status, out, _ = run(capsys, "check", bad, "--json")
    assert status == 2
    assert len(json.loads(out)["problems"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "/nowhere"], "找不到台账"),
        (["check", "LEDGER", "--unit", "U9"], "没有单位 U9"),
        (["check", "LEDGER", "--rules", "reception.too_many_host"], "reception.too_many_hosts"),
        (["check", "LEDGER", "--engine", "abacus"], "没有引擎"),
        (["check", "LEDGER", "--fail-on", "pink"], "red"),
        (["open", "nothing.known", "LEDGER"], "没有数字或规则"),
        (["rule", "reception.too_many_host"], "reception.too_many_hosts"),
        (["rules", "nowhere"], "没有领域"),
        (["ledger", "tables", "recption"], "receptions"),
        (["ledger", "template", "x.doc"], ".xlsx"),
        (["convert", "abacus", "LEDGER", "x"], "没有格式"),
    ],
)
def test_a_users_mistake_is_a_sentence_and_status_2(ledger, capsys, arguments, said):
    status, out, err = run(capsys, *[str(ledger) if word == "LEDGER" else word for word in arguments])
    assert status == 2
    assert said in err
    assert "Traceback" not in out + err


def test_wrong_usage_exits_with_2(capsys):
    assert run(capsys, "chek")[0] == 2
    assert run(capsys, "check")[0] == 2
    assert run(capsys)[0] == 2


def test_a_rule_explains_itself(capsys):
    _, out, _ = run(capsys, "rule", RULE, "--lang", "en")
    assert "Basis" in out
    assert "Worked examples" in out
    _, sql, _ = run(capsys, "rule", RULE, "--sql", "--dialect", "spark")
    assert "SELECT" in sql


def test_open_shows_the_rows_behind_a_rule(ledger, capsys, tmp_path):
    _, out, _ = run(capsys, "open", RULE, ledger, "--json")
    assert {row["reception_id"] for row in json.loads(out)} == {"R2", "R3"}
    run(capsys, "open", RULE, ledger, "--out", tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").count("\n") == 3


def test_a_template_filled_in_is_a_ledger(tmp_path, capsys):
    import openpyxl

    file = tmp_path / "模板.xlsx"
    assert run(capsys, "ledger", "template", file, "--table", "units")[0] == 0
    book = openpyxl.load_workbook(file)
    headers = [cell.value for cell in book["单位"][1]]
    values = {"*单位编码": "U1", "*单位名称": "示例局", "*行政区划代码": "340100", "*预算级次": "市级"}
    book["单位"].append([values.get(header) for header in headers])
    book.save(file)
    status, out, _ = run(capsys, "ledger", "check", file)
    assert status == 0
    assert "单位" in out


def test_batches_are_kept_listed_and_withdrawn(ledger, tmp_path, capsys):
    store = tmp_path / "store"
    assert run(capsys, "ledger", "import", store, ledger, "--by", "经办")[0] == 0
    _, out, _ = run(capsys, "ledger", "batches", store, "--json")
    (batch,) = json.loads(out)
    assert run(capsys, "check", store, "--rules", RULE)[0] == 0
    assert run(capsys, "ledger", "withdraw", store, batch["batch_id"], "--reason", "错")[0] == 0
    assert run(capsys, "check", store, "--rules", RULE)[0] == 2


def test_every_table_of_the_ledger_can_be_listed(capsys):
    _, out, _ = run(capsys, "ledger", "tables", "--json")
    names = {item["name"] for item in json.loads(out)}
    assert {"payments", "trips", "branch_periods"} <= names
    assert run(capsys, "ledger", "tables", "trips")[0] == 0
