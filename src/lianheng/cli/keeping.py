"""``lianheng ledger``: check input, make templates, list tables, and keep batches in a store."""

from __future__ import annotations

import datetime
import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.language import language, say
from lianheng.cli.options import JsonOption, LedgerPath, note
from lianheng.cli.output import Column, out, print_json, print_problems, problem_record, progress, table
from lianheng.text import UserError

if TYPE_CHECKING:
    from lianheng.tabular.schema import Table

DAMAGED = 1
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help=say("批次库文件夹", "Folder of the store"))]
By = Annotated[
    str | None,
    typer.Option("--by", help=say("经办人（默认：当前用户）", "Who does it (default: the current user)")),
]


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        no_args_is_help=True,
        help=say("核对、模板、表目录、批次库", "Check input, templates, tables, batches"),
    )
    group.command("check", help=say("只核对格式，不判断规则", "Check the input only"))(check)
    group.command("template", help=say("生成填报模板", "Make a template workbook"))(template)
    group.command("tables", help=say("列出表，或一张表的列", "List the tables, or one table's columns"))(
        tables
    )
    group.command("import", help=say("核对后作为一个批次存入库", "Check and keep as one batch"))(import_batch)
    group.command("batches", help=say("列出批次", "List the batches"))(batches)
    group.command(
        "verify", help=say("核对各批次是否仍与登记时一致", "Verify that every batch is as it was recorded")
    )(verify)
    group.command("withdraw", help=say("撤回一个批次（保留原件）", "Withdraw a batch; its files stay"))(
        withdraw
    )
    app.add_typer(group, name="ledger")


def check(ledger: LedgerPath, as_json: JsonOption = False) -> None:
    from lianheng.ledger.catalogue import ledger_tables
    from lianheng.ledger.folder import open_ledger

    with progress() as step:
        opened = open_ledger(ledger, progress=step)
    if as_json:
        notices = [problem_record(problem) for problem in opened.notices]
        print_json({"digest": opened.digest, "rows": opened.rows, "notices": notices})
        return
    print_problems(opened.notices)
    columns = [
        (say("表", "table"), Column.CODE),
        (say("名称", "title"), Column.TEXT),
        (say("行数", "rows"), Column.NUMBER),
    ]
    rows = [
        [name, ledger_tables()[name].title.say(language()), count]
        for name, count in sorted(opened.rows.items())
    ]
    table(say("台账可用", "The ledger is usable"), columns, rows)
    out.print(f"SHA-256 {opened.digest}")


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    only: Annotated[
        list[str] | None, typer.Option("--table", help=say("只要这些表", "Only these tables"))
    ] = None,
) -> None:
    from lianheng.ledger.catalogue import ledger_tables
    from lianheng.ledger.template import write_template

    if file.suffix.lower() != ".xlsx":
        raise UserError("模板文件名须以 .xlsx 结尾。", "The template's name must end in .xlsx.")
    chosen = [_table(name) for name in only] if only else list(ledger_tables().values())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_template(chosen, file)
    except OSError as error:
        raise UserError(f"无法写入 {file}：{error}", f"Cannot write {file}: {error}") from error
    note(f"模板已写入 {file}（{len(chosen)} 张表）", f"The template is in {file} ({len(chosen)} tables)")


def _table(name: str) -> Table:
    from lianheng.ledger.catalogue import derived_tables, ledger_tables
    from lianheng.tabular.problems import nearest

    known = ledger_tables() | derived_tables()
    for candidate in known.values():
        if name in (candidate.name, candidate.title.zh):
            return candidate
    guess = nearest(name, known)
    raise UserError(
        f"没有表“{name}”。" + (f"是不是 {guess}？" if guess else ""),
        f"There is no table “{name}”." + (f" Did you mean {guess}?" if guess else ""),
    )


