"""Single sign-on against a real OpenID Connect server: who has linked it comes in, nobody else does, and it opens no account."""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from lianheng.web.access.models import Account
from lianheng.web.access.services import change_account
from lianheng.web.history.models import Entry

from ..conftest import PASSWORD
from .conftest import signed_in
from .identities import identities

pytestmark = pytest.mark.django_db
START = "/sign-in/oidc/bureau/login/"


@pytest.fixture
def portal(settings):
    with identities() as server:
        settings.SOCIALACCOUNT_PROVIDERS = server.settings()
        yield server


def come_back(client: Client, start: str):
    """Through the single sign-on server and back, as a browser is led."""
    away = client.post(start)
    assert away.status_code == 302, away.content.decode()
    back = urlsplit(location_of(away["Location"]))
    return client.get(f"{back.path}?{back.query}")


def location_of(address: str) -> str:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(address)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError("the server led nowhere")


@pytest.fixture
def linked(cast, client_of, portal):
    """The clerk has linked the identity of the portal."""
    client = client_of("clerk")
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    assert come_back(client, f"{START}?process=connect")["Location"] == "/sign-in/sign-on/"
    return cast["clerk"]


def test_an_identity_that_is_linked_signs_in(linked, portal):
    client = Client()
    assert "统一门户" in client.get("/sign-in/login/").content.decode()
    assert come_back(client, f"{START}?process=login&next=/people/")["Location"] == "/people/"
    assert client.get("/people/").status_code == 200
    entry = Entry.objects.filter(action="access.sign_in").last()
    assert (entry.actor, entry.after["means"]) == ("clerk", "bureau")


def test_an_identity_that_nobody_has_linked_is_refused_and_opens_no_account(cast, portal):
    client, before = Client(), Account.objects.count()
    answer = come_back(client, f"{START}?process=login")
    assert "没有关联本系统的账号" in answer.content.decode()
    assert not signed_in(client)
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)
    assert Entry.objects.get(action="access.fail_sign_in").after["means"] == "bureau"


def test_linking_asks_for_the_password_again(cast, client_of, portal):
    client = client_of("clerk")
    assert come_back(client, f"{START}?process=connect")["Location"] == "/sign-in/reauthenticate/"
    assert not SocialAccount.objects.exists()
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.get().user == cast["clerk"]


def test_linking_and_unlinking_stand_in_the_journal_and_change_nothing_of_the_account(
    linked, client_of, portal
):
    version = Account.objects.get(pk=linked.pk).version
    client = client_of("clerk")
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    page = client.get("/sign-in/sign-on/").content.decode()
    assert "feng.xiaoman" in page
    client.post("/sign-in/sign-on/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    told = Entry.objects.filter(action__endswith="link_sign_on").order_by("sequence")
    assert [(entry.action, entry.actor, entry.after["factor"]) for entry in told] == [
        ("access.link_sign_on", "clerk", "bureau"),
        ("access.unlink_sign_on", "clerk", "bureau"),
    ]
    assert Account.objects.get(pk=linked.pk).version == version


def test_an_identity_belongs_to_one_account(linked, client_of, portal):
    other = client_of("office")
    other.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    come_back(other, f"{START}?process=connect")
    assert SocialAccount.objects.get().user == linked


def test_a_disabled_account_does_not_come_in_by_it(linked, actor, portal):
    change_account(actor("system_admin"), linked, "离岗", is_active=False)
    client = Client()
    assert come_back(client, f"{START}?process=login")["Location"] == "/sign-in/inactive/"
    assert not signed_in(client)
    assert Entry.objects.filter(action="access.fail_sign_in").last().label == "clerk"


def test_a_locked_account_does_not_come_in_by_it(linked, knock, portal):
    for _ in range(5):
        knock(Client(), "clerk", "not the password 1")
    client = Client()
    assert come_back(client, f"{START}?process=login").status_code == 429
    assert not signed_in(client)


def test_the_second_factor_is_asked_for_here_too(linked, authenticator_app, portal):
    authenticator_app("clerk")
    client = Client()
    assert come_back(client, f"{START}?process=login")["Location"] == "/sign-in/2fa/authenticate/"
    assert not signed_in(client)


def test_an_answer_that_was_not_asked_for_is_refused(linked, portal):
    """Somebody lures a reader to the callback with an answer of their own."""
    there = Client().post(f"{START}?process=login")
    back = urlsplit(location_of(there["Location"]))
    victim = Client()
    assert victim.get(f"{back.path}?{back.query}").status_code in (401, 403)
    assert not signed_in(victim)


def test_a_server_that_answers_nonsense_is_told_calmly(linked, portal):
    portal.broken = True
    client = Client()
    answer = come_back(client, f"{START}?process=login")
    assert answer.status_code == 401
    assert "单点登录服务没有给出有效答复" in answer.content.decode()
    assert not signed_in(client)


def test_who_turns_back_at_the_server_is_led_back(linked, portal):
    portal.present = ""
    client = Client()
    assert come_back(client, f"{START}?process=login")["Location"] == "/sign-in/sign-on/cancelled/"


def test_it_leads_nowhere_else(linked, portal):
    client = Client()
    assert come_back(client, f"{START}?process=login&next=https://evil.example/")["Location"] == "/"


def test_only_pages_that_lead_there_let_a_form_go_there(cast, portal, client_of):
    policy = Client().get("/sign-in/login/")["Content-Security-Policy"]
    assert f"form-action 'self' {portal.address}" in policy
    assert portal.address not in client_of("clerk").get("/access/me/")["Content-Security-Policy"]


def test_a_site_without_single_sign_on_shows_none_of_it(cast, client_of):
    assert "oidc" not in Client().get("/sign-in/login/").content.decode()
    assert "单点登录" not in client_of("clerk").get("/access/me/").content.decode()
    assert Client().post(START).status_code == 404
