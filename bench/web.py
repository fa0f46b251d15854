"""``make bench-web``: how long the main pages take when 20 people use the site at once and a million payments lie in it.

A site like the demonstration's, its ledger that of some hundred bureaux, is made once and kept. Each user has a browser of
their own and walks through the pages of their role, from a different start, as fast as they are answered; so 20 requests
are under way at any moment. Nothing here asserts a time. Clients and site share this machine's processors.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.run import DATA, prepare  # noqa: E402 - found by the line above
from tests.web.servers import Browser, Home, Site, serving  # noqa: E402

from lianheng.web.operations.demo import PASSWORD  # noqa: E402

ROLES = (
    "superior",
    "chief",
    "accountant",
    "office",
    "superior",
    "head",
    "auditor",
    "staff",
    "superior",
    "discipline",
)
"""Who the users are, in turn. The superior body reaches every unit, and so every payment; the others their own."""
PAGES = {
    "home": "/",
    "people": "/people/",
    "one person": "/people/P016/",
    "ledger": "/ledger/",
    "payments": "/ledger/tables/payments/",
    "payments, by amount": "/ledger/tables/payments/?sort=-amount",
    "payments, filtered": "/ledger/tables/payments/?from.amount=50000&to.amount=90000&sort=paid_on",
    "payments, searched": "/ledger/tables/payments/?q=印务",
    "contracts": "/ledger/tables/contracts/",
    "imports": "/ledger/imports/",
    "my work": "/desk/",
    "cases": "/cases/",
    "runs": "/cases/runs/",
    "one run": "/cases/runs/1/",
    "figures": "/reports/figures/1/",
    "one figure": "/reports/figures/1/budget.executed/",
    "rules": "/rulebook/",
    "one rule": "/rulebook/payments.duplicate_exact/",
    "background work": "/jobs/",
    "own account": "/access/me/",
}
LINKS = {
    "one payment": ("payments", re.compile(r'href="(/ledger/tables/payments/row/[^"]+)"')),
    "one case": ("cases", re.compile(r'href="(/cases/\d+/)"')),
}
"""Pages that are found on another: which, and the first link to one."""
Times = dict[str, list[float]]


def prepare_site(rows: int) -> Home:
    """A home with the ledger of that size in it. Made in a process of its own, because a process enters one home only."""
    home = DATA / f"site-{rows}"
    if not (home / "lianheng.env").is_file():
        ledger = prepare(rows)
        print(f"making a site of {ledger} (some minutes) …", flush=True)
        subprocess.run([sys.executable, __file__, "--make", str(home), "--ledger", str(ledger)], check=True)
    subprocess.run([sys.executable, "-m", "lianheng.cli", "upgrade", "--home", str(home)], check=True)
    return Home(home)


def make(home: Path, ledger: Path) -> None:
    from lianheng.web.operations.demo import furnish

    part = home.with_name(f".{home.name}.new")
    began = time.perf_counter()
    furnish(
        part, ledger, lambda text: print(f"  {time.perf_counter() - began:6.0f} s  {text.en}", flush=True)
    )
    part.rename(home)


def pages_of(browser: Browser) -> dict[str, str]:
    """The pages that this user may open, with one payment and one case among them where there are any."""
    answers = {name: browser.open(address) for name, address in PAGES.items()}
    found = {name: PAGES[name] for name, answer in answers.items() if answer.status_code == 200}
    for name, (page, link) in LINKS.items():
        if first := link.search(answers[page].text):
            found[name] = first[1].replace("&amp;", "&")
    return found


def walk(browser: Browser, number: int, rounds: int, start: threading.Barrier) -> Iterator[tuple[str, float]]:
    """Open one's pages in turn and say how long each took. Raises for an answer that is no page."""
    own = pages_of(browser)
    start.wait()
    for name in islice(cycle(own), number, number + rounds * len(own)):
        began = time.perf_counter()
        answer = browser.open(own[name])
        if answer.status_code != 200:
            raise RuntimeError(f"{own[name]}: {answer.status_code}")
        yield name, time.perf_counter() - began


def measure(site: Site, users: int, rounds: int) -> tuple[Times, float]:
    """Seconds of every page opened, for the superior body apart from the others, and pages in a second."""
    browsers = []
    for number in range(users):
        browsers.append((ROLES[number % len(ROLES)], Browser(site)))
        browsers[-1][1].sign_in(browsers[-1][0], PASSWORD)
    start = threading.Barrier(users)

    def use(number: int) -> list[tuple[str, float]]:
        role, browser = browsers[number]
        reach = "all units" if role == "superior" else "own unit"
        return [(f"{name} ({reach})", seconds) for name, seconds in walk(browser, number, rounds, start)]

    times: Times = defaultdict(list)
    with ThreadPoolExecutor(users) as crowd:
        walks = list(crowd.map(use, range(users)))
    for name, seconds in (opened for one in walks for opened in one):
        times[name].append(seconds)
    total = sum(len(one) for one in walks)
    return times, total / max(sum(seconds for _, seconds in one) for one in walks)


def alone(site: Site) -> dict[str, float]:
    """Each page opened by one user while nobody else works: the median of five."""
    found = {}
    for role, reach in (("superior", "all units"), ("accountant", "own unit")):
        browser = Browser(site)
        browser.sign_in(role, PASSWORD)
        for name, address in pages_of(browser).items():
            found[f"{name} ({reach})"] = statistics.median(_seconds(browser, address) for _ in range(5))
    return found


def _seconds(browser: Browser, address: str) -> float:
    began = time.perf_counter()
    browser.open(address)
    return time.perf_counter() - began


def report(times: Times, quiet: dict[str, float], rate: float, rows: int, users: int) -> str:
    """The result as Markdown."""
    lines = [
        f"{rows:,} payments, {users} users at once, {os.cpu_count()} processors shared by users and site, "
        f"SQLite: {rate:.1f} pages in a second.",
        "",
        "| page | opened | alone (ms) | p50 (ms) | p95 (ms) |",
        "|---|--:|--:|--:|--:|",
    ]
    for name in sorted(times):
        taken = sorted(times[name])
        p95 = taken[min(len(taken) - 1, int(0.95 * len(taken)))]
        by_oneself = f"{quiet[name] * 1000:.0f}" if name in quiet else ""
        middle = statistics.median(taken)
        lines.append(f"| {name} | {len(taken)} | {by_oneself} | {middle * 1000:.0f} | {p95 * 1000:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3, help="how often each user opens each page")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        make(asked.make, asked.ledger)
        return
    with serving(prepare_site(asked.rows), worker=True) as site:
        quiet = alone(site)
        times, rate = measure(site, asked.users, asked.rounds)
    told = report(times, quiet, rate, asked.rows, asked.users)
    (DATA / f"web-{asked.rows}.md").write_text(told + "\n", encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
