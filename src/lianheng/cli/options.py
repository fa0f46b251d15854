"""Arguments and options that several commands share, and how they become a ledger and a scope."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.language import say
from lianheng.cli.output import err, print_problems, progress
from lianheng.text import UserError

if TYPE_CHECKING:
    from lianheng.engine.scope import RunScope
    from lianheng.ledger.folder import Ledger

LedgerPath = Annotated[
    Path,
    typer.Argument(
        metavar="LEDGER",
        help=say("台账：文件夹、工作簿或批次库", "The ledger: a folder, a workbook, or a store of batches"),
    ),
]
UnitOption = Annotated[
    str | None, typer.Option("--unit", help=say("只看一个单位（编码）", "One unit only (its id)"))
]
YearOption = Annotated[
    int | None, typer.Option("--year", min=2000, max=2100, help=say("只看一年", "One year only"))
]
AsAtOption = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--as-at",
        formats=["%Y-%m-%d"],
        help=say(
            "以哪一天为准（默认：所选年度末，否则今天）",
            "Judged from this day (default: the year's end, else today)",
        ),
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help=say("输出 JSON，供程序读取", "Print JSON for programs"))
]
NeededUnit = Annotated[str, typer.Option("--unit", help=say("单位编码", "The unit's id"))]
NeededYear = Annotated[int, typer.Option("--year", min=2000, max=2100, help=say("年度", "The year"))]


def scope_of(unit: str | None, year: int | None, as_at: datetime.datetime | None) -> RunScope:
    """The scope that the options describe. Without --as-at a past year is judged from its last day."""
    from lianheng.engine.scope import RunScope

    today = datetime.datetime.now(datetime.UTC).astimezone().date()
    ended = min(today, datetime.date(year, 12, 31)) if year else today
    return RunScope(as_at.date() if as_at else ended, year, unit)


def read_ledger(path: Path, scope: RunScope, day_given: bool, quiet: bool = False) -> Ledger:
    """Open a ledger with progress; notices go to standard error. Raises UserError when the unit is not in it."""
    from lianheng.ledger.folder import open_ledger

    with progress() as step:
        ledger = open_ledger(path, scope.as_at if day_given else None, step)
    if ledger.notices and not quiet:
        print_problems(ledger.notices)
    if scope.unit_id is not None:
        _check_unit(ledger, scope.unit_id)
    return ledger


def _check_unit(ledger: Ledger, unit_id: str) -> None:
    if "units" not in ledger.rows:
        raise UserError(
            "台账缺少 units（单位）表，无法按单位查看。",
            "The ledger lacks the table units, so no unit can be chosen.",
        )
    known = [
        str(row[0]) for row in ledger.database.rows("SELECT unit_id FROM units ORDER BY unit_id LIMIT 200")
    ]
    if unit_id not in known and not ledger.database.rows("SELECT 1 FROM units WHERE unit_id = ?", [unit_id]):
        listed = "、".join(known[:8])
        raise UserError(
            f"没有单位 {unit_id}；有：{listed}", f"There is no unit {unit_id}; there are: {listed}"
        )


def note(zh: str, en: str) -> None:
    """A remark beside the result, on standard error."""
    err.print(say(zh, en))
