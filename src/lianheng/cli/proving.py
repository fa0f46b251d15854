"""``lianheng verify | checkpoint``: whether everything is as it was sealed, and the root for somebody outside to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.homes import HomeOption, enter_home
from lianheng.cli.language import language, say
from lianheng.cli.options import JsonOption, note
from lianheng.cli.output import err, out, print_json
from lianheng.text import UserError

if TYPE_CHECKING:
    from lianheng.web.history.verification import Verified

FOUND = 1
SHOWN = 50


def register(app: typer.Typer) -> None:
    app.command("verify", help=say("核验日志、记录和附件", "Verify the journal, records and files"))(verify)
    app.command("checkpoint", help=say("签名封存日志，导出根", "Seal the journal and export its root"))(
        checkpoint
    )


def verify(
    outside: Annotated[
        Path | None,
        typer.Option(
            "--checkpoint", help=say("外部保管人手中的检查点文件", "The checkpoint that the custodian holds")
        ),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    enter_home(home)
    from lianheng.web.history.verification import verify as verify_all

    found = verify_all(_text_of(outside))
    if as_json:
        print_json(found.as_json())
    else:
        _show(found)
    if not found.intact:
        raise typer.Exit(FOUND)


def _text_of(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UserError(f"无法读取 {file}：{error}", f"{file} cannot be read: {error}") from error


def _show(found: Verified) -> None:
    for problem in found.problems[:SHOWN]:
        err.print(f"✗ {problem.place}  {problem.text.say(language())}", markup=False, soft_wrap=True)
    total = len(found.problems) + found.more
    if total > SHOWN:
        note(f"……另有 {total - SHOWN} 处，加 --json 查看。", f"… and {total - SHOWN} more; see --json.")
    out.print(
        say(
            f"核验了 {found.entries} 条日志、{found.checkpoints} 个检查点、{found.things} 项记录和文件，用时 {found.seconds:.1f} 秒："
            + (f"发现 {total} 处不符" if total else "全部相符"),
            f"{found.entries} entries, {found.checkpoints} checkpoints, {found.things} records and files in {found.seconds:.1f} s: "
            + (f"{total} do not agree" if total else "all as sealed"),
        ),
        markup=False,
        soft_wrap=True,
    )
    if found.unproven is not None:
        out.print(found.unproven.say(language()), markup=False, soft_wrap=True)


def checkpoint(home: HomeOption = None, as_json: JsonOption = False) -> None:
    enter_home(home)
    from django.conf import settings

    from lianheng.web.history.checkpoints import make_checkpoint, page_of

    made = make_checkpoint()
    file = settings.ROOTS_FOLDER / page_of(made).file_name
    if as_json:
        print_json(
            {"entries": made.size, "root": made.root, "at": made.at, "file": str(file), "text": made.text}
        )
        return
    out.print(made.text, markup=False, soft_wrap=True, end="")
    note(
        f"已写入 {file}。请交单位以外的保管人，凭它才能发现整本重做的日志。",
        f"It is in {file}. Give it to a custodian outside: only with it does a journal made anew as a whole show.",
    )
