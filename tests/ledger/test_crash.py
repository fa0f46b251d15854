"""An import or a withdrawal that is killed leaves the store as it was before it or as it is after it, never between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lianheng.ledger.folder import LedgerRefused, open_ledger
from lianheng.ledger.store import Store

from .small import APRIL, PEOPLE, UNITS, folder, payments, recorded

BEGINNING = """
import datetime, os, signal, sys
from pathlib import Path
from lianheng.ledger.checking import check_import
from lianheng.ledger.folder import LedgerRefused
from lianheng.ledger.importing import record_import
from lianheng.ledger.store import Store

AT = datetime.datetime(2021, 4, 1, 9, tzinfo=datetime.UTC)
root, source = Path(sys.argv[1]), Path(sys.argv[2])

def take(store, source, progress=lambda *_: None):
    with check_import(store, source) as checked:
        return record_import(store, checked, "经办", AT, progress=progress)
"""

DIE_AT_EACH = (
    BEGINNING
    + """
import shutil
import duckdb, pyarrow.parquet

def count_down(store, deadly):
    left = [deadly]
    def tick(*_):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def audit(event, arguments):
        if event in ("open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "os.rmdir", "shutil.rmtree"):
            if str(store.root) in str(arguments[0]):
                tick()
    sys.addaudithook(audit)
    return tick

def die_or_finish(deadly):
    store = Store(root.with_name(f"{root.name}-{deadly}"))
    shutil.copytree(root, store.root)
    child = os.fork()
    if not child:
        tick = count_down(store, deadly)
        if sys.argv[3] == "import":
            take(store, source, tick)
        else:
            store.withdraw(store.manifests()[0].batch_id, "复核", "错", AT)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

deadly = 1
while die_or_finish(deadly) == -signal.SIGKILL:
    deadly += 1
print(deadly)
"""
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "store")
    recorded(store, tmp_path / "a", units=UNITS, people=PEOPLE)
    return store


def run(script: str, *arguments: object) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_import_killed_at_any_touch_of_the_store_leaves_all_of_it_or_nothing(store, tmp_path):
    source = folder(tmp_path / "b", payments=payments("Z1,U1,P1", "Z2,U2,P3"))
    last = int(run(DIE_AT_EACH, store.root, source, "import"))
    assert last > 15
    seen = set()
    for deadly in range(1, last + 1):
        left = Store(tmp_path / f"store-{deadly}")
        assert left.verify() == ()
        seen.add(len(left.manifests()))
        rows = open_ledger(left.root, in_memory=True).rows.get("payments", 0)
        assert rows == (2 if len(left.manifests()) == 2 else 0)
        left.sweep()
        assert not list((left.root / "batches").glob(".new-*"))
    assert seen == {1, 2}
    again = Store(tmp_path / "store-3")
    assert recorded(again, tmp_path / "b", payments=payments("Z1,U1,P1", "Z2,U2,P3")).rows == {"payments": 2}
    with pytest.raises(LedgerRefused):
        recorded(left, tmp_path / "b", payments=payments("Z1,U1,P1", "Z2,U2,P3"))


def test_a_withdrawal_killed_at_any_touch_of_the_store_has_happened_or_not(store, tmp_path):
    last = int(run(DIE_AT_EACH, store.root, tmp_path, "withdraw"))
    assert last > 3
    seen = set()
    for deadly in range(1, last + 1):
        left = Store(tmp_path / f"store-{deadly}")
        assert left.verify() == ()
        (batch,) = left.manifests()
        seen.add(batch.withdrawal is not None)
        if batch.withdrawal is None:
            left.withdraw(batch.batch_id, "复核", "错", APRIL)
        assert left.known() == []
        left.sweep()
        assert [item.name for item in (left.root / "batches").iterdir()] == [batch.batch_id]
    assert seen == {True, False}


ONE_AFTER_ANOTHER = (
    BEGINNING
    + """
for number in range(1000):
    rows = "".join(f"B{number}-{n},记{n},U1,2021-03-01,石榴食品,10.00,card,P1\\n" for n in range(3000))
    source.mkdir(exist_ok=True)
    (source / "payments.csv").write_text("payment_id,voucher_no,unit_id,paid_on,payee,amount,method,maker_id\\n" + rows)
    print(take(Store(root), source).batch_id, flush=True)
"""
)


@pytest.mark.parametrize("seed", range(2))
def test_what_was_acknowledged_survives_kill_9_at_any_moment(store, tmp_path, seed):
    command = [sys.executable, "-c", ONE_AFTER_ANOTHER, str(store.root), str(tmp_path / "b")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        acknowledged = [running.stdout.readline().strip() for _ in range(2)]
        time.sleep(random.Random(seed).uniform(0, 1.5))
        os.kill(running.pid, signal.SIGKILL)
        acknowledged += running.stdout.read().split()
    assert all(acknowledged)
    present = [manifest.batch_id for manifest in store.manifests()][1:]
    assert set(acknowledged) <= set(present)
    assert len(present) <= len(acknowledged) + 1
    assert store.verify() == ()
    assert open_ledger(store.root).rows["payments"] == 3000 * len(present)
    store.sweep()
    assert not list((store.root / "batches").glob(".new-*"))


BOTH_AT_ONCE = (
    BEGINNING
    + """
for line in sys.stdin:
    with check_import(Store(root), source / line.strip()) as checked:
        print("checked", flush=True)
        sys.stdin.readline()
        try:
            record_import(Store(root), checked, sys.argv[3], AT)
            print("recorded", flush=True)
        except LedgerRefused as refused:
            print("refused", refused.problems[0].value, flush=True)
"""
)


def test_of_two_processes_with_the_same_key_exactly_one_records_it(store, tmp_path):
    rounds = 8
    for number in range(rounds):  # each brings one key of its own and one that both have
        for side in ("left", "right"):
            rows = payments(f"{side}{number},U1,P1", f"Z{number},U2,P3")
            folder(tmp_path / "rounds" / side / str(number), payments=rows)
    command = [sys.executable, "-c", BOTH_AT_ONCE, str(store.root)]
    pair = [
        subprocess.Popen(
            [*command, str(tmp_path / "rounds" / side), side],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )
        for side in ("left", "right")
    ]  # fmt: skip
    answers = []
    try:
        for number in range(rounds):
            for step in (str(number), "go"):
                for process in pair:
                    process.stdin.write(step + "\n")
                said = [process.stdout.readline().split() for process in pair]
            answers.append(sorted(said))
    finally:
        for process in pair:
            process.stdin.close()
            process.wait(30)
            process.stdout.close()
    assert answers == [[["recorded"], ["refused", f"Z{number}"]] for number in range(rounds)]
    assert open_ledger(store.root).rows["payments"] == 2 * rounds
    assert len(store.manifests()) == 1 + rounds
    shutil.rmtree(tmp_path / "rounds")
