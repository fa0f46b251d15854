"""One contender of the benchmark, run in a process of its own: ``contenders.py NAME LEDGER``. Prints one line of JSON."""

from __future__ import annotations

import datetime
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
AREAS = ("payments", "control", "travel", "journal", "process")
"""Areas whose subjects grow with the ledger."""


def load(ledger: Path):
    """The money tables in a database, checked as any input is."""
    from lianheng.ledger.folder import open_ledger

    return open_ledger(ledger)


def scan(ledger: Path) -> dict[str, float]:
    from lianheng.tabular.database import Database, literal

    database = Database()
    found: dict[str, float] = {}
    for file in sorted(ledger.glob("*.parquet")):
        started = time.perf_counter()
        source = f"read_parquet({literal(str(file))})"
        columns = ", ".join(f'"{name}"' for name in database.columns(f"SELECT * FROM {source}"))
        database.one(f"SELECT sum(hash({columns})) FROM {source}")
        found[file.stem] = time.perf_counter() - started
    return found


def rules(ledger: Path) -> dict[str, float]:
    from lianheng.engine.rule import select_rules
    from lianheng.engine.run import run_rules
    from lianheng.engine.scope import RunScope

    opened = load(ledger)
    run = run_rules(opened, RunScope(datetime.date(2021, 12, 31)), select_rules(AREAS))
    return {item.rule.id: item.seconds for item in run.judgements if item.was_run}


def failures(ledger: Path) -> dict[str, float]:
    opened = load(ledger)
    found: dict[str, float] = {}
    for file in sorted((HERE / "handwritten").glob("*.sql")):
        sql = file.read_text(encoding="utf-8").strip().rstrip(";")
        started = time.perf_counter()
        opened.database.execute(f"CREATE OR REPLACE TEMP TABLE failing AS {sql}")
        found[file.stem] = time.perf_counter() - started
    return found


def pandas(ledger: Path) -> dict[str, float]:
    sys.path.insert(0, str(HERE))
    from pandas_checks import CHECKS

    found: dict[str, float] = {}
    for name, check in CHECKS.items():
        started = time.perf_counter()
        check(ledger)
        found[name] = time.perf_counter() - started
    return found


CONTENDERS: dict[str, Callable[[Path], dict[str, float]]] = {
    "scan": scan,
    "rules": rules,
    "failures": failures,
    "pandas": pandas,
}


def main() -> None:
    name, ledger = sys.argv[1], Path(sys.argv[2])
    detail = CONTENDERS[name](ledger)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": sum(detail.values()), "peak": peak, "detail": detail}))


if __name__ == "__main__":
    main()
