"""The plug is pulled while people work: what was confirmed is there, nothing is half there, the journal verifies.

``make drill`` pulls it more often. SIGKILL ends every process of the site at a random moment; the database server goes on.
"""

from __future__ import annotations

import os
import random
import time

from ..servers import Browser, Home, serving, start
from .loading import Load, kept

ROUNDS = int(os.environ.get("LIANHENG_DRILL_ROUNDS", "2"))


def test_kill_9_under_load_loses_no_confirmed_write_and_leaves_no_half(home: Home):
    confirmed: set[str] = set()
    chance = random.Random(20260105)
    for number in range(ROUNDS):
        site = start(home, worker=True)
        with Load(site, f"R{number}") as load:
            while not load.confirmed and not load.wrong:
                time.sleep(0.05)
            time.sleep(chance.uniform(0.1, 1.5))
            site.kill()
        assert load.wrong == []
        confirmed |= load.confirmed
    people, journal, verified = kept(home)
    assert len(confirmed) >= ROUNDS
    assert confirmed - people == set()
    assert people == journal
    assert verified["problems"] == []
    with serving(home) as site:
        assert Browser(site).open("/").status_code == 200
    print(
        f"{ROUNDS} kills, {len(confirmed)} confirmed, 0 lost ({'PostgreSQL' if home.database else 'SQLite'})"
    )
