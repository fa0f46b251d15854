"""How long ``lianheng verify`` takes: a journal of 100,000 entries written by services, then verified. Prints one line each.

python bench/verification.py [--entries 100000]
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

PEOPLE = 1000


def prepare(home: Path) -> None:
    """A site of its own, in a folder that is thrown away."""
    os.environ |= {
        "LIANHENG_HOME": str(home),
        "LIANHENG_SECRET_KEY": "only-for-the-benchmark-" + "x" * 40,
        "LIANHENG_SEAL_KEY": "only-for-the-benchmark",
        "DJANGO_SETTINGS_MODULE": "lianheng.web.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def write(entries: int) -> float:
    """People who change again and again, each time by a service. Returns entries a second of processor time."""
    from django.db import transaction

    from lianheng.web.access.actor import operator
    from lianheng.web.history.services import writing
    from lianheng.web.people.models import Person, Unit
    from lianheng.web.people.services import save_unit

    by, started = operator(), time.process_time()
    values = {"unit_id": "U01", "name": "示例局", "division_code": "340100", "level": "zone"}
    unit, left = save_unit(by, Unit(), values), entries - 1
    people = [
        Person(person_id=f"P{n}", name=f"人员{n}", unit=unit, joined_on="2020-01-01") for n in range(PEOPLE)
    ]
    while left > 0:
        with (
            transaction.atomic()
        ):  # one acknowledged write costs a sync of the disk, which is not what is measured
            for person in people[:left]:
                with writing(by, "people.change_person", person, "调整") as changed:
                    changed.branch = f"第{left}支部"
        left -= PEOPLE
    return entries / (time.process_time() - started)


def _memory() -> int:
    """The most this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=100_000)
    entries = options.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        print(f"written: {write(entries):,.0f} entries a second of processor time")
        from lianheng.web.history.checkpoints import make_checkpoint
        from lianheng.web.history.verification import verify

        started = time.process_time()
        outside = make_checkpoint().text
        print(f"checkpoint: {time.process_time() - started:.1f} s of processor time")
        before, started = _memory(), time.process_time()
        verified = verify(outside)
        took = time.process_time() - started
        print(
            f"verified: {verified.entries:,} entries in {verified.seconds:.1f} s, {took:.1f} s of processor time "
            f"({verified.entries / took:,.0f} a second), {_memory() - before} MiB more than before"
        )
        sys.exit(0 if verified.intact else 1)


if __name__ == "__main__":
    main()
