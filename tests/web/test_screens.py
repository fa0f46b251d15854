"""Every main page in a real browser: both languages, desktop and phone. ``LIANHENG_SCREENS=FOLDER`` keeps the pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.test import Client

from . import screens
from .browser import DESKTOP, PHONE, Visit, chromium, visit
from .conftest import build_cast

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ("zh-hans", "en")
SIZES = {"phone": PHONE, "desktop": DESKTOP}


def test_every_main_page_fits_reads_well_and_the_browser_does_not_complain(live_server):
    cast = build_cast()
    keyed = screens.furnish()
    wrong: list[str] = []
    with chromium() as browser:
        for role, pages in screens.PAGES.items():
            client = Client()
            client.force_login(cast[role], backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies["sessionid"].value
            for language in LANGUAGES:
                with visit(browser, live_server.url, session, language, DESKTOP) as seen:
                    for name, address in pages.items():
                        seen.open(keyed(address))
                        wrong += [
                            f"{name} ({role}, {language}): {text}" for text in looked_at(seen, name, language)
                        ]
    assert not wrong, "\n".join(wrong)


def looked_at(seen: Visit, name: str, language: str) -> Iterator[str]:
    """What is wrong with the page that stands in the window, at each width."""
    for size, (width, height) in SIZES.items():
        seen.page.set_viewport_size({"width": width, "height": height})
        if (over := seen.too_wide()) > 0:
            yield f"wider than the {size} by {over}"
        if "LIANHENG_SCREENS" in os.environ:
            seen.screenshot(f"{name}-{language[:2]}-{size}")
    if language == LANGUAGES[0]:  # a page is built alike in both languages
        yield from seen.barriers()
    yield from seen.complaints
    seen.complaints.clear()
