"""Every address × method × role × record, asked of the site's own views and compared with the declared table.

What is expected is computed here from the ``permissions.yaml`` files in plain Python, apart from the gate and its queries.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern, URLResolver

from lianheng.web.access.models import Account
from lianheng.web.access.selectors import actor_of

from .records import Case, Registry, Stage, registered, stage
from .table import TABLE, WEB, Who, allows

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OPEN, CLOSED, LOST = "open", "closed (403)", "not found (404)"
SIGN_IN, WRONG_METHOD, FAULT = "sign in first", "wrong method (405)", "a fault (500)"
OPERATIONS, REFUSALS = "api:api_operations:", {401, 403, 404, 405}
LIBRARIES = ("account_", "mfa_", "socialaccount_", "openid_connect_", "set_language")
ANYBODY = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "openid_connect_callback",
    "openid_connect_login",
    "set_language",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}
"""Pages of libraries that are there for whoever has not signed in; all their other pages are each one's own."""
FEW = ("anonymous", "clerk", "outsider", "system_admin", "roleless")


@dataclass(frozen=True)
class Door:
    """An address of the site."""

    name: str
    view: Any
    parts: tuple[str, ...]

    @property
    def app(self) -> str:
        return self.name.split(":")[0] if ":" in self.name else "shell"

    @property
    def says_who(self) -> bool:
        return hasattr(self.view, "action")


def doors() -> list[Door]:
    return list(_doors(get_resolver().url_patterns, "", ()))


