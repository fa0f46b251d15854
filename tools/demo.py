"""``make demo``: the main job on the example year, from nothing to a report, with what to try next."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lianheng.cli import main

UNIT, YEAR = "U01", "2021"
NEXT = """
结果 / results
  {demo}/ledger            示例台账（CSV，可用表格软件打开） / the example ledger
  {demo}/findings          run.json, findings.parquet, findings.xlsx
  {demo}/report.docx .pdf  年度报告 / the annual report
  {demo}/report.figures.json  每个数字及其背后的记录 / every figure with the rows behind it

接下来可以试 / try next
  .venv/bin/lianheng open education.essays {demo}/ledger --unit {unit} --year {year}
  .venv/bin/lianheng rule travel.lodging_over_cap
  .venv/bin/lianheng figures {demo}/ledger --unit {unit} --year {year}
  .venv/bin/lianheng ledger template 模板.xlsx
  .venv/bin/lianheng check --help        （加 --lang en 显示英文 / add --lang en for English）
"""


def demo(folder: Path) -> int:
    """Example, check, report. Returns the first exit status that is not 0."""
    shutil.rmtree(folder, ignore_errors=True)
    ledger, report = folder / "ledger", folder / "report"
    steps = (
        ["example", str(ledger), "--year", YEAR, "--years", "5"],
        ["check", str(ledger), "--unit", UNIT, "--year", YEAR, "--out", str(folder / "findings")],
        [
            "report",
            str(ledger),
            "--unit",
            UNIT,
            "--year",
            YEAR,
            "--out",
            f"{report}.docx",
            "--pdf",
            f"{report}.pdf",
        ],
    )
    for step in steps:
        if status := main(step):
            return status
    print(NEXT.format(demo=folder, unit=UNIT, year=YEAR))
    return 0


if __name__ == "__main__":
    sys.exit(demo(Path(sys.argv[1])))
