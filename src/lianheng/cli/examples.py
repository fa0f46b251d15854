"""``lianheng example``: write a bureau's year that never happened, with known irregularities in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianheng.cli.language import say
from lianheng.cli.options import note
from lianheng.cli.output import progress


def register(app: typer.Typer) -> None:
    app.command("example", help=say("生成一个虚构的示例年度", "Write an invented year"))(example)


def example(
    out: Annotated[Path, typer.Argument(metavar="OUT", help=say("写入的文件夹", "Folder to write to"))],
    year: Annotated[int, typer.Option("--year", min=2016, max=2025, help=say("年度", "The year"))] = 2021,
    people: Annotated[
        int, typer.Option("--people", min=20, max=200, help=say("人数", "How many people"))
    ] = 45,
    years: Annotated[
        int,
        typer.Option("--years", min=1, max=10, help=say("连续几年（到该年止）", "How many years, up to it")),
    ] = 1,
    seed: Annotated[
        int, typer.Option("--seed", help=say("随机种子：同一种子同一结果", "Same seed, same bytes"))
    ] = 1,
    scale: Annotated[
        int, typer.Option("--scale", min=1, help=say("放大倍数（供测速）", "Times as many money rows"))
    ] = 1,
) -> None:
    from lianheng.example import write_example

    with progress() as step:
        written = write_example(
            out, year=year, people=people, years=years, seed=seed, scale=scale, progress=step
        )
    rows = sum(written.values())
    note(
        f"示例已写入 {out}：{len(written)} 张表，{rows:,} 行",
        f"The example is in {out}: {len(written)} tables, {rows:,} rows",
    )
