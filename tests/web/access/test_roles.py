"""Roles for a time, delegation between two days, and the three administrators apart from each other and from the work."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianheng.text import UserError
from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account, RoleGrant
from lianheng.web.access.permissions import permissions
from lianheng.web.access.roles import Administrator, Role
from lianheng.web.access.selectors import actor_of
from lianheng.web.access.services import (
    change_account,
    delegate_role,
    end_role,
    grant_role,
    open_account,
    reset_factors,
    reset_password,
)
from lianheng.web.history.models import Entry, kept_records_open
from lianheng.web.people.models import Person, Unit
from lianheng.web.people.services import save_person

from ..conftest import PASSWORD
from .conftest import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def lent(cast, actor, clock):
    """The office acts for the chief from today for a week."""
    grant = RoleGrant.objects.get(account=cast["chief"])
    return delegate_role(actor("chief"), grant, cast["office"], TODAY, TODAY + 7 * DAY, "外出开会")


def roles(account: Account) -> set[str]:
    return set(actor_of(Account.objects.get(pk=account.pk)).roles())


def test_a_role_holds_on_its_first_and_last_day_and_not_around_them(cast, actor, clock):
    unit = Unit.objects.get(pk="U01")
    grant_role(actor("security_admin"), cast["clerk"], Role.AUDITOR, unit, TODAY, TODAY + 2 * DAY)
    held = {}
    for days in range(-1, 4):
        clock.to(TODAY + days * DAY)
        held[days] = Role.AUDITOR in roles(cast["clerk"])
    assert held == {-1: False, 0: True, 1: True, 2: True, 3: False}


def test_a_role_given_by_mistake_this_morning_can_be_taken_away_at_once(cast, actor, clock):
    security = actor("security_admin")
    grant = grant_role(security, cast["clerk"], Role.AUDITOR, Unit.objects.get(pk="U01"), TODAY)
    end_role(security, grant, TODAY - DAY, "选错了人")
    assert Role.AUDITOR not in roles(cast["clerk"])
    assert Entry.objects.filter(kind="access.rolegrant", key=str(grant.pk)).last().reason == "选错了人"


def test_a_role_that_ends_cannot_be_made_longer_by_ending_it_later(cast, actor, clock):
    security = actor("security_admin")
    grant = grant_role(security, cast["clerk"], Role.AUDITOR, Unit.objects.get(pk="U01"), TODAY, TODAY + DAY)
    with pytest.raises(UserError):
        end_role(security, grant, TODAY + 9 * DAY, "延长")


def test_what_a_grant_says_never_changes_not_even_past_the_services(cast):
    grant = RoleGrant.objects.get(account=cast["clerk"])
    grant.role = Role.CHIEF
    with pytest.raises(IntegrityError), transaction.atomic(), kept_records_open():
        grant.save()


def test_a_role_reaches_subordinate_units_only_when_it_says_so(cast):
    assert actor_of(cast["superior"]).units("people.view_person") == {"U00", "U01", "U02"}
    assert actor_of(cast["chief"]).units("people.view_person") == {"U01"}


def test_only_the_security_administrator_grants_roles(cast, actor):
    for name in ("system_admin", "audit_admin", "chief", "office"):
        with pytest.raises(PermissionDenied):
            grant_role(actor(name), cast["clerk"], Role.AUDITOR, Unit.objects.get(pk="U01"), TODAY)


def test_nobody_widens_restores_or_removes_their_own_rights(cast, actor):
    unit = Unit.objects.get(pk="U01")
    for act in (
        lambda: grant_role(actor("security_admin"), cast["security_admin"], Role.CHIEF, unit, TODAY),
        lambda: change_account(actor("system_admin"), cast["system_admin"], "休假", is_active=False),
        lambda: reset_password(actor("system_admin"), cast["system_admin"], PASSWORD, "忘记"),
        lambda: reset_factors(actor("security_admin"), cast["security_admin"], "丢失"),
    ):
        with pytest.raises(UserError, match="本人账号"):
            act()


def test_an_administrator_is_given_no_role_by_the_service(cast, actor):
    for kind in ("system_admin", "audit_admin"):
        with pytest.raises(UserError, match="三员分立"):
            grant_role(actor("security_admin"), cast[kind], Role.CHIEF, Unit.objects.get(pk="U01"), TODAY)
    with pytest.raises(UserError, match="三员分立"):
        grant_role(operator(), cast["security_admin"], Role.CHIEF, Unit.objects.get(pk="U01"), TODAY)


def test_a_role_that_an_administrator_has_got_all_the_same_is_worth_nothing(cast, clock):
    grant = RoleGrant(account=cast["audit_admin"], role=Role.CHIEF, unit_id="U01", from_on=TODAY)
    with kept_records_open():
        grant.save()
    assert roles(cast["audit_admin"]) == {Administrator.AUDIT}


def test_the_database_keeps_an_account_from_being_a_persons_and_an_administrators(cast):
    for person, kind in ((None, Administrator.NONE), (Person.objects.get(pk="P01"), Administrator.AUDIT)):
        account = Account(username="both", person=person, administrator=kind)
        with pytest.raises(IntegrityError), transaction.atomic(), kept_records_open():
            account.save()


def test_an_account_never_becomes_an_administrators_afterwards(cast):
    account = Account.objects.get(username="clerk")
    account.person, account.administrator = None, Administrator.AUDIT
    with pytest.raises(IntegrityError), transaction.atomic(), kept_records_open():
        account.save()


def test_the_three_administrators_do_none_of_the_bureaus_work():
    """Whatever an app of the bureau's work declares, now or later: talks and declarations first of all."""
    running = {"shell", "access", "people", "history", "evidence", "ledger", "jobs", "operations"}
    ways_out = "desk.keep_channels"  # how notices leave the house, not what they say
    three = set(Administrator.values) - {Administrator.NONE}
    working = {
        name: sorted(three & set(one.allow))
        for name, one in permissions().items()
        if name.split(".")[0] not in running and name != ways_out
    }
    assert {name: held for name, held in working.items() if held} == {}
    spoken = [
        name for name in permissions() if any(word in name for word in ("talk", "declar", "matter", "pledge"))
    ]
    assert not [name for name in spoken if three & set(permissions()[name].allow)]


