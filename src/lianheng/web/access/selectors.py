"""What an account holds today, and who may act."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access.actor import NOBODY, Actor
from lianheng.web.access.models import Account, Delegation, RoleGrant
from lianheng.web.access.permissions import Holding, permissions, state_words
from lianheng.web.access.roles import Administrator
from lianheng.web.people.selectors import unit_children
from lianheng.web.shell.words import say

APP, KEY = Text("验证器", "authenticator app"), Text("安全密钥", "security key")
REACH_WORDS = {
    "any": Text("全部", "all"),
    "unit": Text("本单位", "own unit"),
    "department": Text("本科室", "own department"),
    "own": Text("本人", "own"),
}


def actor_of(account: Account | None, request: str = "") -> Actor:
    """An account as an actor, with the roles it holds today. Nobody for none or a disabled one."""
    if account is None or not account.is_active:
        return replace(NOBODY, request=request)
    today = timezone.localdate()
    return Actor(
        name=account.username,
        label=account.shown_name,
        holdings=tuple(holdings(account, today)),
        person=account.person_id,
        request=request,
        today=today,
    )


def holdings(account: Account, today: datetime.date) -> list[Holding]:
    """Administrators hold their one role and nothing else, whatever has been granted; who has left holds nothing."""
    if account.administrator != Administrator.NONE:
        return [Holding(account.administrator)]
    if not _serves(account, today):
        return []
    grants = [
        *grants_in_force(account, today),
        *(loan.grant for loan in delegations_in_force(account, today)),
    ]
    children = unit_children() if any(grant.subordinates for grant in grants) else {}
    return [_holding(grant, account, children) for grant in grants]


def grants_in_force(account: Account, today: datetime.date) -> QuerySet[RoleGrant]:
    """The account's own roles of the day."""
    return RoleGrant.objects.filter(_on(today), account=account).select_related("account__person", "unit")


def holders_of(role: str, unit: str, today: datetime.date) -> list[Account]:
    """Accounts that hold a role for a unit today."""
    found = RoleGrant.objects.filter(_on(today), role=role, unit=unit).select_related("account__person")
    return [grant.account for grant in found if _serves(grant.account, today)]


def delegations_in_force(account: Account, today: datetime.date) -> list[Delegation]:
    """Roles of others in which the account acts today: not longer than they hold them, nor after they have left."""
    lent = Delegation.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        delegate=account,
        from_on__lte=today,
        to_on__gte=today,
    ).select_related("grant__account__person", "grant__unit", "delegate__person")
    return [loan for loan in lent if _in_force(loan.grant, today) and _serves(loan.grant.account, today)]


def _on(today: datetime.date) -> Q:
    return Q(from_on__lte=today) & (Q(to_on__isnull=True) | Q(to_on__gte=today))


def _in_force(grant: RoleGrant, today: datetime.date) -> bool:
    return grant.from_on <= today and (grant.to_on is None or grant.to_on >= today)


def _serves(account: Account, today: datetime.date) -> bool:
    person = account.person
    return account.is_active and person is not None and (person.left_on is None or person.left_on >= today)


def _holding(grant: RoleGrant, account: Account, children: dict[str, list[str]]) -> Holding:
    units = _with_subordinates(grant.unit_id, children) if grant.subordinates else frozenset({grant.unit_id})
    lent = grant.account_id != account.pk
    holder = grant.account.person
    return Holding(
        grant.role,
        units,
        department=holder.department_id if holder else None,
        person=None if lent else account.person_id,
        barred=frozenset(person for person in (account.person_id, grant.account.person_id) if person),
        on_behalf_of=grant.account.username if lent else "",
    )


def _with_subordinates(unit: str, children: dict[str, list[str]]) -> frozenset[str]:
    found, left = {unit}, [unit]
    while left:
        new = [child for child in children.get(left.pop(), []) if child not in found]
        found |= set(new)
        left += new
    return frozenset(found)


def accounts() -> QuerySet[Account]:
    """All accounts, with what a list of them shows."""
    found: QuerySet[Account] = Account.objects.select_related("person__unit").prefetch_related("grants__unit")
    return found


def account_page(account: Account) -> dict[str, Any]:
    """One account for the administrators: its roles ever granted, its delegations, whether it is locked, who came in."""
    from lianheng.web.access.lockout import locked_until

    return {
        "account": account,
        "grants": account.grants.select_related("unit").order_by("-from_on"),
        "given": given(account),
        "received": account.delegations.select_related(
            "grant__account__person", "grant__unit", "delegate__person"
        ),
        "locked_until": locked_until(account.username),
        "factors": second_factors(account),
        "comings": comings_and_goings(account),
    }


def my_page(account: Account) -> dict[str, Any]:
    """One's own account: roles held today, delegations, second factors, the latest sign-ins."""
    today = timezone.localdate()
    return {
        "account": account,
        "grants": grants_in_force(account, today),
        "acting": delegations_in_force(account, today),
        "given": given(account),
        "factors": second_factors(account),
        "comings": comings_and_goings(account),
        "sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
    }


def given(account: Account) -> QuerySet[Delegation]:
    """Delegations of the account's roles to others."""
    return Delegation.objects.filter(grant__account=account).select_related(
        "grant__unit", "grant__account__person", "delegate__person"
    )


def possible_delegates(account: Account) -> QuerySet[Account]:
    """Who may act for somebody: enabled accounts of people who serve in the same unit."""
    unit = account.person.unit_id if account.person else None
    serving = Account.objects.filter(is_active=True, person__unit=unit, person__left_on=None)
    others: QuerySet[Account] = serving.exclude(pk=account.pk).select_related("person")
    return others.order_by("person__name")


def second_factors(account: Account) -> list[str]:
    """The account's second factors as a reader says them; recovery codes aside, which are only a way back in."""
    from allauth.mfa.models import Authenticator

    kept = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return [
        f"{say(KEY)} {factor}" if factor.type == Authenticator.Type.WEBAUTHN else say(APP)
        for factor in kept.order_by("created_at")
    ]


def comings_and_goings(account: Account, latest: int = 10) -> QuerySet[Any]:
    """The journal's latest entries of signing in and out, failing to, and being locked out."""
    from lianheng.web.access.arrivals import ARRIVALS
    from lianheng.web.history.models import Entry

    told = Entry.objects.filter(kind=Account.kind(), key=str(account.pk), action__in=ARRIVALS)
    return told.order_by("-sequence")[:latest]


def permission_rows(role: str = "") -> list[dict[str, str]]:
    """The declared table in the reader's words: a row per action, a cell per role. With a role: what that role may do."""
    return [
        {
            "action": name,
            "title": say(declared.title),
            **{held: condition_words(condition) for held, condition in declared.allow.items()},
        }
        for name, declared in permissions().items()
        if not role or role in declared.allow
    ]


def condition_words(condition: str) -> str:
    """``unit not_own`` as a reader says it."""
    reach, *states = condition.split()
    return " ".join([say(REACH_WORDS[reach]), *(say(state_words()[state]) for state in states)])
