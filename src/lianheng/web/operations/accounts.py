"""``lianheng user``: accounts at the server's own command line, for the first ones and for when nobody can sign in.

Every act is the operator's and stands in the journal, with the name of whoever was signed in at the server.
"""

from __future__ import annotations

import datetime
import getpass
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianheng.text import UserError
from lianheng.web.access import services
from lianheng.web.access.actor import Actor, operator
from lianheng.web.access.models import Account
from lianheng.web.access.roles import Administrator, Role
from lianheng.web.operations.founding import first_password
from lianheng.web.operations.mistakes import told_to_the_user
from lianheng.web.people.models import Person, Unit
from lianheng.web.people.services import save_person


def listed() -> list[dict[str, Any]]:
    """Every account with what it is: one of the three administrators, or roles held today."""
    accounts = Account.objects.select_related("person").prefetch_related("grants__unit")
    return [_described(account, timezone.localdate()) for account in accounts]


def open_account(
    name: str, person: str | None, called: str | None, unit: str | None, administrator: str | None
) -> str:
    """Open an account and return its first password. A person who is not there yet is entered, given a name and a unit.

    Raises UserError.
    """
    if administrator is not None and administrator not in Administrator.values:
        raise _unknown(
            "管理员",
            "administrator",
            administrator,
            [v for v in Administrator.values if v != Administrator.NONE],
        )
    if Account.objects.filter(username=name).exists():
        raise UserError(f"账号 {name} 已存在。", f"There is an account {name} already.")
    password = first_password()
    with told_to_the_user("无法开立账号", "The account cannot be opened"), transaction.atomic():
        holder = None if person is None else _person(person, called, unit)
        services.open_account(by_hand(), name, password, holder, administrator or Administrator.NONE)
    return password


def reset_password(name: str, reason: str) -> str:
    """A new first password. Raises UserError for an unknown account."""
    password = first_password()
    services.reset_password(by_hand(), account(name), password, reason)
    return password


def set_enabled(name: str, enabled: bool, reason: str) -> None:
    """Let an account in, or no longer. Raises UserError for an unknown account."""
    services.change_account(by_hand(), account(name), reason, is_active=enabled)


def grant(
    name: str,
    role: str,
    unit: str,
    from_on: datetime.date | None,
    to_on: datetime.date | None,
    subordinates: bool,
) -> None:
    """Give a role from a day on (today). Raises UserError."""
    if role not in Role.values:
        raise _unknown("角色", "role", role, Role.values)
    with told_to_the_user("无法授予角色", "The role cannot be given"):
        start = from_on or timezone.localdate()
        services.grant_role(by_hand(), account(name), role, _unit(unit), start, to_on, subordinates)


def account(name: str) -> Account:
    found: Account | None = Account.objects.filter(username=name).first()
    if found is None:
        raise UserError(f"没有账号 {name}。", f"There is no account {name}.")
    return found


def by_hand() -> Actor:
    """The operator, with the login at the server."""
    return operator(f"operator {getpass.getuser()}")


def _person(number: str, called: str | None, unit: str | None) -> Person:
    found = Person.objects.filter(pk=number).first()
    if found is not None:
        return found
    if not called or not unit:
        raise UserError(
            f"没有人员 {number}；要新建，请加 --name 和 --unit。",
            f"There is no person {number}; to enter one, add --name and --unit.",
        )
    values = {"person_id": number, "name": called, "unit": _unit(unit), "joined_on": timezone.localdate()}
    return save_person(by_hand(), Person(), values)


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(pk=code).first()
    if found is None:
        raise _unknown("单位", "unit", code, Unit.objects.order_by("pk").values_list("pk", flat=True)[:8])
    return found


def _described(account: Account, today: datetime.date) -> dict[str, Any]:
    held = [
        item
        for item in account.grants.all()
        if item.from_on <= today and (item.to_on is None or item.to_on >= today)
    ]
    roles = [f"{item.get_role_display()} {item.unit_id}" for item in held]
    if account.administrator != Administrator.NONE:
        roles = [str(account.get_administrator_display())]
    return {
        "account": account.username,
        "person": account.person_id,
        "name": account.shown_name,
        "roles": roles,
        "enabled": account.is_active,
        "last_login": account.last_login,
    }


def _unknown(zh: str, en: str, given: str, known: Any) -> UserError:
    return UserError(
        f"没有{zh} {given}；有：{'、'.join(known)}",
        f"There is no {en} {given}; there are: {', '.join(known)}",
    )
