"""The clock, and ways through the door as a person goes: account, password, second factor."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from lianheng.web.access.models import Account

from ..conftest import PASSWORD

MORNING = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LOGIN, HOME_PAGE = "/sign-in/login/", "/"


class Clock:
    """What all parts take for the present time."""

    def __init__(self) -> None:
        self.now = MORNING

    def forward(self, **span: float) -> None:
        self.now += datetime.timedelta(**span)

    def to(self, day: datetime.date) -> None:
        self.now = MORNING.replace(year=day.year, month=day.month, day=day.day)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stands still at a Monday morning until a test moves it."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: clock.now)
    monkeypatch.setattr(time, "time", lambda: clock.now.timestamp())
    return clock


@pytest.fixture
def knock() -> Callable[..., object]:
    """Send the sign-in form."""

    def send(client: Client, name: str, password: str = PASSWORD, **more: str) -> object:
        return client.post(LOGIN, {"login": name, "password": password, **more})

    return send


@pytest.fixture
def authenticator_app(cast: dict[str, Account]) -> Callable[..., Callable[[], str]]:
    """Give somebody a telephone with an authenticator app; calling it says the present code."""
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

    def give(name: str) -> Callable[[], str]:
        secret = generate_totp_secret()
        TOTP.activate(cast[name], secret)
        return lambda: format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    return give


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