def _doors(patterns: list[Any], space: str, parts: tuple[str, ...]) -> Iterator[Door]:
    for pattern in patterns:
        inside = (*parts, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _doors(pattern.url_patterns, below, inside)
        elif isinstance(pattern, URLPattern):
            yield Door(f"{space}{pattern.name}", pattern.callback, inside)


# ---- what is expected ----
def expected(asker: Asker, method: str, door: Door, asked: Question, said: Registry) -> str:
    """By the table; and by what the app has said of its views: who may open a case, and what a view asks for besides."""
    who, action = asker.who, door.view.action
    if method not in door.view.methods:
        return WRONG_METHOD
    if who is None:
        return SIGN_IN
    if not allows(who, action):
        return CLOSED
    if not allows(who, action, asked.record, asked.words) or not asked.is_open_to(who, said):
        return LOST
    also = said.also.get((door.name, method), action)
    return OPEN if allows(who, also, asked.record, asked.words) else CLOSED


# ---- what is answered ----
class Asker:
    """Somebody of the cast, or nobody: by a browser through the whole site, or straight at a view with its gate."""

    def __init__(self, who: Who | None, account: Account | None) -> None:
        self.who, self.name = who, who.name if who else "anonymous"
        self.user: Any = account or AnonymousUser()
        self.actor = actor_of(account)
        self.client = Client(raise_request_exception=False)
        if account is not None:
            self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def through_the_site(self, method: str, address: str) -> str:
        with undone():
            return meaning(self.client.generic(method, address))

    def straight(self, method: str, address: str) -> str:
        """As the middleware leaves a request to the view: what it looks up is the same for every record."""
        match, request = resolve(address), RequestFactory().generic(method, address)
        given = {
            "user": self.user,
            "actor": self.actor,
            "session": SessionStore(),
            "htmx": False,
            "resolver_match": match,
        }
        vars(request).update(given, _messages=CookieStorage(request))
        with undone():
            try:
                return meaning(match.func(request, **match.kwargs))
            except PermissionDenied:
                return CLOSED
            except Http404:
                return LOST


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def meaning(answer: Any) -> str:
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in/login/"):
        return SIGN_IN
    refused = {403: CLOSED, 404: LOST, 405: WRONG_METHOD}
    return refused.get(answer.status_code, OPEN if answer.status_code < 500 else FAULT)


def askers(staged: Stage) -> list[Asker]:
    return [Asker(None, None), *(Asker(who, staged.cast[who.name]) for who in staged.whos)]


# ---- what is asked ----
@dataclass(frozen=True)
class Question:
    """An address with the record it opens, in words that are true of it; or a case that an app has said by hand."""

    case: str
    address: str
    record: Model | None = None
    words: str = ""
    by_hand: Case | None = None

    def is_open_to(self, who: Who, said: Registry) -> bool:
        """What the app asks besides the table."""
        if self.by_hand is not None:
            return self.by_hand.may(who)
        return self.record is None or said.seen.get(type(self.record), lambda *_: True)(who, self.record)

    def tells_of(self, who: Who | None) -> bool:
        """Somebody else's own record tells no more of this asker than a colleague's does."""
        return not self.case.startswith("own of ") or (
            who is not None and self.case.startswith(f"own of {who.name} ")
        )


def questions(door: Door, staged: Stage, said: Registry) -> list[Question]:
    model, file = door.view.model, f"tests/web/{door.app}/records.py"
    if model is None:
        if not door.parts:
            return [Question("", reverse(door.name))]
        if door.name not in said.addresses:
            pytest.fail(
                f"{door.name}: say in {file}, ADDRESSES, which addresses it has and who may open each"
            )
        cases = said.addresses[door.name](staged)
        return [
            Question(case.name, reverse(door.name, kwargs=dict(case.address)), by_hand=case) for case in cases
        ]
    if model not in said.records:
        pytest.fail(
            f"{door.name}: say in {file}, RECORDS, how a record of {model.__name__} is made in a place"
        )
    rest: dict[str, object] = {}
    if set(door.parts) != {"key"}:
        if door.name not in said.addresses:
            pytest.fail(f"{door.name}: say in {file}, ADDRESSES, the other parts of its address")
        rest = dict(said.addresses[door.name](staged)[0].address)
    made = staged.records(model, said.records[model])
    return [
        Question(
            f"{place.name} [{words}]", reverse(door.name, kwargs={"key": record.pk, **rest}), record, words
        )
        for place, words, record in wanted(door, made)
    ]


def wanted(door: Door, made: list[tuple[Any, str, Model]]) -> list[tuple[Any, str, Model]]:
    """Every state where the table asks for states; otherwise one record of each place tells the same."""
    if any(len(condition.split()) > 1 for condition in TABLE[door.view.action].values()):
        return made
    return list({place.name: (place, words, record) for place, words, record in reversed(made)}.values())


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are meant here, and need not be told of one by one."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("app", settings.HOUSE)
def test_every_address_answers_every_role_as_the_table_says(app, quiet):
    staged, said, wrong = stage(), registered(), []
    people = askers(staged)
    for door in (one for one in doors() if one.app == app and one.says_who):
        asked_first, *asked_then = questions(door, staged, said)
        for asker in people:
            for (
                method
            ) in METHODS:  # a wrong method is refused before any record is looked for, so one record tells it
                first = method == door.view.methods[0]
                wrong += differing(asker, method, door, asked_first, said, through_the_site=first)
            for asked in asked_then:
                for method in {"GET", "POST"} & set(door.view.methods) if asked.tells_of(asker.who) else ():
                    wrong += differing(asker, method, door, asked, said)
    assert not wrong, f"{len(wrong)} cells differ from the table:\n" + "\n".join(wrong[:40])


def differing(
    asker: Asker, method: str, door: Door, asked: Question, said: Registry, through_the_site: bool = False
) -> list[str]:
    due = expected(asker, method, door, asked, said)
    got = (asker.through_the_site if through_the_site else asker.straight)(method, asked.address)
    if got == due:
        return []
    return [f"{method} {asked.address} as {asker.name}, {asked.case or 'no record'}: {got}, expected {due}"]


def test_every_address_has_said_who_may_open_it():
    silent = [door.name for door in doors() if not door.says_who and not hasattr(door.view, "public")]
    assert [name for name in silent if not name.startswith((*LIBRARIES, OPERATIONS))] == []
    assert {door.view.action for door in doors() if door.says_who} - TABLE.keys() == set()


def test_pages_of_the_sign_in_library_are_open_to_all_or_each_ones_own(quiet):
    """They know no roles: whoever has signed in is answered alike, and whoever has not is sent to sign in."""
    nobody, *people = [asker for asker in askers(stage()) if asker.name in FEW]
    for door in (one for one in doors() if one.name.startswith(LIBRARIES)):
        address = reverse(door.name, kwargs={part: {"pk": 0}.get(part, "unknown") for part in door.parts})
        answers = {asker.through_the_site("GET", address) for asker in people}
        assert len(answers) == 1, (door.name, answers)
        unknown = nobody.through_the_site("GET", address)
        assert unknown == SIGN_IN or door.name in ANYBODY, (door.name, unknown)


def test_operations_for_programs_are_closed_without_a_token_whoever_has_signed_in(quiet):
    nobody, *people = [asker for asker in askers(stage()) if asker.name in FEW]
    for door in (one for one in doors() if one.name.startswith(OPERATIONS)):
        address = reverse(door.name, kwargs=dict.fromkeys(door.parts, 1))
        for asker in (nobody, *people):
            for method in METHODS:
                answer = asker.client.generic(method, address)
                assert answer.status_code in REFUSALS, (
                    method,
                    address,
                    asker.name,
                    answer.status_code,
                )
                wrong = asker.client.generic(method, address, headers={"Authorization": "Bearer lh_guessed"})
                assert wrong.status_code in REFUSALS, (method, address, asker.name, wrong.status_code)


def test_every_action_of_the_table_is_asked_for_somewhere():
    code = "\n".join(file.read_text(encoding="utf-8") for file in [*WEB.rglob("*.py"), *WEB.rglob("*.html")])
    begun = tuple(re.findall(r'f"([a-z_]+\.[a-z_]+_)\{', code))  # f"ledger.view_{group}"
    assert [action for action in TABLE if f'"{action}"' not in code and not action.startswith(begun)] == []


def test_a_reach_of_the_table_leads_somewhere_on_the_record_it_is_asked_for():
    """``unit`` on a record that belongs to no unit would quietly close a door to everybody."""
    blind = []
    for door in (one for one in doors() if one.says_who and one.view.model is not None):
        for role, condition in TABLE[door.view.action].items():
            reach = condition.split()[0]
            if reach != "any" and getattr(door.view.model.reach, reach) is None:
                blind.append(f"{door.name}: {role} {condition} on {door.view.model.__name__}")
    assert not blind, "\n".join(blind)


def test_the_state_words_of_the_records_made_are_those_their_models_see():
    """The words by which this test expects, compared with the queries by which the gate decides."""
    staged, said = stage(), registered()
    for model, make in said.records.items():
        states = getattr(model, "states", {})
        for place, words, record in staged.records(model, make):
            seen = {
                word
                for word, query in states.items()
                if model._default_manager.filter(query, pk=record.pk).exists()
            }
            called = set(words.split()) & states.keys()
            assert seen == called, f"{model.__name__} at {place.name} is called [{words}], and is {seen}"
