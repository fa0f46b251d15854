"""A file larger than the memory it may use is read to its end, and the one wrong cell in its middle is named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROWS = 300_000
BOUND = 300
"""Megabytes. The file alone has about 90; read without a limit, its raw and typed rows take 360."""
READ_WITHIN_128_MB = """
import json, sys
from pathlib import Path
from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.checks import read_table
from lianheng.tabular.database import Database
from lianheng.tabular.files import open_file

database = Database(memory_limit="128MB")
(raw,), _ = open_file(database, Path(sys.argv[1]), 0)
checked = read_table(database, ledger_tables()["payments"], raw)
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
told = [[problem.row, problem.column, problem.value] for problem in checked.problems]
print(json.dumps({"rows": checked.rows, "told": told, "peak": int(status["VmHWM"].split()[0]) // 1024}))
"""


def write_payments(file: Path, wrong: int) -> None:
    """Payments of which the one in row ``wrong`` of the file is in ten thousands."""
    purpose = "支付办公设备维修维护服务费用" * 5
    with file.open("w", encoding="utf-8") as stream:
        stream.write("payment_id,voucher_no,unit_id,paid_on,payee,amount,method,purpose\n")
        for row in range(2, ROWS + 2):
            amount = "12.5万元" if row == wrong else f"{row % 9973}.01"
            stream.write(f"P{row},记-{row},U1,2021-03-01,示例公司,{amount},transfer,{purpose}{row}\n")


def test_a_file_is_read_within_its_memory_and_its_wrong_cell_is_named(tmp_path):
    file, wrong = tmp_path / "payments.csv", ROWS // 2
    write_payments(file, wrong)
    script = tmp_path / "read.py"
    script.write_text(READ_WITHIN_128_MB, encoding="utf-8")
    run = subprocess.run([sys.executable, script, file], capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    assert answer["rows"] == ROWS
    assert answer["told"] == [[wrong, "amount", "12.5万元"]]
    assert answer["peak"] < BOUND
