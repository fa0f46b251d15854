"""Operations for programs: a token does what its owner may, within its scopes, until its day; and never more."""

from __future__ import annotations

import datetime
import json

import pytest
from django.test import Client

from lianheng.text import UserError
from lianheng.web.api.models import Token
from lianheng.web.api.operations import api
from lianheng.web.api.services import make_token, revoke_token

from ..cases.conftest import case, judge  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
READ = ("/api/v1/cases", "/api/v1/runs", "/api/v1/figures", "/api/v1/imports")


@pytest.fixture
def ask(actor):
    """Asks an operation as somebody's program."""

    def asked(who: str, method: str, address: str, body: object = None, scopes: tuple[str, ...] = ("read",)):
        by = actor(who)
        _, key = make_token(by, "测试", scopes, by.today + datetime.timedelta(days=30))
        data = None if body is None else json.dumps(body)
        return Client().generic(
            method, address, data or "", "application/json", headers={"Authorization": f"Bearer {key}"}
        )

    return asked


def test_without_a_token_or_with_a_wrong_one_nothing_is_answered(cast):
    for address in READ:
        assert Client().get(address).status_code == 401
        assert Client().get(address, headers={"Authorization": "Bearer lh_wrong"}).status_code == 401


def test_a_program_sees_what_its_owner_sees_and_no_other_units_cases(case, ask):
    assert ask("discipline", "GET", "/api/v1/cases").json()["count"] > 0
    assert ask("outsider", "GET", "/api/v1/cases").json()["count"] == 0
    assert ask("outsider", "GET", f"/api/v1/cases/{case.pk}").status_code == 404


def test_money_is_exact_text(case, ask):
    assert ask("discipline", "GET", f"/api/v1/cases/{case.pk}").json()["amount"] == "5000.00"


def test_a_token_does_no_more_than_its_scopes(case, ask, actor):
    until = str(actor("discipline").today + datetime.timedelta(days=30))
    step = (
        f"/api/v1/cases/{case.pk}/dismiss",
        {"reason": "另案处理", "until": until, "version": case.version},
    )
    assert ask("discipline", "POST", *step).status_code == 403
    assert ask("discipline", "POST", *step, scopes=("case",)).json()["state"] == "dismissed"


def test_a_stale_step_is_a_conflict_and_a_wrong_one_is_explained(case, ask):
    address = f"/api/v1/cases/{case.pk}/dismiss"
    stale = ask(
        "discipline",
        "POST",
        address,
        {"reason": "另", "until": "2199-01-01", "version": 99},
        scopes=("case",),
    )
    assert stale.status_code == 400
    short = ask("discipline", "POST", address, {"reason": "另"}, scopes=("case",))
    assert short.status_code == 400
    assert short.json()["zh"]


def test_a_revoked_or_ended_token_and_one_of_a_disabled_account_open_nothing(cast, actor):
    by = actor("discipline")
    token, key = make_token(by, "测试", ["read"], by.today + datetime.timedelta(days=1))
    head = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/runs", headers=head).status_code == 200
    revoke_token(by, token)
    assert Client().get("/api/v1/runs", headers=head).status_code == 401


def test_the_key_itself_is_kept_nowhere(actor):
    by = actor("discipline")
    _, key = make_token(by, "测试", ["read"], by.today + datetime.timedelta(days=1))
    stored = Token.objects.get()
    assert key not in {str(value) for value in vars(stored).values()}


@pytest.mark.parametrize("days", [0, 400])
def test_a_token_ends_within_a_year(actor, days):
    by = actor("discipline")
    with pytest.raises(UserError):
        make_token(by, "测试", ["read"], by.today + datetime.timedelta(days=days))


def test_every_operation_asks_for_a_token():
    for path in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].values():
        for operation in path.values():
            assert operation["security"] == [{"Bearer": []}]


def test_pages_of_tokens_are_their_owners(client_of, actor):
    by = actor("discipline")
    token, _ = make_token(by, "测试", ["read"], by.today + datetime.timedelta(days=1))
    assert "测试" in client_of("discipline").get("/api/tokens/").content.decode()
    assert client_of("clerk").post(f"/api/tokens/{token.pk}/revoke/").status_code == 404
    assert client_of("clerk").get("/api/openapi.json").json()["info"]["title"].startswith("Lianheng")
