"""Nothing half written: the folder appears whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lianheng.ledger.catalogue import ledger_tables
from lianheng.sources import SOURCES, SourceError
from lianheng.sources.conversion import KEPT_REFUSALS, Log, line
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

from .conftest import Convert

SUPPLIER = {"supplier_id": "S1", "name": "青山科技有限公司"}


def test_the_tables_have_exactly_the_ledgers_types_and_a_manifest_lies_beside_them(tmp_path: Path) -> None:
    given = tmp_path / "given.txt"
    given.write_text("x")
    log = Log()
    log.note("说明", "a note")
    log.refuse("given.txt", line(3), "坏", Text("原因", "reason"), Text("办法", "advice"))
    with TableWriter(tmp_path / "new" / "out", log) as writer:
        assert writer.add("suppliers", SUPPLIER)
        conversion = writer.publish([given])
    table = pq.read_table(tmp_path / "new" / "out" / "suppliers.parquet")
    assert table.schema.equals(ledger_tables()["suppliers"].arrow_schema())
    assert conversion.tables == {"suppliers": 1}
    manifest = json.loads((tmp_path / "new" / "out" / "conversion.json").read_text())
    assert manifest["sources"] == [{"file": "given.txt", "sha256": hashlib.sha256(b"x").hexdigest()}]
    assert manifest["refused"][0]["place"] == {"zh": "第3行", "en": "line 3"}
    assert manifest["tables"] == {"suppliers": 1}


def test_a_second_row_with_the_same_key_is_not_kept(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "out", Log()) as writer:
        assert writer.add("suppliers", SUPPLIER)
        assert not writer.add("suppliers", {**SUPPLIER, "name": "另一个"})
        assert writer.publish([]).tables == {"suppliers": 1}


def test_when_something_goes_wrong_nothing_stays_behind(tmp_path: Path) -> None:
    with contextlib.suppress(RuntimeError), TableWriter(tmp_path / "out", Log()) as writer:
        writer.add_arrow("suppliers", pa.table({"supplier_id": ["S1"], "name": ["甲"]}))
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "payments.parquet").write_bytes(b"precious")
    with pytest.raises(SourceError, match="目标文件夹已有内容"), TableWriter(tmp_path / "out", Log()):
        pass
    assert (tmp_path / "out" / "payments.parquet").read_bytes() == b"precious"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_may_be_filled(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert convert("ocds", "a.jsonl", [{"ocid": "a"}]).conversion.tables["procurements"] == 1


def test_a_column_the_ledger_does_not_have_is_a_programming_error(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "out", Log()) as writer:
        with pytest.raises(KeyError, match="colour"):
            writer.add_arrow("suppliers", pa.table({"colour": ["green"]}))
        writer.add("suppliers", {**SUPPLIER, "colour": "green"})
        with pytest.raises(KeyError, match="colour"):
            writer.publish([])


def test_the_same_source_gives_the_same_bytes(convert: Convert) -> None:
    releases = [{"ocid": "a", "tender": {"value": {"amount": 5}}, "buyer": {"id": "B"}}]
    first, second = convert("ocds", "a.jsonl", releases), convert("ocds", "a.jsonl", releases, out="again")
    for file in sorted(first.folder.iterdir()):
        assert file.read_bytes() == (second.folder / file.name).read_bytes()


def test_a_hopeless_file_lists_some_refusals_and_counts_all() -> None:
    log = Log()
    for number in range(KEPT_REFUSALS + 5):
        log.refuse("f", line(number), "", Text("原因", "reason"), Text("办法", "advice"))
    assert len(log.refused) == KEPT_REFUSALS
    assert log.count == KEPT_REFUSALS + 5


def test_a_refusal_reads_as_a_sentence_in_both_languages() -> None:
    log = Log()
    log.refuse("支付.csv", line(7), "12x", Text("不是金额", "it is not an amount"), Text("请改正", "Mend it"))
    assert log.refused[0].say("zh") == "支付.csv 第7行：不是金额（“12x”）。请改正。"
    assert log.refused[0].say("en") == '支付.csv, line 7: it is not an amount ("12x"). Mend it.'


def test_loading_the_package_loads_no_source_and_no_library_of_one() -> None:
    import subprocess
    import sys

    code = "import sys, lianheng.sources; print([m for m in ('pyarrow', 'pdfplumber', 'defusedxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert set(SOURCES) == {"ocds", "xes", "yichang", "payments-csv", "final-accounts", "einvoice"}


def test_money_keeps_its_cents(convert: Convert) -> None:
    converted = convert("ocds", "a.jsonl", '{"ocid":"a","tender":{"value":{"amount":0.1,"currency":"CNY"}}}')
    assert converted.row("procurements", procurement_id="a")["budget"] == Decimal("0.10")
