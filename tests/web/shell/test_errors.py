"""What a page says when something is wrong: what and what to do, in the reader's language, and nothing of the inside."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from lianheng.web.access.actor import NOBODY
from lianheng.web.shell import errors

pytestmark = pytest.mark.django_db


def test_a_record_of_another_unit_looks_like_one_that_does_not_exist(client_of):
    client = client_of("clerk")
    theirs, nothing = client.get("/people/Q01/"), client.get("/people/NOBODY/")
    assert theirs.status_code == nothing.status_code == 404
    told = [answer.content.decode().split("<main")[1].split("<code>")[0] for answer in (theirs, nothing)]
    assert told[0] == told[1]


def test_a_closed_page_says_whom_to_ask_in_both_languages(client_of):
    client = client_of("clerk")
    assert "安全保密管理员" in client.get("/people/new/").content.decode()
    client.cookies["django_language"] = "en"
    assert "ask the security administrator" in client.get("/people/new/").content.decode()


def test_a_fault_tells_a_request_number_and_nothing_of_the_inside(client_of, monkeypatch, caplog):
    from lianheng.web.people import views

    client = client_of("clerk")
    client.raise_request_exception = False

    def broken() -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(views, "people", broken)
    answer = client.get("/people/")
    told = answer.content.decode()
    assert answer.status_code == 500 and answer["X-Request-ID"] in told
    assert "secret inside" not in told and "Traceback" not in told


def test_a_page_that_stood_open_too_long_says_that_nothing_is_lost():
    request = RequestFactory().post("/people/new/")
    request.actor, request.user = NOBODY, None
    told = errors.stale_form(request).content.decode()
    assert "刷新后再提交" in told


def test_a_view_that_says_nothing_is_closed(client_of):
    from lianheng.web.access.gate import is_declared, public

    def view(request):
        return None

    assert not is_declared(view)
    assert is_declared(public("a reason")(view))


@pytest.mark.parametrize("address", ["/people/?text=%00", "/cases/?rule=a%00b", "/api/v1/cases?state=%00"])
def test_a_hidden_nul_is_refused_before_it_reaches_the_database(client_of, address):
    assert client_of("discipline").get(address).status_code == 400


def test_a_nul_hidden_in_json_is_refused_too(client_of):
    answer = client_of("discipline").post("/api/v1/runs", '{"unit": "U\\u0000"}', "application/json")
    assert answer.status_code == 400