def test_no_two_of_the_three_may_do_the_same_thing_to_accounts_and_roles():
    acts = ("open_account", "change_account", "reset_factors", "lift_lock", "grant_role")
    for act in acts:
        assert len(permissions()[f"access.{act}"].allow) == 1, act


def test_one_administrator_alone_does_not_get_into_the_account_of_another(cast, actor):
    """The system administrator may give a new password, but not take away the second factor; the security one the reverse."""
    allow = {
        act: set(permissions()[f"access.{act}"].allow)
        for act in ("change_account", "reset_factors", "open_account")
    }
    assert allow["change_account"] & allow["reset_factors"] == set()
    opened = open_account(actor("system_admin"), "shadow", PASSWORD, administrator=Administrator.SECURITY)
    assert not opened.is_active
    assert actor_of(opened).roles() == frozenset()


def test_a_delegate_acts_in_the_role_from_the_first_to_the_last_day(cast, lent, clock):
    held = {}
    for days in (-1, 0, 7, 8):
        clock.to(TODAY + days * DAY)
        held[days] = Role.CHIEF in roles(cast["office"])
    assert held == {-1: False, 0: True, 7: True, 8: False}


def test_a_delegate_acts_on_behalf_of_the_holder_and_the_journal_says_so(cast, actor, lent, clock):
    office = actor("office")
    assert office.acting_for("access.view_permissions") == "chief"
    assert office.acting_for("people.change_person") == ""


def test_on_a_record_that_ones_own_role_reaches_one_acts_in_the_own_name(cast, actor, clock):
    """The clerk acts for the deputy in the office: sees a colleague as staff, and changes one for the deputy."""
    grant = grant_role(operator(), cast["deputy"], Role.OFFICE, Unit.objects.get(pk="U01"), TODAY)
    delegate_role(actor("deputy"), grant, cast["clerk"], TODAY, TODAY, "外出")
    clerk, colleague, stranger = actor("clerk"), Person.objects.get(pk="P01"), Person.objects.get(pk="Q01")
    assert clerk.acting_for("people.view_person", colleague) == ""
    assert clerk.acting_for("people.change_person", colleague) == "deputy"
    assert clerk.acting_for("people.change_person", stranger) == ""


