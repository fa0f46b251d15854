"""``lianheng backup | restore``: everything of a site in one file, and a site again from it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.homes import HomeOption, enter_home
from lianheng.cli.language import say
from lianheng.cli.options import JsonOption, note
from lianheng.cli.output import out, print_json
from lianheng.text import UserError

if TYPE_CHECKING:
    from lianheng.web.operations.results import Done

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        help=say(
            "口令文件（默认：LIANHENG_BACKUP_PASSPHRASE，否则询问）",
            "File with the passphrase (default: LIANHENG_BACKUP_PASSPHRASE, else asked)",
        ),
    ),
]
ARCHIVE = say("备份文件", "The backup")


def register(app: typer.Typer) -> None:
    app.command("backup", help=say("备份整个站点，不必停机", "Back up a whole site while it runs"))(backup)
    app.command("restore", help=say("从备份恢复到另一处", "Make a site again from a backup, elsewhere"))(
        restore
    )


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help=ARCHIVE)],
    home: HomeOption = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonOption = False,
) -> None:
    enter_home(home)
    from lianheng.web.operations.backup import back_up

    done = back_up(file, _passphrase(passphrase_file, new=True))
    _tell(done, file, as_json)
    if not as_json:
        note(
            "口令请与备份分开保管：没有它，密钥和设置无法恢复。其余内容未加密，请像服务器硬盘一样保管。",
            "Keep the passphrase apart from the backup: without it, keys and settings cannot be restored. The rest is not "
            "encrypted; keep it as you keep the server's disk.",
        )


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help=ARCHIVE)],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=say("新的站点文件夹", "The new home"))],
    database: Annotated[
        str | None,
        typer.Option("--database", help=say("空的 PostgreSQL 数据库", "An empty PostgreSQL database")),
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonOption = False,
) -> None:
    from lianheng.web.operations.restore import restore as restore_site

    done = restore_site(file, folder, _passphrase(passphrase_file, new=False), database)
    _tell(done, folder, as_json)
    if not as_json:
        note(
            f"日志已核对，与备份时相同。请与外部保管人手中的根比对后启动：lianheng serve --home {folder}",
            f"The journal is verified and as it was. Compare the root with the custodian's, then: lianheng serve --home {folder}",
        )


def _passphrase(file: Path | None, new: bool) -> str:
    from lianheng.web.operations.secrecy import FROM_ENVIRONMENT

    if file is not None:
        try:
            return file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise UserError(f"无法读取 {file}：{error}", f"{file} cannot be read: {error}") from error
    if given := os.environ.get(FROM_ENVIRONMENT):
        return given
    if not sys.stdin.isatty():
        raise UserError(
            f"需要备份口令：--passphrase-file，或环境变量 {FROM_ENVIRONMENT}。",
            f"A passphrase is needed: --passphrase-file, or {FROM_ENVIRONMENT} in the environment.",
        )
    return str(typer.prompt(say("备份口令", "Passphrase"), hide_input=True, confirmation_prompt=new))


def _tell(done: Done, path: Path, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "path": str(path),
                "entries": done.journal.entries,
                "root": done.journal.root,
                "bytes": done.size,
                "seconds": round(done.seconds, 3),
                "minutes_per_gib": round(done.minutes_per_gib, 2),
            }
        )
        return
    out.print(
        say(
            f"{path}：{done.size / 2**20:,.1f} MiB，{done.seconds:,.1f} 秒（每 GiB {done.minutes_per_gib:.1f} 分钟）\n"
            f"日志 {done.journal.entries} 条，根 {done.journal.root}",
            f"{path}: {done.size / 2**20:,.1f} MiB in {done.seconds:,.1f} s ({done.minutes_per_gib:.1f} minutes per GiB)\n"
            f"{done.journal.entries} entries in the journal, root {done.journal.root}",
        ),
        markup=False,
        soft_wrap=True,
    )
