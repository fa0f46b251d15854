"""What the commands print: tables, warnings, problems, progress. Data goes to standard output, the rest to standard error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.table import Table
from rich.text import Text as Words

from lianheng.cli.language import language, say
from lianheng.tabular.problems import Problem
from lianheng.text import Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
COLOURS = {"red": "bold red", "orange": "dark_orange", "yellow": "yellow", "blue": "blue"}
PROBLEMS_SHOWN = 50


class Step(Protocol):
    """Told what is being done now and, where known, how far along it is."""

    def __call__(self, what: Text, done: int = 0, total: int | None = None) -> None: ...


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


class Column(Enum):
    """How a column is drawn."""

    TEXT = "text"
    NUMBER = "number"
    CODE = "code"  # never broken over lines: somebody will copy it


def table(title: str, columns: Sequence[tuple[str, Column]], rows: Iterable[Sequence[object]]) -> None:
    """A table on standard output."""
    drawn = Table(title=escape(title) if title else None, title_justify="left", header_style="bold")
    for name, kind in columns:
        justify: JustifyMethod = "right" if kind is Column.NUMBER else "left"
        drawn.add_column(name, justify=justify, overflow="fold", no_wrap=kind is not Column.TEXT)
    for row in rows:
        drawn.add_row(*(cell if isinstance(cell, Words) else plain(cell) for cell in row))
    out.print(drawn)


def plain(value: object) -> str:
    """A cell as a reader expects it: thousands separated, money with two decimals, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return (
            f"{value:,}"
            if value == value.to_integral_value() and value.as_tuple().exponent == 0
            else f"{value:,.2f}"
        )
    return escape(str(value))


def coloured(severity: str, words: str) -> Words:
    """Words in the colour of a severity."""
    return Words(words, style=COLOURS[severity])


def print_problems(problems: Sequence[Problem]) -> None:
    """Every problem, refusals first; a very long list is cut with its length said."""
    ordered = sorted(problems, key=lambda problem: not problem.refusal)
    for problem in ordered[:PROBLEMS_SHOWN]:
        mark = "[red]✗[/]" if problem.refusal else "[yellow]![/]"
        err.print(f"{mark} [bold]{escape(problem.place(language()))}[/]")
        err.print(f"    {escape(problem.detail(language()))}", soft_wrap=True)
    if len(ordered) > PROBLEMS_SHOWN:
        rest = len(ordered) - PROBLEMS_SHOWN
        err.print(say(f"……另有{rest}条，加 --json 查看全部。", f"… and {rest} more; --json lists all."))


def problem_record(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "more": problem.more,
        "refusal": problem.refusal,
        "reason": {"zh": problem.reason.zh, "en": problem.reason.en},
        "advice": {"zh": problem.advice.zh, "en": problem.advice.en},
    }


@contextmanager
def progress() -> Iterator[Step]:
    """A progress line on standard error that disappears when the work is done; nothing where nobody watches."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    ) as shown:
        task = shown.add_task("", total=None)

        def step(what: Text, done: int = 0, total: int | None = None) -> None:
            shown.update(task, description=escape(what.say(language())), completed=done, total=total)

        yield step
