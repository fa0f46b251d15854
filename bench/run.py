"""``make bench``: what the four outcomes cost, as ratios within one run, with peak memory and growth.

Contenders, each in a process of its own over the same Parquet files:
  scan        one plain pass over every column of the tables that the rules read
  rules       Lianheng: every rule of the money areas, all outcomes, proof, findings
  failures    the same checks by hand: SELECTs that return only failing rows (``handwritten/*.sql``)
  pandas      three of the rules as an analyst would write them

Nothing here asserts a time. The goals stand beside the measured ratios and a missed one is printed as missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lianheng.example import write_example

HERE = Path(__file__).parent
DATA = HERE.parent / "build" / "bench"
ROWS_PER_SCALE = 10_000
"""Payments that the example writes for each step of ``--scale`` (measured, see ``prepare``)."""


@dataclass(frozen=True)
class Measured:
    """One contender's run: seconds inside the process after start-up, peak memory of the process in bytes."""

    name: str
    seconds: float
    peak: int
    detail: dict[str, float]


def prepare(rows: int) -> Path:
    """A ledger of about so many payments, generated once and kept."""
    folder = DATA / f"payments-{rows}"
    if not (folder / "payments.parquet").is_file():
        print(f"generating about {rows:,} payments …", flush=True)
        write_example(folder, scale=max(2, rows // ROWS_PER_SCALE))
    return folder


def measure(contender: str, ledger: Path) -> Measured:
    """Run one contender in a fresh process."""
    command = [sys.executable, str(HERE / "contenders.py"), contender, str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{contender} failed:\n{done.stderr}")
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(contender, found["seconds"], found["peak"], found["detail"])


def report(small: dict[str, Measured], large: dict[str, Measured], rows: tuple[int, int]) -> list[str]:
    """The result as Markdown lines."""
    lines = [
        f"| contender | {rows[0]:,} payments | {rows[1]:,} payments | growth | peak at {rows[1]:,} |",
        "|---|---|---|---|---|",
    ]
    for name, found in large.items():
        lines.append(
            f"| {name} | {small[name].seconds:.2f} s | {found.seconds:.2f} s "
            f"| {found.seconds / small[name].seconds:.1f} × | {found.peak / 2**30:.2f} GiB |"
        )
    return [*lines, "", *verdicts(small, large, rows)]


def verdicts(small: dict[str, Measured], large: dict[str, Measured], rows: tuple[int, int]) -> list[str]:
    same = large["failures"].detail.keys() & large["rules"].detail.keys()
    ours = sum(large["rules"].detail[name] for name in same)
    theirs = sum(large["failures"].detail[name] for name in same)
    mine = sum(large["rules"].detail[name] for name in large["pandas"].detail)
    pandas = sum(large["pandas"].detail.values())
    growth = large["rules"].seconds / small["rules"].seconds
    goals = [
        (
            "the four outcomes against failures only",
            f"{ours / theirs:.2f} ×",
            ours <= 1.5 * theirs,
            "≤ 1.5 ×",
        ),
        ("faster than pandas", f"{pandas / mine:.1f} ×", pandas >= 10 * mine, "≥ 10 ×"),
        (
            "growth of time per growth of rows",
            f"{growth / (rows[1] / rows[0]):.2f}",
            growth <= rows[1] / rows[0],
            "≤ 1",
        ),
        ("peak memory", f"{large['rules'].peak / 2**30:.2f} GiB", large["rules"].peak < 6 * 2**30, "< 6 GiB"),
        ("against one plain scan", f"{large['rules'].seconds / large['scan'].seconds:.0f} ×", True, "told"),
    ]
    lines = ["| goal | measured | wanted | |", "|---|---|---|---|"]
    return lines + [
        f"| {name} | {got} | {wanted} | {'met' if met else '**missed**'} |"
        for name, got, met, wanted in goals
    ]


def slowest(measured: Measured, count: int = 12) -> list[str]:
    ordered = sorted(measured.detail.items(), key=lambda item: -item[1])[:count]
    return [
        "| slowest rules | seconds |",
        "|---|---|",
        *(f"| {name} | {seconds:.2f} |" for name, seconds in ordered),
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000, help="payments in the larger ledger")
    rows = options.parse_args().rows
    sizes = (max(rows // 10, 20_000), rows)
    results: list[dict[str, Measured]] = []
    for size in sizes:
        ledger = prepare(size)
        results.append({})
        for name in ("scan", "rules", "failures", "pandas"):
            results[-1][name] = measure(name, ledger)
            print(f"{size:>12,}  {name:10} {results[-1][name].seconds:8.2f} s", flush=True)
    lines = [*report(results[0], results[1], sizes), "", *slowest(results[1]["rules"])]
    print("\n" + "\n".join(lines))
    (DATA / f"result-{rows}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
