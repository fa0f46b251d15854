"""The pages of accounts: opened, disabled, given a new password, given roles, each with a reason in the journal."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account, Delegation, RoleGrant
from lianheng.web.access.permissions import permissions
from lianheng.web.access.roles import ROLES
from lianheng.web.history.models import Entry
from lianheng.web.people.models import Person, Unit
from lianheng.web.people.services import save_person

from .conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(cast) -> Person:
    values = {
        "person_id": "P99",
        "name": "孔令仪",
        "unit": Unit.objects.get(pk="U01"),
        "joined_on": "2026-01-05",
    }
    return save_person(operator(), Person(), values)


def shown_password(answer) -> str:
    return re.search(r'id="first-password">([^<]+)<', answer.content.decode()).group(1)


def test_an_account_is_opened_for_a_person_and_its_first_password_is_shown_once(client_of, newcomer, knock):
    system = client_of("system_admin")
    sent = {"username": "kongly", "person": "P99", "administrator": "none"}
    password = shown_password(system.post("/access/accounts/open/", sent))
    account = Account.objects.get(username="kongly")
    assert (account.person_id, account.is_active, account.must_change_password) == ("P99", True, True)
    assert password not in system.get(f"/access/accounts/{account.pk}/").content.decode()
    assert not Entry.objects.filter(after__contains=password).exists()
    client = Client()
    knock(client, "kongly", password)
    assert signed_in(client)


def test_a_wrong_name_or_a_second_account_for_a_person_is_refused_in_words(client_of, newcomer):
    system = client_of("system_admin")
    for sent, said in (
        ({"username": "孔 令仪", "person": "P99", "administrator": "none"}, "只含字母"),
        ({"username": "CLERK", "person": "P99", "administrator": "none"}, "同名账号"),
        ({"username": "second", "person": "P04", "administrator": "none"}, "id_person"),
        ({"username": "nobody", "administrator": "none"}, "一个人，或一名管理员"),
        ({"username": "both", "person": "P99", "administrator": "audit_admin"}, "一个人，或一名管理员"),
    ):
        answer = system.post("/access/accounts/open/", sent)
        assert (answer.status_code, said in answer.content.decode()) == (400, True), sent
    assert not Account.objects.filter(person="P99").exists()


def test_a_new_administrator_waits_for_the_security_administrator(client_of):
    system, security = client_of("system_admin"), client_of("security_admin")
    answer = system.post("/access/accounts/open/", {"username": "audit2", "administrator": "audit_admin"})
    assert "安全保密管理员启用" in answer.content.decode()
    address = f"/access/accounts/{Account.objects.get(username='audit2').pk}/"
    assert system.post(f"{address}enable/", {"reason": "自己启用"}).status_code == 404
    assert security.post(f"{address}enable/", {"reason": "经会议决定"}).status_code == 302
    assert Account.objects.get(username="audit2").is_active
    assert Entry.objects.get(action="access.enable_account").reason == "经会议决定"


def test_disabling_and_enabling_need_a_reason_and_stand_in_the_journal(client_of, cast):
    system, address = client_of("system_admin"), f"/access/accounts/{cast['clerk'].pk}/"
    assert system.post(f"{address}disable/", {"reason": ""}).status_code == 400
    assert Account.objects.get(username="clerk").is_active
    system.post(f"{address}disable/", {"reason": "借调"})
    assert not Account.objects.get(username="clerk").is_active
    system.post(f"{address}enable/", {"reason": "返回"})
    told = Entry.objects.filter(kind="access.account", key=str(cast["clerk"].pk)).order_by("-sequence")[:2]
    assert [(entry.action, entry.reason) for entry in told] == [
        ("access.enable_account", "返回"),
        ("access.change_account", "借调"),
    ]


def test_a_new_first_password_replaces_the_old_and_ends_open_sessions(client_of, cast, knock):
    clerk = client_of("clerk")
    assert clerk.get("/people/").status_code == 200
    system = client_of("system_admin")
    password = shown_password(
        system.post(f"/access/accounts/{cast['clerk'].pk}/password/", {"reason": "忘记密码"})
    )
    assert clerk.get("/people/")["Location"].startswith("/sign-in/login/")
    client = Client()
    knock(client, "clerk", password)
    assert client.get("/people/")["Location"].startswith("/sign-in/password/change/")


def test_a_role_is_granted_and_ended_on_the_account_page(client_of, cast):
    security, address = client_of("security_admin"), f"/access/accounts/{cast['clerk'].pk}/"
    sent = {"role": "auditor", "unit": "U01", "from_on": "2026-01-01", "to_on": "", "reason": "兼任"}
    assert security.post(f"{address}grant/", sent)["Location"] == address
    grant = RoleGrant.objects.get(account=cast["clerk"], role="auditor")
    page = security.get(address).content.decode()
    assert "内部审计" in page
    assert f"/access/grants/{grant.pk}/end/" in page
    assert Entry.objects.get(kind="access.rolegrant", key=str(grant.pk)).reason == "兼任"
    assert (
        security.post(
            f"/access/grants/{grant.pk}/end/", {"on": "2026-02-01", "reason": "不再兼任"}
        ).status_code
        == 302
    )
    grant.refresh_from_db()
    assert str(grant.to_on) == "2026-02-01"


def test_wrong_days_are_said_on_the_form(client_of, cast):
    sent = {
        "role": "auditor",
        "unit": "U01",
        "from_on": "2026-03-01",
        "to_on": "2026-02-01",
        "reason": "兼任",
    }
    answer = client_of("security_admin").post(f"/access/accounts/{cast['clerk'].pk}/grant/", sent)
    assert answer.status_code == 400
    assert "最后一天不得早于起始日" in answer.content.decode()


def test_buttons_show_what_each_administrator_may_do(client_of, cast):
    address = f"/access/accounts/{cast['clerk'].pk}/"
    pages = {
        name: client_of(name).get(address).content.decode()
        for name in ("system_admin", "security_admin", "audit_admin")
    }
    assert [f"{address}disable/" in page for page in pages.values()] == [True, False, False]
    assert [f"{address}grant/" in page for page in pages.values()] == [False, True, False]


def test_the_list_filters_by_name_role_and_state(client_of, cast):
    security = client_of("security_admin")

    def listed(query):
        return set(
            re.findall(r">([\w]+)</a></td>", security.get(f"/access/accounts/?{query}").content.decode())
        )

    assert {"clerk", "chief", "audit_admin"} <= listed("")
    assert listed("name=冯小满") == {"clerk"}
    assert listed("role=auditor") == {"auditor"}
    assert listed("administrator=audit_admin") == {"audit_admin"}
    assert listed("state=disabled") == set()


def test_ones_own_account_shows_roles_delegations_factors_and_latest_sign_ins(
    client_of, cast, knock, authenticator_app
):
    client = Client()
    knock(client, "office", "wrong once 123")
    client = client_of("office")
    page = client.get("/access/me/").content.decode()
    assert "办公室 财政金融保障局" in page
    assert "登录失败" in page
    assert "127.0.0.1" in page
    client.cookies["django_language"] = "en"
    page = client.get("/access/me/").content.decode()
    assert "Roles today" in page
    assert "Failed" in page


def test_a_role_is_delegated_on_ones_own_page(client_of, cast, clock):
    chief = client_of("chief")
    form = chief.get("/access/delegations/new/").content.decode()
    assert "褚文心" in form
    assert "何远山" not in form
    grant = RoleGrant.objects.get(account=cast["chief"])
    sent = {
        "grant": grant.pk,
        "delegate": cast["office"].pk,
        "from_on": "2026-03-02",
        "to_on": "2026-03-04",
        "reason": "出差",
    }
    assert chief.post("/access/delegations/new/", sent)["Location"] == "/access/me/"
    assert Delegation.objects.get().delegate_id == cast["office"].pk
    page = client_of("office").get("/access/me/").content.decode()
    assert "代 周明远 至 2026-03-04" in page


def test_nobody_delegates_what_another_holds(client_of, cast, clock):
    grant = RoleGrant.objects.get(account=cast["chief"])
    sent = {
        "grant": grant.pk,
        "delegate": cast["clerk"].pk,
        "from_on": "2026-03-02",
        "to_on": "2026-03-04",
        "reason": "冒用",
    }
    assert client_of("deputy").post("/access/delegations/new/", sent).status_code == 400
    assert not Delegation.objects.exists()


def test_the_whole_table_of_permissions_is_shown_and_exported(client_of, cast):
    audit = client_of("audit_admin")
    page = audit.get("/access/permissions/").content.decode()
    assert all(name in page for name in permissions())
    rows = csv.reader(
        io.StringIO(
            b"".join(audit.get("/access/permissions/?export=csv").streaming_content).decode("utf-8-sig")
        )
    )
    heading, *lines = rows
    assert len(heading) == 2 + len(ROLES)
    assert {line[1] for line in lines} == set(permissions())
    office = heading.index("办公室")
    cell = next(line[office] for line in lines if line[1] == "people.change_person")
    assert cell == "本单位"


def test_the_table_of_one_role_shows_what_it_may_do(client_of, cast):
    page = client_of("chief").get("/access/permissions/?role=system_admin").content.decode()
    assert "access.open_account" in page
    assert "access.grant_role" not in page


def test_the_table_is_read_in_english_too(client_of, cast):
    chief = client_of("chief")
    chief.cookies["django_language"] = "en"
    page = chief.get("/access/permissions/").content.decode()
    assert "Open accounts" in page
    assert "own unit" in page
    assert "a person&#x27;s account" in page
