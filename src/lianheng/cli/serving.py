"""``lianheng init | serve | worker | upgrade``: a site of one's own, from an empty folder to its address."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianheng.cli.homes import HomeOption, enter_home
from lianheng.cli.language import language, say
from lianheng.cli.options import JsonOption, note
from lianheng.cli.output import Column, err, out, print_json, table
from lianheng.text import Text, UserError

if TYPE_CHECKING:
    from lianheng.web.operations.founding import Founding

LEVELS = ("central", "province", "city", "county", "zone", "town")
BesideOption = Annotated[int | None, typer.Option("--beside", hidden=True)]
"""Given by ``serve`` to the two processes that it keeps together: its own number."""
LARGEST_SITE = 4  # processes; more serve nobody while the database takes one writer at a time


def register(app: typer.Typer) -> None:
    app.command("init", help=say("建立一个新站点", "Make a new site"))(init)
    app.command("serve", help=say("启动网站和后台处理", "Start the site, with its worker"))(serve)
    app.command("worker", help=say("只启动后台处理", "Start the worker only"))(worker)
    app.command("upgrade", help=say("装了新版本后升级站点", "Bring a site to a newly installed version"))(
        upgrade
    )


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help=say("站点文件夹", "The site's home folder"))
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", help=say("首个单位的编码", "Code of the first unit"))
    ] = None,
    unit_name: Annotated[
        str | None, typer.Option("--unit-name", help=say("首个单位的名称", "Its name"))
    ] = None,
    division: Annotated[
        str | None,
        typer.Option("--division", help=say("行政区划代码（六位）", "Its division code, six digits")),
    ] = None,
    level: Annotated[str | None, typer.Option("--level", help="|".join(LEVELS))] = None,
    host: Annotated[
        list[str] | None,
        typer.Option("--host", help=say("用户访问的域名或地址", "A name or address that users type")),
    ] = None,
    https: Annotated[bool, typer.Option("--https", help=say("以 HTTPS 提供服务", "Serve by HTTPS"))] = False,
    database: Annotated[
        str | None,
        typer.Option(
            "--database", help=say("PostgreSQL 地址（默认 SQLite）", "PostgreSQL address (default: SQLite)")
        ),
    ] = None,
    national: Annotated[
        bool, typer.Option("--gm", help=say("日志用国密 SM3、SM2", "Seal the journal with SM3 and SM2"))
    ] = False,
    ask_passwords: Annotated[
        bool,
        typer.Option("--ask-passwords", help=say("自己输入初始口令", "Type the first passwords yourself")),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    from lianheng.web.operations.founding import ADMINISTRATORS, Founding, found

    fields = {
        "unit_id": _given(unit, "--unit", Text("首个单位的编码", "Code of the first unit")),
        "name": _given(unit_name, "--unit-name", Text("首个单位的名称", "Name of the first unit")),
        "division_code": _given(
            division, "--division", Text("行政区划代码（六位）", "Division code, six digits")
        ),
        "level": _given(
            level, "--level", Text(f"预算级次（{'、'.join(LEVELS)}）", f"Budget level ({', '.join(LEVELS)})")
        ),
    }
    founding = Founding(fields, tuple(host or ()), https, database, national)
    passwords = {name: _password(name, ask_passwords) for name in ADMINISTRATORS.values()}
    if not as_json:
        note("正在建立站点…", "Making the site…")
    found(folder, founding, passwords)
    if as_json:
        print_json({"home": str(folder.resolve()), "passwords": passwords})
        return
    _tell_founded(folder, founding, passwords, ask_passwords)


def _given(value: str | None, option: str, words: Text) -> str:
    """What the line gave, else what a person at the terminal types. Raises UserError when there is nobody to ask."""
    if value:
        return value
    if not sys.stdin.isatty():
        raise UserError(f"还需要 {option}：{words.zh}。", f"{option} is needed: {words.en}.")
    return str(typer.prompt(words.say(language())))


def _password(account: str, ask: bool) -> str:
    from lianheng.web.operations.founding import first_password

    if not ask:
        return first_password()
    return str(
        typer.prompt(
            say(f"{account} 的初始口令", f"First password of {account}"),
            hide_input=True,
            confirmation_prompt=True,
        )
    )


def _tell_founded(folder: Path, founding: Founding, passwords: dict[str, str], typed: bool) -> None:
    from lianheng.web.access.roles import Administrator
    from lianheng.web.operations.founding import ADMINISTRATORS

    columns = [(say("管理员", "administrator"), Column.TEXT), (say("账号", "account"), Column.CODE)]
    columns += [(say("初始口令", "first password"), Column.CODE)]
    rows = [
        [Administrator(role).label, name, say("（自定）", "(yours)") if typed else passwords[name]]
        for role, name in ADMINISTRATORS.items()
    ]
    table(say(f"站点已建立：{folder}", f"The site is made: {folder}"), columns, rows)
    out.print(
        say(
            f"""
