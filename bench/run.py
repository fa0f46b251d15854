"""``make bench``: what the four outcomes cost, as ratios within one run, with peak memory and growth.

Contenders, each in a process of its own over the same Parquet files:
  scan        one plain pass over every column of the tables that the rules read
  rules       Lianheng: every rule of the money areas, all outcomes, proof, findings
  failures    the same checks by hand: SELECTs that return only failing rows (``handwritten/*.sql``)
  pandas      three of the rules as an analyst would write them

Ratios are of processor seconds (user and system, all threads), which other work on the machine disturbs least; seconds
on the wall stand beside them. Nothing here asserts a time: a goal that is missed is printed as missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from contenders import OPENING, READING, READY

from lianheng.example import write_example

HERE = Path(__file__).parent
DATA = HERE.parent / "build" / "bench"
ROWS_PER_SCALE = 10_000
"""Payments that the example writes for each step of ``--scale`` (measured, see ``prepare``)."""
GIB = 2**30


@dataclass(frozen=True)
class Measured:
    """One contender's run: seconds on the wall and of processor time by what was done, peak memory in bytes."""

    spent: dict[str, tuple[float, float]]
    peak: int
    found: dict[str, int]
    """Failing rows by check."""

    def cpu(self, *names: str) -> float:
        """Processor seconds of the named work, of all but the opening when none is named."""
        return sum(self.spent[name][1] for name in names or self._work())

    def wall(self) -> float:
        return sum(self.spent[name][0] for name in self._work())

    def _work(self) -> list[str]:
        return [name for name in self.spent if name != OPENING]


Results = dict[str, Measured]


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
    spent = {name: (wall, cpu) for name, (wall, cpu) in found["spent"].items()}
    return Measured(spent, found["peak"], found["found"])


def totals(small: Results, large: Results, rows: tuple[int, int]) -> list[str]:
    """Seconds of each contender, and of opening the ledger, which is done once and stands for itself."""
    lines = [
        f"| contender | {rows[0]:,} payments: cpu (wall) | {rows[1]:,} payments: cpu (wall) | growth of cpu "
        f"| peak at {rows[1]:,} |",
        "|---|---|---|---|---|",
    ]
    for name, found in large.items():
        before = small[name]
        lines.append(
            f"| {name} | {before.cpu():.1f} s ({before.wall():.1f} s) | {found.cpu():.1f} s ({found.wall():.1f} s) "
            f"| {found.cpu() / before.cpu():.1f} × | {found.peak / GIB:.2f} GiB |"
        )
    before, after = (results["rules"].spent[OPENING] for results in (small, large))
    lines.append(
        f"| {OPENING} | {before[1]:.1f} s ({before[0]:.1f} s) | {after[1]:.1f} s ({after[0]:.1f} s) "
        f"| {after[1] / before[1]:.1f} × | |"
    )
    return lines


def goals(small: Results, large: Results, rows: tuple[int, int]) -> list[str]:
    """The goals with what was measured, in processor seconds."""
    ours, theirs, baseline = large["rules"], large["failures"], large["pandas"]
    same = sorted(theirs.spent.keys() & ours.spent.keys() - {OPENING})
    three = sorted(baseline.spent.keys() - {READING})
    outcomes = ours.cpu(*same) / theirs.cpu(*same)
    faster = baseline.cpu(*three) / ours.cpu(*three)
    growth = ours.cpu() / small["rules"].cpu() / (rows[1] / rows[0])
    listed = [
        (
            f"the four outcomes against failures only, {len(same)} checks",
            outcomes,
            "≤ 1.5 ×",
            outcomes <= 1.5,
        ),
        ("pandas against the rules, 3 checks, tables in memory", faster, "≥ 10 ×", faster >= 10),
        ("growth of time per growth of rows", growth, "≤ 1 ×", growth <= 1),
        ("peak memory in GiB", ours.peak / GIB, "< 6", ours.peak < 6 * GIB),
    ]
    reading = baseline.cpu() / ours.cpu(*three)
    scanned = ours.cpu() / large["scan"].cpu()
    return [
        "| goal | measured | wanted | |",
        "|---|---|---|---|",
        *(f"| {name} | {got:.2f} | {wanted} | {_verdict(met)} |" for name, got, wanted, met in listed),
        f"| pandas with its reading of Parquet, against the rules | {reading:.2f} | told | |",
        f"| all rules against one plain scan | {scanned:.0f} | told | |",
    ]


def _verdict(met: bool) -> str:
    return "met" if met else "**missed**"


def checks(large: Results) -> list[str]:
    """Each check that is also written by hand."""
    ours, theirs = large["rules"], large["failures"]
    same = sorted(theirs.spent.keys() & ours.spent.keys() - {OPENING})
    return [
        "| check | four outcomes, cpu | failures only, cpu | failing rows | by hand | in pandas |",
        "|---|---|---|---|---|---|",
        *(
            f"| {name} | {ours.cpu(name):.2f} s | {theirs.cpu(name):.2f} s | {ours.found[name]} | {theirs.found[name]} "
            f"| {large['pandas'].found.get(name, '')} |"
            for name in same
        ),
    ]


def slowest(measured: Measured, count: int = 12) -> list[str]:
    ordered = sorted(measured.spent.items(), key=lambda item: -item[1][1])
    work = [(name, spent) for name, spent in ordered if name != OPENING]
    return [
        f"| slowest, of {len(work) - 1} rules and what is {READY} | cpu (wall) |",
        "|---|---|",
        *(f"| {name} | {cpu:.1f} s ({wall:.1f} s) |" for name, (wall, cpu) in work[:count]),
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000, help="payments in the larger ledger")
    rows = options.parse_args().rows
    sizes = (max(rows // 10, 20_000), rows)
    results: list[Results] = []
    for size in sizes:
        ledger = prepare(size)
        results.append({})
        for name in ("scan", "rules", "failures", "pandas"):
            found = results[-1][name] = measure(name, ledger)
            load = os.getloadavg()[0]
            print(
                f"{size:>12,}  {name:10} cpu {found.cpu():8.2f} s  wall {found.wall():8.2f} s  load {load:.1f}",
                flush=True,
            )
    parts = (
        totals(*results, sizes),
        goals(*results, sizes),
        checks(results[1]),
        slowest(results[1]["rules"]),
    )
    text = "\n\n".join("\n".join(part) for part in parts)
    print("\n" + text)
    (DATA / f"result-{rows}.md").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
