"""``lianheng example``: makes the bureau's years and writes them as a ledger folder."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lianheng.example.bureau import Bureau
from lianheng.example.planted import Scene, plant_all
from lianheng.example.province import copies, templates, write_parquet
from lianheng.example.world import Row, World
from lianheng.example.writing import write_csv, write_planted
from lianheng.ledger.catalogue import ledger_tables
from lianheng.text import Text


class Step(Protocol):
    """Told what is being done now and how far along it is."""

    def __call__(self, what: Text, done: int = 0, total: int | None = None) -> None: ...


def _silent(what: Text, done: int = 0, total: int | None = None) -> None:
    """Nobody watches."""


def write_example(
    out: Path,
    *,
    year: int = 2021,
    people: int = 45,
    years: int = 1,
    seed: int = 1,
    scale: int = 1,
    progress: Step = _silent,
) -> dict[str, int]:
    """Write the ledger and return how many rows each table has. The same arguments give the same bytes.

    With a ``scale`` above 1 the money tables hold those of 3 × ``scale`` bureaux, as Parquet.
    """
    out.mkdir(parents=True, exist_ok=True)
    world = World(year, years, people, seed)
    bureau = Bureau(world)
    for done, lived in enumerate(world.span):
        progress(Text(f"编写{lived}年", f"making up {lived}"), done, years)
        bureau.live(lived)
    scene = Scene(bureau)
    plant_all(scene, late=False)
    bureau.cashier.number_vouchers()
    bureau.close()
    plant_all(scene, late=True)
    template = _clean_template(year, people, years, seed) if scale > 1 else {}
    write_planted(out / "planted.csv", scene.marks)
    return _write(out, world, template, copies(scale), progress)


def _clean_template(year: int, people: int, years: int, seed: int) -> dict[str, list[Row]]:
    """The same bureau before anything was planted: what its copies are made of."""
    world = World(year, years, people, seed)
    bureau = Bureau(world)
    for lived in world.span:
        bureau.live(lived)
    bureau.close()
    return templates(world)


def _write(
    out: Path, world: World, template: dict[str, list[Row]], count: int, progress: Step
) -> dict[str, int]:
    written, names = {}, [name for name in ledger_tables() if world.tables.get(name)]
    for done, name in enumerate(names):
        table, rows = ledger_tables()[name], world.tables[name]
        progress(Text(f"写出{table.title.zh}", f"writing {name}"), done, len(names))
        if name in template:
            written[name] = write_parquet(out / f"{name}.parquet", table, rows, template[name], count)
        else:
            write_csv(out / f"{name}.csv", table, rows)
            written[name] = len(rows)
    return written
