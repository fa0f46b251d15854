"""The viewer in a real browser: what is safe is seen, what is active does nothing, and the browser does not complain."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from lianheng.web.access.actor import operator
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.services import attach
from lianheng.web.people.models import Person

from ..browser import DESKTOP, PHONE, chromium, visit
from ..conftest import build_cast
from . import samples

pytestmark = pytest.mark.django_db(transaction=True)
FILES = {
    "批复.pdf": samples.pdf(),
    "照片.png": samples.picture("PNG"),
    "说明.txt": "会议记录\n".encode(),
    "公告.html": samples.HTML,
}


@pytest.fixture
def kept(live_server: Any) -> dict[str, Attachment]:
    cast = build_cast()
    person = Person.objects.get(pk="P04")
    made = {
        name: attach(operator(), person, [data], name, datetime.date(2024, 5, 6))
        for name, data in FILES.items()
    }
    made["session"] = _session(cast["clerk"])
    return made


def _session(account: Any) -> Any:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def test_safe_files_are_seen_and_active_ones_do_nothing(kept, live_server):
    session = kept.pop("session")
    with chromium() as browser, visit(browser, live_server.url, session, "zh-hans", DESKTOP) as seen:
        for name, attachment in kept.items():
            seen.open(f"/evidence/{attachment.pk}/")
            frames = [frame.url for frame in seen.page.frames[1:]]
            assert bool(frames) == (name != "公告.html"), name
            assert not any(frame.startswith("chrome-error") for frame in frames), name
        seen.open(f"/evidence/{kept['说明.txt'].pk}/")
        assert "会议记录" in seen.page.frames[1].locator("body").inner_text()
        with seen.page.expect_download() as download:
            seen.page.locator("a.btn-primary").first.click()
        assert download.value.suggested_filename == "说明.txt"
        # a PDF's own reader and a download take the request over, which the page sees as aborted
        assert [text for text in seen.complaints if not text.endswith("net::ERR_ABORTED")] == []


def test_the_pages_fit_a_phone_and_everybody_can_read_them(kept, live_server):
    session, png = kept.pop("session"), kept["照片.png"].pk
    with chromium() as browser:
        for language, size in (("zh-hans", PHONE), ("en", DESKTOP)):
            with visit(browser, live_server.url, session, language, size) as seen:
                for address in (f"/evidence/{png}/", "/evidence/of/people.person/P04/", "/people/P04/"):
                    seen.open(address)
                    assert seen.too_wide() <= 0, address
                    assert seen.barriers() == [], address
                    assert seen.complaints == [], address
