"""The second factor: asked for, guarded against guessing and replay, and not to be got round."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client

from lianheng.text import UserError
from lianheng.web.access.services import reset_factors
from lianheng.web.history.models import Entry

from ..conftest import PASSWORD
from .conftest import HOME_PAGE, LOGIN, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
CODE_PAGE, INDEX, ACTIVATE = "/sign-in/2fa/authenticate/", "/sign-in/2fa/", "/sign-in/2fa/totp/activate/"


@pytest.fixture
def required(settings):
    """As a site is set up by default."""
    settings.SECOND_FACTOR_REQUIRED = True


def set_up(client: Client, code_of) -> str:
    """Set up an authenticator app as a person does, and return its secret."""
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    page = client.get(ACTIVATE).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page).group(1)
    assert client.post(ACTIVATE, {"code": code_of(secret)})["Location"] == "/sign-in/2fa/recovery-codes/"
    return secret


def code_of(secret: str) -> str:
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_who_has_none_is_led_to_set_one_up_and_can_do_nothing_else(cast, client, knock, required):
    knock(client, "clerk")
    assert client.get("/people/")["Location"] == f"{INDEX}?next=%2Fpeople%2F"
    assert client.post("/people/P04/change/", {})["Location"] == INDEX
    assert client.get("/sign-in/sign-on/")["Location"].startswith(INDEX)
    assert client.get(INDEX).status_code == 200
    set_up(client, code_of)
    assert client.get("/people/").status_code == 200


def test_the_code_is_asked_for_after_the_password_and_lets_in(
    cast, client, knock, clock, authenticator_app, required
):
    code = authenticator_app("clerk")
    assert knock(client, "clerk")["Location"] == CODE_PAGE
    assert not signed_in(client)
    assert client.get("/people/")["Location"].startswith(LOGIN)
    assert client.post(CODE_PAGE, {"code": code()})["Location"] == HOME_PAGE
    assert client.get("/people/").status_code == 200
    assert Entry.objects.get(action="access.sign_in").after["means"] == "password+totp"


def test_a_code_of_the_step_before_or_after_serves_and_an_older_one_does_not(
    cast, knock, clock, authenticator_app
):
    code = authenticator_app("clerk")
    early = code()
    clock.forward(seconds=30)
    client = Client()
    knock(client, "clerk")
    client.post(CODE_PAGE, {"code": early})
    assert signed_in(client)
    old = code()
    clock.forward(seconds=60)
    other = Client()
    knock(other, "clerk")
    other.post(CODE_PAGE, {"code": old})
    assert not signed_in(other)


def test_a_code_serves_once_in_every_process(cast, knock, clock, authenticator_app):
    from django.core.cache import cache

    code, first, second = authenticator_app("clerk"), Client(), Client()
    knock(first, "clerk")
    first.post(CODE_PAGE, {"code": code()})
    assert signed_in(first)
    cache.clear()  # another process has a memory of its own
    knock(second, "clerk")
    answer = second.post(CODE_PAGE, {"code": code()})
    assert "已用过" in answer.content.decode()
    assert not signed_in(second)


def test_guessing_codes_locks_the_account_and_then_no_code_lets_in(
    cast, client, knock, clock, authenticator_app
):
    code = authenticator_app("clerk")
    knock(client, "clerk")
    for _ in range(5):
        answer = client.post(CODE_PAGE, {"code": "000000"})
    assert answer.status_code == 429
    assert client.post(CODE_PAGE, {"code": code()}).status_code == 429
    assert not signed_in(client)
    assert knock(Client(), "clerk").status_code == 429
    failures = Entry.objects.filter(action="access.fail_sign_in", after__contains="totp")
    assert failures.count() == 5
    assert Entry.objects.filter(action="access.lock_out").count() == 1


def test_a_recovery_code_stands_in_for_the_telephone_once(cast, client, knock, clock, required):
    knock(client, "clerk")
    set_up(client, code_of)
    listed = client.get("/sign-in/2fa/recovery-codes/").content.decode()
    spare = re.findall(r"<li>(\d{8})</li>", listed)
    assert len(spare) == 10
    assert client.get("/sign-in/2fa/recovery-codes/download/").content.decode().split() == spare
    for times in (1, 2):
        other = Client()
        knock(other, "clerk")
        other.post(CODE_PAGE, {"code": spare[0]})
        assert signed_in(other) is (times == 1)


def test_adding_and_removing_stand_in_the_journal(cast, client, knock, clock, required):
    knock(client, "clerk")
    set_up(client, code_of)
    client.post("/sign-in/2fa/totp/deactivate/")
    told = [
        (entry.action, entry.after["factor"])
        for entry in Entry.objects.filter(action__endswith="_factor").order_by("sequence")
    ]
    assert told == [
        ("access.add_factor", "totp"),
        ("access.add_factor", "recovery_codes"),
        ("access.remove_factor", "totp"),
        ("access.remove_factor", "recovery_codes"),
    ]
    assert {entry.actor for entry in Entry.objects.filter(action__endswith="_factor")} == {"clerk"}


def test_removing_the_last_factor_ends_the_proof_of_every_session(
    cast, knock, clock, authenticator_app, required
):
    code, here, there = authenticator_app("clerk"), Client(), Client()
    for client in (here, there):
        knock(client, "clerk")
        client.post(CODE_PAGE, {"code": code()})
        clock.forward(seconds=30)
        assert client.get("/people/").status_code == 200
    here.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    here.post("/sign-in/2fa/totp/deactivate/")
    assert here.get("/people/")["Location"].startswith(INDEX)
    assert there.get("/people/")["Location"].startswith(INDEX)


def test_a_session_begun_by_password_alone_gains_nothing_when_the_owner_sets_one_up(
    cast, knock, clock, required
):
    """Somebody who stole a password waits at the page where a factor is set up; the owner then sets one up elsewhere."""
    thief, owner = Client(), Client()
    knock(thief, "clerk")
    knock(owner, "clerk")
    secret = set_up(owner, code_of)
    thief.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    for closed in (
        "/people/",
        "/sign-in/2fa/totp/deactivate/",
        "/sign-in/2fa/webauthn/add/",
        "/sign-in/2fa/recovery-codes/",
    ):
        assert thief.get(closed)["Location"].startswith("/sign-in/2fa/reauthenticate/"), closed
    clock.forward(seconds=60)
    sent = {"code": code_of(secret), "next": "/people/"}
    assert thief.post("/sign-in/2fa/reauthenticate/", sent)["Location"] == "/people/"
    assert thief.get("/people/").status_code == 200


def test_setting_up_asks_for_the_password_again(cast, client, knock, clock, required):
    knock(client, "clerk")
    assert client.get(ACTIVATE)["Location"].startswith("/sign-in/reauthenticate/")


def test_after_changing_the_first_password_it_is_not_asked_for_again(cast, client, knock, clock, required):
    knock(client, "clerk")
    new = "a new long phrase 7"
    client.post("/sign-in/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get(ACTIVATE).status_code == 200


def test_the_secret_does_not_lie_open_in_the_database(cast, client, knock, clock, required):
    knock(client, "clerk")
    secret = set_up(client, code_of)
    stored = " ".join(str(factor.data) for factor in Authenticator.objects.all())
    assert secret not in stored
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not any(code in stored for code in spare)


def test_with_another_site_key_the_factor_says_what_to_do(
    cast, client, knock, clock, authenticator_app, settings
):
    code = authenticator_app("clerk")
    knock(client, "clerk")
    sent = {"code": code()}
    settings.SECRET_KEY = "another-key-" + "y" * 40
    other = Client()
    knock(other, "clerk")
    assert "请安全保密管理员解除" in other.post(CODE_PAGE, sent).content.decode()


def test_an_earlier_site_key_still_reads_what_it_sealed(cast, knock, clock, authenticator_app, settings):
    code = authenticator_app("clerk")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 40
    client = Client()
    knock(client, "clerk")
    client.post(CODE_PAGE, {"code": code()})
    assert signed_in(client)


def test_a_lost_factor_is_removed_by_the_security_administrator_alone(
    cast, client_of, actor, authenticator_app
):
    authenticator_app("clerk")
    with pytest.raises(PermissionDenied):
        reset_factors(actor("system_admin"), cast["clerk"], "手机丢失")
    client_of("security_admin").post(f"/access/accounts/{cast['clerk'].pk}/factors/", {"reason": "手机丢失"})
    assert not Authenticator.objects.filter(user=cast["clerk"]).exists()
    entry = Entry.objects.get(action="access.reset_factors")
    assert (entry.actor, entry.label, entry.reason) == ("security_admin", "clerk", "手机丢失")
    with pytest.raises(UserError, match="没有第二因素"):
        reset_factors(actor("security_admin"), cast["clerk"], "再次")


def test_a_site_may_do_without_but_whoever_has_one_is_asked_for_it(
    cast, client, knock, clock, authenticator_app, settings
):
    settings.SECOND_FACTOR_REQUIRED = False
    knock(client, "office")
    assert client.get("/people/").status_code == 200
    authenticator_app("clerk")
    other = Client()
    assert knock(other, "clerk")["Location"] == CODE_PAGE
