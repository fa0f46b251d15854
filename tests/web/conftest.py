"""The site under test: a home of its own, and the standing cast that every test may call on."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

HOME = Path(tempfile.mkdtemp(prefix="lianheng-home-"))
(HOME / "static").mkdir()
os.environ.update(
    LIANHENG_HOME=str(HOME),
    LIANHENG_SECRET_KEY="only-for-tests-" + "x" * 40,
    LIANHENG_SEAL_KEY="only-for-tests",
    LIANHENG_SECOND_FACTOR="false",
    LIANHENG_HOSTS="localhost,127.0.0.1,testserver",
    LIANHENG_STATIC_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
    DJANGO_SETTINGS_MODULE="lianheng.web.settings",
)
import django  # noqa: E402 - the settings above decide

django.setup()

from django.test import Client  # noqa: E402

from lianheng.web.access.actor import Actor, operator  # noqa: E402
from lianheng.web.access.models import Account  # noqa: E402
from lianheng.web.access.roles import Administrator, Role  # noqa: E402
from lianheng.web.access.selectors import actor_of  # noqa: E402
from lianheng.web.access.services import grant_role, open_account  # noqa: E402
from lianheng.web.people.models import Department, Person, Post, Unit  # noqa: E402
from lianheng.web.people.services import appoint, save_department, save_person, save_unit  # noqa: E402

from . import kept_rows  # noqa: E402 - it imports models

PASSWORD = "correct horse battery 9"
START = datetime.date(2020, 1, 1)
BUREAU, OTHER, ABOVE = "U01", "U02", "U00"
CAST = {
    "chief": ("周明远", Role.CHIEF, Post.Level.CHIEF),
    "deputy": ("吴静宜", Role.DEPUTY, Post.Level.DEPUTY),
    "head": ("郑思齐", Role.HEAD, Post.Level.HEAD),
    "clerk": ("冯小满", Role.STAFF, Post.Level.STAFF),
    "secretary": ("陈一诺", Role.SECRETARY, Post.Level.DEPUTY),
    "office": ("褚文心", Role.OFFICE, Post.Level.STAFF),
    "discipline": ("卫子安", Role.DISCIPLINE, Post.Level.STAFF),
    "liaison": ("蒋若水", Role.LIAISON, Post.Level.STAFF),
    "accountant": ("沈知秋", Role.ACCOUNTANT, Post.Level.STAFF),
    "treasury": ("韩立春", Role.TREASURY, Post.Level.STAFF),
    "procurement": ("杨清和", Role.PROCUREMENT, Post.Level.STAFF),
    "assets": ("朱守一", Role.ASSETS, Post.Level.STAFF),
    "review": ("秦正言", Role.REVIEW, Post.Level.STAFF),
    "auditor": ("许望舒", Role.AUDITOR, Post.Level.STAFF),
}
"""Account name → person, role, level: all of them of the bureau, each in a post since START."""


@pytest.fixture(autouse=True)
def quiet_hashing(settings: object) -> None:
    """Argon2 is slow on purpose; tests that are about it take it back."""
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]


@pytest.fixture
def cast(db: None) -> dict[str, Account]:
    """Everybody of CAST, somebody of another unit, the superior body, and the three administrators."""
    return build_cast()


def build_cast() -> dict[str, Account]:
    """The cast in the database of this test: written by the services once, and as the same rows in every later test."""
    if not kept_rows.restore():
        with kept_rows.keeping():
            _write_cast()
    return {account.username: account for account in Account.objects.select_related("person")}


def _write_cast() -> None:
    by = operator()
    above = save_unit(by, Unit(), _unit(ABOVE, "市纪工委", None))
    bureau = save_unit(by, Unit(), _unit(BUREAU, "财政金融保障局", above))
    other = save_unit(by, Unit(), _unit(OTHER, "投资促进局", above))
    budget = save_department(by, Department(), {"unit": bureau, "name": "预算科"})
    for number, (name, (called, role, level)) in enumerate(CAST.items(), start=1):
        _open(by, name, f"P{number:02}", called, bureau, budget, role, level)
    _open(by, "outsider", "Q01", "何远山", other, None, Role.OFFICE, Post.Level.STAFF)
    _open(by, "superior", "R01", "吕建业", above, None, Role.SUPERIOR, Post.Level.STAFF, subordinates=True)
    for kind in (Administrator.SYSTEM, Administrator.SECURITY, Administrator.AUDIT):
        open_account(by, kind.value, PASSWORD, None, kind, must_change_password=False)


@pytest.fixture
def client_of(cast: dict[str, Account]) -> Callable[[str], Client]:
    """A browser in which somebody of the cast has signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(cast[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def actor(cast: dict[str, Account]) -> Callable[[str], Actor]:
    """Somebody of the cast, as services know them."""
    return lambda name: actor_of(Account.objects.get(pk=cast[name].pk))


@pytest.fixture
def home() -> Path:
    """The folder of the site under test."""
    return HOME


def _unit(code: str, name: str, parent: Unit | None) -> dict[str, object]:
    return {"unit_id": code, "name": name, "parent": parent, "division_code": "341800", "level": "zone"}


def _open(
    by: Actor,
    name: str,
    number: str,
    called: str,
    unit: Unit,
    department: Department | None,
    role: Role,
    level: Post.Level,
    subordinates: bool = False,
) -> None:
    values = {"person_id": number, "name": called, "unit": unit, "department": department, "joined_on": START}
    person = save_person(by, Person(), values)
    appoint(by, person, str(role.label), Post.Rank.STAFF, level, START)
    account = open_account(by, name, PASSWORD, person, must_change_password=False)
    grant_role(by, account, role, unit, START, subordinates=subordinates)
