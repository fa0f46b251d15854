"""``make serve``: everybody on the printed list gets in at once, each sees their own part, and each page says that it is a show."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianheng.web.operations.demo import COLLECTOR, PARTS, PASSWORD
from lianheng.web.operations.founding import ADMINISTRATORS

from ..servers import Browser, Home, Site, lianheng_json, serving


@pytest.fixture(scope="module")
def site(demo: Home) -> Site:
    with serving(demo) as site:
        yield site


def visitor(site: Site, account: str) -> Browser:
    browser = Browser(site)
    assert browser.sign_in(account, PASSWORD).status_code == 302, account
    return browser


@pytest.mark.parametrize("account", [*(part.account for part in PARTS), *ADMINISTRATORS.values()])
def test_everybody_on_the_list_gets_in_without_a_second_factor(site: Site, account: str):
    page = visitor(site, account).open("/")
    assert page.status_code == 200
    assert page.url == f"{site.base}/"


def test_every_page_says_that_it_is_a_demonstration(site: Site):
    assert "演示" in Browser(site).open("/sign-in/login/").text
    assert "演示" in visitor(site, "chief").open("/people/").text


def test_there_is_one_account_for_each_role_and_one_of_another_unit():
    from lianheng.web.access.roles import Administrator, Role

    assert {part.role for part in PARTS} == set(Role.values)
    assert set(ADMINISTRATORS) == set(Administrator.values) - {Administrator.NONE}
    assert len({part.unit for part in PARTS}) >= 3


def test_another_unit_sees_nothing_of_the_bureau(site: Site):
    own, other = visitor(site, "office").open("/people/").text, visitor(site, "other").open("/people/").text
    assert "唐若谷" in other
    assert "唐若谷" not in own
    assert "P001" not in other


def test_the_account_that_brought_the_ledger_is_closed(site: Site, demo: Home):
    told = {row["account"]: row["enabled"] for row in lianheng_json("user", "list", "--home", demo.folder)}
    assert told.pop(COLLECTOR) is False
    assert all(told.values())
    refused = Browser(site)
    assert "inactive" in refused.sign_in(COLLECTOR, PASSWORD).headers["Location"]
    assert "/sign-in/" in refused.open("/people/").url


def test_its_ledger_is_the_examples_and_verifies(demo: Home, tmp_path: Path):
    from lianheng.example import write_example

    written = write_example(tmp_path, year=2021, years=1)
    told = demo.inside("""
        from django.conf import settings
        from lianheng.ledger.store import Store
        from lianheng.web.history.verification import verify
        rows = {}
        for manifest in Store(settings.STORE_FOLDER).known():
            rows |= manifest.rows
        told = {"rows": rows, "problems": verify().as_json()["problems"]}
    """)
    assert told["problems"] == []
    assert told["rows"] == {name: count for name, count in written.items() if name in told["rows"]}
    assert {"payments", "contracts", "assets"} <= told["rows"].keys()
