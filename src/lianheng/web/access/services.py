"""Opening and closing accounts, granting roles, delegating. Every one leaves an entry in the journal."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from lianheng.text import UserError
from lianheng.web.access import lockout
from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account, Delegation, RoleGrant
from lianheng.web.access.permissions import permissions
from lianheng.web.access.roles import Administrator
from lianheng.web.access.selectors import actor_of, second_factors
from lianheng.web.history.models import kept_records_open, snapshot
from lianheng.web.history.sealing import take_pen
from lianheng.web.history.services import record_entry, writing
from lianheng.web.people.models import Person, Unit


def open_account(
    by: Actor,
    username: str,
    password: str,
    person: Person | None = None,
    administrator: str = Administrator.NONE,
    must_change_password: bool = True,
) -> Account:
    """A new way in, for a person or for an administrator. Its first password must be changed at the first sign-in.

    An administrator's account is let in only once another administrator has enabled it, unless the operator opens it.
    """
    account = Account(
        username=username,
        person=person,
        administrator=administrator,
        must_change_password=must_change_password,
        is_active=by.everything or administrator == Administrator.NONE,
    )
    account.set_password(password)
    with writing(by, "access.open_account", account) as opened:
        opened.full_clean(exclude=["password"])
    return account


def change_account(by: Actor, account: Account, reason: str, *, is_active: bool) -> None:
    """Disable an account, or let it in again. Raises UserError for one's own."""
    _must_be_anothers(by, account)
    with writing(
        by, "access.enable_account" if is_active else "access.change_account", account, reason
    ) as changed:
        changed.is_active = is_active


def reset_password(by: Actor, account: Account, password: str, reason: str) -> None:
    """A new first password, given by the system administrator. Raises UserError for one's own account."""
    _must_be_anothers(by, account)
    with writing(by, "access.change_account", account, reason) as changed:
        changed.set_password(password)
        changed.must_change_password = True


def change_own_password(account: Account, password: str) -> None:
    """One's own password; needs no permission but having signed in, and is journalled like any write."""
    by = actor_of(account)
    with transaction.atomic(), kept_records_open():
        take_pen()
        stored = Account.objects.select_for_update().get(pk=account.pk)
        before = snapshot(stored)
        stored.set_password(password)
        stored.must_change_password = False
        stored.version += 1
        stored.save()
        record_entry(by, "access.change_own_password", stored, before, snapshot(stored))
    # the session goes on with what is stored now
    account.password, account.must_change_password, account.version = stored.password, False, stored.version


def reset_factors(by: Actor, account: Account, reason: str) -> None:
    """Remove somebody's second factors, when they are lost. The next sign-in asks for a new one.

    Raises UserError for one's own account, and when there is none.
    """
    from allauth.mfa.models import Authenticator

    _must_be_anothers(by, account)
    by.must("access.reset_factors", account)
    with transaction.atomic():
        take_pen()
        if not second_factors(account):
            raise UserError("该账号没有第二因素。", "The account has no second factor.")
        Authenticator.objects.filter(user=account).delete()
        record_entry(by, "access.reset_factors", account, None, None, reason)


def lift_lock(by: Actor, account: Account, reason: str) -> None:
    """Let a locked account try again at once. Raises UserError when it is not locked."""
    by.must("access.lift_lock", account)
    with transaction.atomic():
        take_pen()
        if lockout.locked_until(account.username) is None:
            raise UserError("该账号未被锁定。", "The account is not locked.")
        lockout.lift(account.username)
        record_entry(by, "access.lift_lock", account, None, None, reason)


def grant_role(
    by: Actor,
    account: Account,
    role: str,
    unit: Unit,
    from_on: datetime.date,
    to_on: datetime.date | None = None,
    subordinates: bool = False,
    reason: str = "",
) -> RoleGrant:
    """Raises UserError for one's own account, and for one of the three administrators, who hold no other role."""
    _must_be_anothers(by, account)
    if account.administrator != Administrator.NONE:
        raise UserError(
            "三员分立：管理员账号不得授予业务角色。",
            "Separation of duties: an administrator's account is given no role of the bureau's work.",
        )
    if to_on is not None and to_on < from_on:
        raise UserError("最后一天不得早于起始日。", "The last day cannot be before the first.")
    grant = RoleGrant(
        account=account, role=role, unit=unit, from_on=from_on, to_on=to_on, subordinates=subordinates
    )
    with writing(by, "access.grant_role", grant, reason) as granted:
        granted.full_clean()
    return grant


def end_role(by: Actor, grant: RoleGrant, on: datetime.date, reason: str) -> None:
    """The last day of a role: yesterday takes it away at once. Raises UserError for a role that had ended before."""
    if grant.to_on is not None and on > grant.to_on:
        raise UserError(f"该角色已定于 {grant.to_on} 终止。", f"The role ends on {grant.to_on} already.")
    with writing(by, "access.grant_role", grant, reason) as ended:
        ended.to_on = on
        ended.full_clean()


def delegate_role(
    by: Actor, grant: RoleGrant, delegate: Account, from_on: datetime.date, to_on: datetime.date, reason: str
) -> Delegation:
    """Let somebody act in one's own role between two days. Raises UserError when that cannot be."""
    for wrong in _obstacles(grant, delegate, from_on, to_on):
        raise wrong
    delegation = Delegation(grant=grant, delegate=delegate, from_on=from_on, to_on=to_on, reason=reason)
    with writing(by, "access.delegate", delegation, reason) as made:
        made.full_clean()
    return delegation


def end_delegation(by: Actor, delegation: Delegation, on: datetime.date, reason: str) -> None:
    """The first day on which the delegation no longer holds: today ends it at once."""
    with writing(by, "access.delegate", delegation, reason) as ended:
        ended.ended_on = on


def _obstacles(
    grant: RoleGrant, delegate: Account, from_on: datetime.date, to_on: datetime.date
) -> list[UserError]:
    found = []
    if (
        delegate.pk == grant.account_id
        or delegate.administrator != Administrator.NONE
        or not delegate.is_active
    ):
        found.append(
            UserError(
                "代行人须是另一个启用中的业务账号。",
                "The delegate must be another enabled account, and no administrator's.",
            )
        )
    elif delegate.person is None or delegate.person.unit_id != grant.unit_id:
        found.append(
            UserError("代行人须在该角色的单位任职。", "The delegate must serve in the unit of the role.")
        )
    if grant.role not in permissions()["access.delegate"].allow:
        found.append(UserError("这一角色不得委托。", "This role cannot be delegated."))
    if from_on < timezone.localdate():
        found.append(UserError("委托不得早于今天。", "A delegation cannot begin before today."))
    if to_on < from_on:
        found.append(UserError("最后一天不得早于起始日。", "The last day cannot be before the first."))
    if from_on < grant.from_on or (grant.to_on is not None and to_on > grant.to_on):
        found.append(
            UserError(
                "委托期须在本人任该角色期间之内。",
                "The delegation must lie within the days on which the role is held.",
            )
        )
    return found


def _must_be_anothers(by: Actor, account: Account) -> None:
    """Nobody widens, restores or removes their own rights."""
    if account.username == by.name and not by.everything:
        raise UserError("不得对本人账号作此操作。", "Nobody does this to their own account.")
