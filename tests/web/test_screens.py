"""Every main page in a real browser: both languages, desktop and phone. The pictures are those of the docs.

``make pictures`` runs this with the docs as its target; otherwise they lie in ``build/screens``.
"""

from __future__ import annotations

import itertools

import pytest
from django.test import Client

from . import screens
from .browser import DESKTOP, PHONE, chromium, visit
from .conftest import build_cast

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ("zh-hans", "en")
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def test_every_main_page_fits_reads_well_and_the_browser_does_not_complain(live_server):
    cast = build_cast()
    screens.furnish()
    wrong: list[str] = []
    with chromium() as browser:
        for language, (size, pixels) in itertools.product(LANGUAGES, SIZES.items()):
            for role, pages in screens.PAGES.items():
                client = Client()
                client.force_login(cast[role], backend="allauth.account.auth_backends.AuthenticationBackend")
                session = client.cookies["sessionid"].value
                with visit(browser, live_server.url, session, language, pixels) as seen:
                    for name, address in pages.items():
                        seen.open(address)
                        where = f"{name} ({role}, {language}, {size})"
                        wrong += (
                            [f"{where}: wider than the window by {seen.too_wide()}"]
                            if seen.too_wide() > 0
                            else []
                        )
                        wrong += [f"{where}: {text}" for text in seen.complaints]
                        if size == "desktop":
                            wrong += [f"{where}: {barrier}" for barrier in seen.barriers()]
                        seen.complaints.clear()
                        seen.screenshot(f"{name}-{language[:2]}-{size}")
    assert not wrong, "\n".join(wrong)
