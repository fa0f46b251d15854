"""Every main page in a real browser: nothing wider than the window, nothing the browser complains of, no barrier (WCAG AA).

Chinese on a desktop and English, whose words are longer, on a phone. ``LIANHENG_SCREENS=FOLDER`` asks for all four of them
and keeps their pictures.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest
from django.test import Client

from . import screens
from .browser import DESKTOP, PHONE, Visit, chromium, visit
from .conftest import build_cast

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = "LIANHENG_SCREENS" in os.environ
SIZES = {"desktop": DESKTOP, "phone": PHONE}
SEEN = (
    [*itertools.product(("zh-hans", "en"), SIZES)] if PICTURES else [("zh-hans", "desktop"), ("en", "phone")]
)


def test_every_main_page_fits_reads_well_and_the_browser_does_not_complain(live_server):
    cast = build_cast()
    keyed = screens.furnish()
    wrong: list[str] = []
    with chromium() as browser:
        for (role, pages), (language, size) in itertools.product(screens.PAGES.items(), SEEN):
            client = Client()
            client.force_login(cast[role], backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies["sessionid"].value
            with visit(browser, live_server.url, session, language, SIZES[size]) as seen:
                for name, address in pages.items():
                    seen.open(keyed(address))
                    wrong += [f"{name} ({role}, {language}, {size}): {text}" for text in looked_at(seen)]
                    if PICTURES:
                        seen.screenshot(f"{name}-{language[:2]}-{size}")
    assert not wrong, "\n".join(wrong)


def looked_at(seen: Visit) -> Iterator[str]:
    """What is wrong with the page that stands in the window."""
    if (over := seen.too_wide()) > 0:
        yield f"wider than the window by {over}"
    yield from seen.barriers()
    yield from seen.complaints
    seen.complaints.clear()