以上口令只显示这一次：请分别交给三名管理员。首次登录须改口令，并绑定第二因素。

接下来：
  lianheng serve --home {folder}                       启动网站
  lianheng user open zhang --name 张某 --person P001 --unit {founding.unit["unit_id"]} --role office --home {folder}
                                                       给办公室的第一位同事开账号，其余人员由其在网页上录入
  lianheng checkpoint --home {folder}                  导出日志根，交单位以外的人保管
  lianheng backup 备份.zip --home {folder}              备份；口令请与备份分开保管""",
            f"""
These passwords are shown this once: hand each to its administrator. The first sign-in asks for a new one and a second factor.

Next:
  lianheng serve --home {folder}                       start the site
  lianheng user open zhang --name Zhang --person P001 --unit {founding.unit["unit_id"]} --role office --home {folder}
                                                       an account for the office's first colleague, who enters the others
  lianheng checkpoint --home {folder}                  export the journal's root for somebody outside to keep
  lianheng backup backup.zip --home {folder}           make a backup; keep its passphrase apart from it""",
        ),
        markup=False,
        soft_wrap=True,
    )


def serve(
    home: HomeOption = None,
    host: Annotated[str, typer.Option("--host", help=say("监听地址", "Address to listen on"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=say("端口", "Port"))] = 8000,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", min=1, help=say("进程数（默认按处理器）", "Processes (default: by processors)")
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", exists=True, help=say("TLS 证书（PEM）", "TLS certificate (PEM)")),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", exists=True, help=say("证书私钥（PKCS#8）", "Its private key (PKCS#8)")),
    ] = None,
    plain_http: Annotated[
        bool,
        typer.Option(
            "--plain-http", help=say("明知不加密仍对外监听", "Listen outside without encryption, knowingly")
        ),
    ] = False,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help=say("不启动后台处理", "Without the worker"))
    ] = False,
    beside: BesideOption = None,
) -> None:
    folder = enter_home(home)
    from lianheng.web.operations import serving

    count = processes or min(os.cpu_count() or 1, LARGEST_SITE)
    if beside is not None:
        serving.end_with(beside)
        serving.serve(host, port, count, certificate, key)
        return
    _refuse_unready()
    serving.refuse_open_ears(host, certificate, plain_http)
    address = f"{'https' if certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{port}/"
    note(
        f"廉衡（{folder}）：{address}    按 Ctrl-C 停止", f"Lianheng ({folder}): {address}    Ctrl-C stops it"
    )
    if no_worker:
        serving.serve(host, port, count, certificate, key)
        return
    options = ["--host", host, "--port", str(port), "--processes", str(count)]
    options += ["--certificate", str(certificate)] if certificate else []
    options += ["--key", str(key)] if key else []
    raise typer.Exit(serving.serve_with_worker(options, folder))


def _refuse_unready() -> None:
    """Raises UserError, with the reasons shown, when the site must not be served now."""
    from lianheng.web.operations.readiness import obstacles

    reasons = list(obstacles())
    for reason in reasons:
        err.print(f"✗ {reason.say(language())}", markup=False, soft_wrap=True)
    if reasons:
        raise UserError(
            "站点尚不能启动，原因见上。", "The site cannot be started yet, for the reasons above."
        )


def worker(home: HomeOption = None, beside: BesideOption = None) -> None:
    enter_home(home)
    from lianheng.web.jobs.worker import run
    from lianheng.web.operations.serving import end_with

    if beside is not None:
        end_with(beside)
    run()


def upgrade(home: HomeOption = None) -> None:
    folder = enter_home(home)
    from lianheng.web.operations.readiness import prepare

    prepare()
    note(f"{folder} 已升级，可以启动。", f"{folder} is upgraded and can be started.")
