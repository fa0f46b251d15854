"""``lianheng example``: makes the bureau's years and writes them as a ledger folder."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lianheng.example.bureau import Bureau
from lianheng.example.world import World
from lianheng.example.writing import write_csv
from lianheng.ledger.catalogue import ledger_tables
from lianheng.text import Text


class Step(Protocol):
    """Told what is being done now and how far along it is."""

    def __call__(self, what: Text, done: int = 0, total: int | None = None) -> None: ...


def _silent(what: Text, done: int = 0, total: int | None = None) -> None:
    """Nobody watches."""


def write_example(
    out: Path, *, year: int = 2021, people: int = 45, years: int = 1, seed: int = 1, scale: int = 1, progress: Step = _silent
) -> dict[str, int]:  # fmt: skip
    """Write the ledger and return how many rows each table has. The same arguments give the same bytes."""
    out.mkdir(parents=True, exist_ok=True)
    world = World(year, years, people, seed)
    bureau = Bureau(world)
    for done, lived in enumerate(world.span):
        progress(Text(f"编写{lived}年", f"making up {lived}"), done, years + 1)
        bureau.live(lived)
    bureau.close()
    progress(Text("写出文件", "writing the files"), years, years + 1)
    written = {}
    for name, table in ledger_tables().items():
        if rows := world.tables.get(name):
            write_csv(out / f"{name}.csv", table, rows)
            written[name] = len(rows)
    return written
