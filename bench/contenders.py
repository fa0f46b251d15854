"""One contender of the benchmark, run in a process of its own: ``contenders.py NAME LEDGER``. Prints one line of JSON."""

from __future__ import annotations

import datetime
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
AREAS = ("payments", "control", "travel", "journal", "process")
"""Areas whose subjects grow with the ledger."""
OPENING = "opening the ledger"
READY = "made ready for all rules"
READING = "reading"


class Meter:
    """Seconds by name: on the wall, and of processor time (user and system, all threads of this process)."""

    def __init__(self) -> None:
        self.spent: dict[str, tuple[float, float]] = {}
        self.found: dict[str, int] = {}
        """Failing rows by check, so that the contenders can be seen to have done the same work."""

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        before = self.spent.get(name, (0.0, 0.0))
        self.spent[name] = (
            before[0] + time.perf_counter() - wall,
            before[1] + time.process_time() - cpu,
        )


def load(ledger: Path, meter: Meter):
    """The ledger's tables in a database, checked as any input is."""
    from lianheng.ledger.folder import open_ledger

    with meter(OPENING):
        return open_ledger(ledger)


def scan(ledger: Path, meter: Meter) -> None:
    from lianheng.tabular.database import Database, literal

    database = Database()
    for file in sorted(ledger.glob("*.parquet")):
        source = f"read_parquet({literal(str(file))})"
        columns = ", ".join(f'"{name}"' for name in database.columns(f"SELECT * FROM {source}"))
        with meter(file.stem):
            database.one(f"SELECT sum(hash({columns})) FROM {source}")


def rules(ledger: Path, meter: Meter) -> None:
    from lianheng.engine.judging import judge, make_ready
    from lianheng.engine.outcome import Outcome
    from lianheng.engine.rule import select_rules
    from lianheng.engine.run import create_findings, keep_findings, open_workspace
    from lianheng.engine.scope import RunScope

    opened = load(ledger, meter)
    workspace = open_workspace(opened, RunScope(datetime.date(2021, 12, 31)))
    create_findings(opened.database)
    wanted = select_rules(AREAS)
    with meter(READY):
        for rule in wanted:
            make_ready(workspace, rule)
    for rule in wanted:
        with meter(rule.id):
            judgement = judge(workspace, rule)
            keep_findings(opened.database, rule)
        meter.found[rule.id] = judgement.counts[Outcome.FAIL]


def failures(ledger: Path, meter: Meter) -> None:
    opened = load(ledger, meter)
    for file in sorted((HERE / "handwritten").glob("*.sql")):
        sql = file.read_text(encoding="utf-8").strip().rstrip(";")
        with meter(file.stem):
            opened.database.execute(f"CREATE OR REPLACE TEMP TABLE failing AS {sql}")
        (meter.found[file.stem],) = opened.database.one("SELECT count(*) FROM failing")


def pandas(ledger: Path, meter: Meter) -> None:
    sys.path.insert(0, str(HERE))
    import pandas as pd
    from pandas_checks import CHECKS

    for name, check in CHECKS.items():
        with meter(READING):
            rows = pd.read_parquet(ledger / f"{check.table}.parquet", columns=list(check.columns))
        with meter(name):
            meter.found[name] = check.count(rows)


CONTENDERS: dict[str, Callable[[Path, Meter], None]] = {
    "scan": scan,
    "rules": rules,
    "failures": failures,
    "pandas": pandas,
}


def main() -> None:
    name, ledger = sys.argv[1], Path(sys.argv[2])
    meter = Meter()
    CONTENDERS[name](ledger, meter)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"peak": peak, "spent": meter.spent, "found": meter.found}))


if __name__ == "__main__":
    main()