def test_a_delegate_does_not_become_the_person(cast, actor, lent, clock):
    office = actor("office")
    lent_holding = next(holding for holding in office.holdings if holding.on_behalf_of)
    assert lent_holding.person is None
    assert lent_holding.barred == {"P01", cast["office"].person_id}


def test_a_delegate_does_not_delegate_further(cast, actor, lent, clock):
    with pytest.raises(PermissionDenied):
        delegate_role(actor("office"), lent.grant, cast["clerk"], TODAY, TODAY + DAY, "再委托")


@pytest.mark.parametrize("ended", ["role", "account", "person"])
def test_a_delegation_ends_with_what_it_was_lent_from(cast, actor, lent, clock, ended):
    if ended == "role":
        end_role(actor("security_admin"), lent.grant, TODAY, "免职")
    elif ended == "account":
        change_account(actor("system_admin"), cast["chief"], "停职", is_active=False)
    else:
        save_person(operator(), Person.objects.get(pk="P01"), {"left_on": TODAY})
    clock.to(TODAY + DAY)
    assert Role.CHIEF not in roles(cast["office"])


def test_who_has_left_holds_nothing_from_the_day_after(cast, clock):
    save_person(operator(), Person.objects.get(pk="P04"), {"left_on": TODAY})
    assert roles(cast["clerk"]) == {Role.STAFF}
    clock.to(TODAY + DAY)
    assert roles(cast["clerk"]) == set()


def test_the_holder_ends_a_delegation_early_and_it_ends_at_once(cast, client_of, lent, clock):
    client = client_of("chief")
    assert "外出开会" in client.get("/access/me/").content.decode()
    client.post(f"/access/delegations/{lent.pk}/end/", {"reason": "提前返回"})
    assert Role.CHIEF not in roles(cast["office"])
    assert Entry.objects.filter(kind="access.delegation", key=str(lent.pk)).last().reason == "提前返回"


def test_nobody_else_ends_it(cast, client_of, lent):
    for name in ("office", "deputy"):
        assert (
            client_of(name).post(f"/access/delegations/{lent.pk}/end/", {"reason": "试试"}).status_code == 404
        )
    assert (
        client_of("security_admin")
        .post(f"/access/delegations/{lent.pk}/end/", {"reason": "试试"})
        .status_code
        == 403
    )


@pytest.mark.parametrize(
    ("delegate", "first", "last", "said"),
    [
        ("chief", 0, 1, "另一个"),
        ("audit_admin", 0, 1, "另一个"),
        ("outsider", 0, 1, "在该角色的单位"),
        ("office", -1, 1, "不得早于今天"),
        ("office", 2, 1, "不得早于起始日"),
    ],
)
def test_what_cannot_be_delegated_says_why(cast, actor, clock, delegate, first, last, said):
    grant = RoleGrant.objects.get(account=cast["chief"])
    with pytest.raises(UserError, match=said):
        delegate_role(actor("chief"), grant, cast[delegate], TODAY + first * DAY, TODAY + last * DAY, "外出")


def test_a_delegation_is_not_longer_than_the_role(cast, actor, clock):
    grant = RoleGrant.objects.get(account=cast["chief"])
    end_role(actor("security_admin"), grant, TODAY + 3 * DAY, "届满")
    grant.refresh_from_db()
    with pytest.raises(UserError, match="期间之内"):
        delegate_role(actor("chief"), grant, cast["office"], TODAY, TODAY + 4 * DAY, "外出")


def test_the_role_of_every_member_of_staff_is_not_delegated(cast, actor, clock):
    grant = RoleGrant.objects.get(account=cast["clerk"])
    with pytest.raises(UserError, match="不得委托"):
        delegate_role(actor("clerk"), grant, cast["office"], TODAY, TODAY, "外出")
