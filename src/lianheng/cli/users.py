"""``lianheng user``: accounts, opened and mended at the server itself."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from lianheng.cli.homes import HomeOption, enter_home
from lianheng.cli.language import say
from lianheng.cli.options import JsonOption, note
from lianheng.cli.output import Column, out, print_json, table

Name = Annotated[str, typer.Argument(metavar="ACCOUNT", help=say("账号", "The account"))]
Reason = Annotated[
    str, typer.Option("--reason", help=say("原因，记入日志", "The reason, kept in the journal"))
]
UnitOption = Annotated[str | None, typer.Option("--unit", help=say("单位编码", "The unit's code"))]
Subordinates = Annotated[
    bool, typer.Option("--subordinates", help=say("含下级单位", "With subordinate units"))
]
DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        no_args_is_help=True,
        help=say("账号（在服务器上操作，记入日志）", "Accounts, at the server; journalled"),
    )
    group.command("list", help=say("列出账号", "List the accounts"))(list_accounts)
    group.command("open", help=say("开立账号", "Open an account"))(open_account)
    group.command("reset", help=say("重置口令", "Give a new first password"))(reset)
    group.command("disable", help=say("停用账号", "Disable an account"))(disable)
    group.command("enable", help=say("重新启用账号", "Let an account in again"))(enable)
    group.command("grant", help=say("授予角色", "Give a role"))(grant)
    app.add_typer(group, name="user")


def list_accounts(home: HomeOption = None, as_json: JsonOption = False) -> None:
    enter_home(home)
    from lianheng.web.operations import accounts

    found = accounts.listed()
    if as_json:
        print_json(found)
        return
    columns = [(say("账号", "account"), Column.CODE), (say("人员", "person"), Column.CODE)]
    columns += [(say("姓名", "name"), Column.TEXT), (say("角色", "roles"), Column.TEXT)]
    columns += [(say("启用", "enabled"), Column.TEXT), (say("最近登录", "last sign-in"), Column.TEXT)]
    rows = [
        [
            row["account"],
            row["person"],
            row["name"],
            "\n".join(row["roles"]),
            row["enabled"],
            row["last_login"],
        ]
        for row in found
    ]
    table("", columns, rows)


def open_account(
    name: Name,
    person: Annotated[
        str | None, typer.Option("--person", help=say("人员编号", "The person's number"))
    ] = None,
    called: Annotated[
        str | None,
        typer.Option(
            "--name", help=say("姓名（人员尚未录入时）", "Name, when the person is not entered yet")
        ),
    ] = None,
    unit: UnitOption = None,
    role: Annotated[
        str | None, typer.Option("--role", help=say("同时授予的角色", "A role to give as well"))
    ] = None,
    administrator: Annotated[
        str | None, typer.Option("--administrator", help="system_admin|security_admin|audit_admin")
    ] = None,
    subordinates: Subordinates = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    enter_home(home)
    from django.db import transaction

    from lianheng.text import UserError
    from lianheng.web.operations import accounts

    if role is not None and unit is None:
        raise UserError("授予角色须同时给出 --unit。", "A role needs --unit.")
    with transaction.atomic():
        password = accounts.open_account(name, person, called, unit, administrator)
        if role is not None and unit is not None:
            accounts.grant(name, role, unit, None, None, subordinates)
    _tell_password(name, password, as_json)


def reset(name: Name, reason: Reason, home: HomeOption = None, as_json: JsonOption = False) -> None:
    enter_home(home)
    from lianheng.web.operations import accounts

    _tell_password(name, accounts.reset_password(name, reason), as_json)


def disable(name: Name, reason: Reason, home: HomeOption = None) -> None:
    _set_enabled(name, False, reason, home)
    note(f"{name} 已停用", f"{name} is disabled")


def enable(name: Name, reason: Reason, home: HomeOption = None) -> None:
    _set_enabled(name, True, reason, home)
    note(f"{name} 已启用", f"{name} is let in again")


def _set_enabled(name: str, enabled: bool, reason: str, home: HomeOption) -> None:
    enter_home(home)
    from lianheng.web.operations import accounts

    accounts.set_enabled(name, enabled, reason)


def grant(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=say("角色", "The role"))],
    unit: Annotated[str, typer.Option("--unit", help=say("单位编码", "The unit's code"))],
    from_on: Annotated[
        datetime.datetime | None,
        typer.Option("--from", formats=DAY, help=say("起始日（默认今天）", "First day (today)")),
    ] = None,
    to_on: Annotated[
        datetime.datetime | None, typer.Option("--to", formats=DAY, help=say("最后一天", "Last day"))
    ] = None,
    subordinates: Subordinates = False,
    home: HomeOption = None,
) -> None:
    enter_home(home)
    from lianheng.web.operations import accounts

    first, last = (day.date() if day else None for day in (from_on, to_on))
    accounts.grant(name, role, unit, first, last, subordinates)
    note(f"已授予 {name}：{role}（{unit}）", f"{name} is given {role} ({unit})")


def _tell_password(name: str, password: str, as_json: bool) -> None:
    if as_json:
        print_json({"account": name, "password": password})
        return
    note(
        f"{name} 的初始口令（只显示这一次，首次登录须修改）：",
        f"First password of {name} (shown this once, to be changed at sign-in):",
    )
    out.print(password, markup=False)