def tables(
    name: Annotated[str | None, typer.Argument(metavar="TABLE", help=say("表名", "A table's name"))] = None,
    as_json: JsonOption = False,
) -> None:
    from lianheng.ledger.catalogue import derived_tables, ledger_tables

    if name is None:
        listed = [*ledger_tables().values(), *derived_tables().values()]
        if as_json:
            print_json(
                [
                    {"name": item.name, "kind": item.kind.value, "zh": item.title.zh, "en": item.title.en}
                    for item in listed
                ]
            )
            return
        columns = [
            (say("表", "table"), Column.CODE),
            (say("类别", "kind"), Column.TEXT),
            (say("名称", "title"), Column.TEXT),
        ]
        columns += [(say("列", "columns"), Column.NUMBER), (say("说明", "description"), Column.TEXT)]
        rows = [
            [
                item.name,
                item.kind.value,
                item.title.say(language()),
                len(item.fields),
                item.description.say(language()),
            ]
            for item in listed
        ]
        table(say("台账的表", "Tables of the ledger"), columns, rows)
        return
    found = _table(name)
    columns = [
        (say("列", "column"), Column.CODE),
        (say("名称", "title"), Column.TEXT),
        (say("类型", "type"), Column.TEXT),
    ]
    columns += [
        (say("必填", "required"), Column.TEXT),
        (say("可选值", "values"), Column.TEXT),
        (say("说明", "description"), Column.TEXT),
    ]
    rows = [
        [
            field.name,
            field.title.say(language()),
            field.type.name.lower() + (f" ({field.unit})" if field.unit else ""),
            field.required,
            "、".join(f"{label}={value}" for value, label in field.labels.items()),
            field.description.say(language()),
        ]
        for field in found.fields
    ]
    table(f"{found.name} {found.title.say(language())}", columns, rows)


def import_batch(
    store: StorePath,
    ledger: LedgerPath,
    by: By = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只核对，不存入", "Check only; store nothing"))
    ] = False,
) -> None:
    from lianheng.ledger.checking import check_import
    from lianheng.ledger.folder import LedgerRefused
    from lianheng.ledger.importing import record_import
    from lianheng.ledger.store import Store

    kept = Store(store)
    with progress() as step, check_import(kept, ledger, progress=step) as checked:
        if not checked.accepted:
            raise LedgerRefused(checked.problems)
        rows = sum(checked.rows.values())
        manifest = (
            None if dry_run else record_import(kept, checked, by or getpass.getuser(), _now(), progress=step)
        )
    print_problems(checked.problems)
    if manifest is None:
        note(f"可以导入：{rows:,} 行", f"may be imported: {rows:,} rows")
    else:
        note(f"批次 {manifest.batch_id}：{rows:,} 行", f"batch {manifest.batch_id}: {rows:,} rows")


def verify(store: StorePath) -> None:
    from lianheng.ledger.store import Store

    found = Store(store).verify()
    for damage in found:
        note(damage.text.zh, damage.text.en)
    if found:
        raise typer.Exit(DAMAGED)
    note("每个批次都与登记时一致。", "Every batch is as it was recorded.")


def batches(store: StorePath, as_json: JsonOption = False) -> None:
    from lianheng.ledger.store import Store

    found = Store(store).manifests()
    if as_json:
        print_json([manifest.as_record() for manifest in found])
        return
    columns = [
        (say("批次", "batch"), Column.CODE),
        (say("时间", "recorded"), Column.TEXT),
        (say("经办", "by"), Column.TEXT),
    ]
    columns += [(say("行数", "rows"), Column.NUMBER), (say("撤回", "withdrawn"), Column.TEXT)]
    rows = [
        [
            item.batch_id,
            f"{item.recorded_at:%Y-%m-%d %H:%M}",
            item.recorded_by,
            sum(item.rows.values()),
            item.withdrawal.reason if item.withdrawal else "",
        ]
        for item in found
    ]
    table(say("批次", "Batches"), columns, rows)


def withdraw(
    store: StorePath,
    batch_id: Annotated[str, typer.Argument(metavar="BATCH")],
    reason: Annotated[str, typer.Option("--reason", help=say("撤回原因", "Why"))],
    by: By = None,
) -> None:
    from lianheng.ledger.store import Store

    Store(store).withdraw(batch_id, by or getpass.getuser(), reason, _now())
    note(f"批次 {batch_id} 已撤回，原件保留。", f"Batch {batch_id} is withdrawn; its files stay.")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
