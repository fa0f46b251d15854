"""``lianheng figures`` and ``lianheng open``: the numbers of the report, and the rows behind a number or a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lianheng.cli.language import language, say
from lianheng.cli.options import (
    AsAtOption,
    JsonOption,
    LedgerPath,
    NeededUnit,
    NeededYear,
    UnitOption,
    YearOption,
    note,
    read_ledger,
    scope_of,
)
from lianheng.cli.output import Column, print_json, progress, table
from lianheng.text import UserError

if TYPE_CHECKING:
    from lianheng.engine.workspace import Workspace

ROWS_SHOWN = 200


def register(app: typer.Typer) -> None:
    app.command("figures", help=say("计算年度报告的全部数字", "Count every figure of the annual report"))(
        figures
    )
    app.command(
        "open", help=say("打开一个数字或一条规则背后的记录", "Open the rows behind a figure or a rule")
    )(open_rows)


def figures(
    ledger: LedgerPath,
    unit: NeededUnit,
    year: NeededYear,
    as_at: AsAtOption = None,
    as_json: JsonOption = False,
) -> None:
    from lianheng.engine.answers import answer_all, answer_record
    from lianheng.report.wording import worded

    scope = scope_of(unit, year, as_at)
    opened = read_ledger(ledger, scope, as_at is not None, quiet=as_json)
    with progress() as step:
        answered = answer_all(opened, scope, lambda figure, done, total: step(figure.title, done - 1, total))
    if as_json:
        print_json([answer_record(item, worded(item.answer)) for item in answered])
        return
    columns = [
        (say("章节", "section"), Column.TEXT),
        (say("数字", "figure"), Column.CODE),
        (say("名称", "title"), Column.TEXT),
    ]
    columns += [
        (say("报告用语", "wording"), Column.TEXT),
        (say("记录", "rows"), Column.NUMBER),
        (say("缺口", "gap"), Column.TEXT),
    ]
    rows = [
        [
            item.answer.figure.section,
            item.answer.id,
            item.answer.figure.title.say(language()),
            worded(item.answer),
            item.answer.rows,
            item.answer.gap.say(language()) if item.answer.gap else "",
        ]
        for item in answered
    ]
    table(say(f"{year} 年的数字", f"Figures of {year}"), columns, rows)


def open_rows(
    question: Annotated[
        str, typer.Argument(metavar="FIGURE|RULE", help=say("数字或规则的编号", "A figure's or a rule's id"))
    ],
    ledger: LedgerPath,
    unit: UnitOption = None,
    year: YearOption = None,
    as_at: AsAtOption = None,
    out_file: Annotated[Path | None, typer.Option("--out", help=say("存为 CSV", "Save as CSV"))] = None,
    as_json: JsonOption = False,
) -> None:
    from lianheng.engine.opening import opened_sql, prepare
    from lianheng.engine.run import open_workspace

    scope = scope_of(unit, year, as_at)
    opened = read_ledger(ledger, scope, as_at is not None, quiet=True)
    workspace = open_workspace(opened, scope)
    prepared = prepare(workspace, question)
    (total,) = workspace.database.one(f"SELECT count(*) FROM ({opened_sql(prepared)})")
    if out_file is not None:
        _save(workspace, opened_sql(prepared), out_file)
        note(f"{total} 行已写入 {out_file}", f"{total} rows are in {out_file}")
        return
    rows = workspace.database.arrow(f"SELECT * FROM ({opened_sql(prepared)}) LIMIT {ROWS_SHOWN}")
    if as_json:
        print_json(rows.to_pylist())
        return
    _show(prepared.title.say(language()), rows.to_pylist(), total)


def _save(workspace: Workspace, sql: str, file: Path) -> None:
    from lianheng.tabular.database import literal

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"无法写入 {file}：{error}", f"Cannot write {file}: {error}") from error
    workspace.database.execute(f"COPY ({sql}) TO {literal(str(file))} (FORMAT csv, HEADER)")


def _show(title: str, rows: list[dict[str, Any]], total: int) -> None:
    columns = [name for name in (rows[0] if rows else {}) if any(row[name] is not None for row in rows)]
    shown = say(f"{title}：{total} 行", f"{title}: {total} rows")
    table(shown, [(name, Column.TEXT) for name in columns], [[row[name] for name in columns] for row in rows])
    if total > len(rows):
        note(
            f"只显示前 {len(rows)} 行；加 --out FILE.csv 存下全部。",
            f"The first {len(rows)} are shown; --out FILE.csv saves all.",
        )
