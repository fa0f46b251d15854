"""The journal's pages in a real browser: both languages, desktop and phone, and the custodian's page on paper."""

from __future__ import annotations

import io
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from lianheng.web.access.actor import operator
from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.services import writing
from lianheng.web.people.models import Person

from ..browser import DESKTOP, PHONE, chromium, visit
from ..conftest import build_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def checkpoint(live_server: Any) -> Any:
    cast = build_cast()
    with writing(operator(), "people.change_person", Person.objects.get(pk="P04"), "岗位调整") as person:
        person.branch, person.id_no = "第三支部", "341800199001011234"
    made = make_checkpoint()
    client = Client()
    client.force_login(cast["discipline"], backend="allauth.account.auth_backends.AuthenticationBackend")
    made.session = client.cookies["sessionid"].value
    return made


def test_every_page_fits_reads_well_and_the_browser_does_not_complain(checkpoint, live_server):
    pages = (
        "/history/entries/",
        f"/history/entries/{checkpoint.size - 1}/",
        "/history/of/people.person/P04/",
        "/history/export/",
        "/history/package/?record=people.person/P04",
        "/history/checkpoints/",
        f"/history/checkpoints/{checkpoint.pk}/",
        "/history/verify/",
    )
    wrong = []
    with chromium() as browser:
        for language, size in (("zh-hans", DESKTOP), ("en", PHONE)):
            with visit(browser, live_server.url, checkpoint.session, language, size) as seen:
                for address in pages:
                    seen.open(address)
                    wrong += [f"{address}: too wide by {seen.too_wide()}"] if seen.too_wide() > 0 else []
                    wrong += [f"{address}: {text}" for text in (*seen.complaints, *seen.barriers())]
                    seen.complaints.clear()
                    seen.screenshot(f"history-{pages.index(address)}-{language[:2]}")
    assert not wrong, "\n".join(wrong)


def test_the_code_on_the_printed_page_can_be_scanned(checkpoint, live_server):
    with (
        chromium() as browser,
        visit(browser, live_server.url, checkpoint.session, "zh-hans", DESKTOP) as seen,
    ):
        seen.open(f"/history/checkpoints/{checkpoint.pk}/")
        seen.page.emulate_media(media="print")
        picture = Image.open(io.BytesIO(seen.page.screenshot(full_page=True)))
    assert zxingcpp.read_barcode(picture).text == checkpoint.text
