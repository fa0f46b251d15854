"""Accounts, roles and delegations in every place; their days lie far off, so that nobody gains a role by them today."""

from __future__ import annotations

from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account, Delegation, RoleGrant
from lianheng.web.access.roles import Role
from lianheng.web.access.services import delegate_role, grant_role

from ..records import FAR, Place


def accounts(place: Place) -> dict[str, Account]:
    return {"of_person": place.account, "of_administrator": Account.objects.get(username="audit_admin")}


def grants(place: Place) -> dict[str, RoleGrant]:
    return {"": _grant(place)}


def delegations(place: Place) -> dict[str, Delegation]:
    others = Account.objects.filter(person__unit=place.unit).exclude(person=place.person)
    delegate = others.first() or Place("", place.unit, place.department, _another(place)).account
    return {"": delegate_role(operator(), _grant(place), delegate, FAR, FAR, "外出")}


def _grant(place: Place) -> RoleGrant:
    return grant_role(operator(), place.account, Role.OFFICE, place.unit, FAR)


def _another(place: Place):
    from ..records import _person

    return _person(f"{place.person.pk}-2", place.unit, place.department)


RECORDS = {Account: accounts, RoleGrant: grants, Delegation: delegations}
