"""``lianheng convert``: foreign formats become ledger tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lianheng.cli.language import language, say
from lianheng.cli.options import JsonOption, note
from lianheng.cli.output import Column, err, print_json, progress, table
from lianheng.text import Text, UserError

REFUSALS_SHOWN = 10


def register(app: typer.Typer) -> None:
    app.command("convert", help=say("把外部格式转换成台账文件", "Turn a foreign format into ledger files"))(
        convert
    )


def convert(
    kind: Annotated[
        str, typer.Argument(metavar="FORMAT", help="ocds|xes|yichang|payments-csv|final-accounts|einvoice")
    ],
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help=say("来源文件或文件夹", "Source file or folder"))
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=say("写入的文件夹", "Folder to write to"))],
    as_json: JsonOption = False,
) -> None:
    from lianheng.sources import SOURCES

    if kind not in SOURCES:
        raise UserError(
            f"没有格式 {kind}；可用：{'、'.join(SOURCES)}",
            f"There is no format {kind}; there are: {', '.join(SOURCES)}",
        )
    if not source.exists():
        raise UserError(f"找不到 {source}", f"There is no {source}")
    with progress() as step:
        step(Text(f"转换 {source.name}", f"converting {source.name}"))
        done = SOURCES[kind](source, out)
    if as_json:
        print_json({"tables": done.tables, "refused": done.refused_count})
        return
    columns = [(say("表", "table"), Column.CODE), (say("行数", "rows"), Column.NUMBER)]
    table(str(out), columns, sorted(done.tables.items()))
    for remark in done.notes:
        err.print(f"· {remark.say(language())}", markup=False, soft_wrap=True)
    for refusal in done.refused[:REFUSALS_SHOWN]:
        err.print(f"✗ {refusal.say(language())}", markup=False, soft_wrap=True)
    if done.refused_count > REFUSALS_SHOWN:
        note(
            f"……另有{done.refused_count - REFUSALS_SHOWN}条，见 conversion.json",
            "… the rest are in conversion.json",
        )
