"""Security keys in a real browser: added, asked for at the next sign-in, and removed; and single sign-on under the real policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from lianheng.web.history.models import Entry

from ..browser import PHONE, chromium
from ..conftest import PASSWORD, build_cast
from .identities import identities

pytestmark = pytest.mark.django_db(transaction=True)
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def telephone() -> Iterator[tuple[Page, list[str]]]:
    """A window as narrow as a telephone, with a security key in it, and what the browser complains of."""
    with chromium() as browser:
        context = browser.new_context(locale="zh-CN", viewport={"width": PHONE[0], "height": PHONE[1]})
        page, complaints = context.new_page(), []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message or dialog.type), dialog.accept()))
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page, complaints
        context.close()


def sign_in(page: Page, base: str, name: str = "clerk") -> None:
    page.goto(f"{base}/sign-in/login/")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def narrow_enough(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_security_key_is_added_then_asked_for_and_lets_in(live_server, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    build_cast()
    with telephone() as (page, complaints):
        sign_in(page, live_server.url)
        expect(page).to_have_url(f"{live_server.url}/sign-in/2fa/?next=%2F")
        page.get_by_role("link", name="添加").click()
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
        page.get_by_label("名称").fill("钥匙串上的")
        page.get_by_role("button", name="添加").click()
        expect(page.get_by_role("heading", name="备用码")).to_be_visible()
        assert narrow_enough(page)
        page.get_by_role("link", name="已保存，继续").click()
        expect(page.get_by_text("已添加 1 把。")).to_be_visible()
        page.goto(f"{live_server.url}/people/")
        expect(page).to_have_url(f"{live_server.url}/people/")
        page.goto(f"{live_server.url}/sign-in/logout/")
        page.locator("main").get_by_role("button", name="退出").click()

        sign_in(page, live_server.url)
        expect(page).to_have_url(f"{live_server.url}/sign-in/2fa/authenticate/")
        assert narrow_enough(page)
        page.get_by_role("button", name="使用安全密钥").click()
        expect(page).to_have_url(f"{live_server.url}/")
        assert complaints == []
    assert str(Authenticator.objects.get(type="webauthn")) == "钥匙串上的"
    means = [
        entry.after["means"] for entry in Entry.objects.filter(action="access.sign_in").order_by("sequence")
    ]
    assert means == ["password", "password+webauthn"]


def test_a_security_key_is_renamed_confirms_who_one_is_and_is_removed(live_server):
    build_cast()
    with telephone() as (page, complaints):
        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/sign-in/2fa/webauthn/add/")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
        page.get_by_role("button", name="添加").click()
        expect(page.get_by_role("heading", name="备用码")).to_be_visible()

        page.goto(f"{live_server.url}/sign-in/2fa/webauthn/")
        page.get_by_role("link", name="重命名").click()
        page.get_by_label("名称").fill("办公桌里的")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("办公桌里的")).to_be_visible()

        page.goto(f"{live_server.url}/sign-in/2fa/webauthn/reauthenticate/?next=/access/me/")
        page.get_by_role("button", name="使用安全密钥").click()
        expect(page).to_have_url(f"{live_server.url}/access/me/")

        page.goto(f"{live_server.url}/sign-in/2fa/webauthn/")
        page.get_by_role("link", name="移除").click()
        page.locator("main").get_by_role("button", name="移除").click()
        expect(page.get_by_text("尚无安全密钥")).to_be_visible()
        assert complaints == []
    assert not Authenticator.objects.exists()
    assert Entry.objects.filter(action="access.remove_factor", after__contains="webauthn").count() == 1


def test_the_browser_lets_the_form_go_to_the_single_sign_on_server(live_server, settings):
    """A content security policy without the server's address stops it here, and only in a browser."""
    build_cast()
    with identities() as portal, telephone() as (page, complaints):
        settings.SOCIALACCOUNT_PROVIDERS = portal.settings()
        page.goto(f"{live_server.url}/sign-in/login/")
        page.get_by_role("button", name="用「统一门户」登录").click()
        expect(page.get_by_role("heading", name="未关联账号")).to_be_visible()

        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/sign-in/sign-on/")
        page.get_by_role("button", name="关联「统一门户」").click()
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
        expect(page.get_by_text("feng.xiaoman")).to_be_visible()
        assert complaints == []


def test_an_authenticator_app_is_set_up_without_any_script(live_server, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    build_cast()
    with chromium() as browser:
        context = browser.new_context(
            java_script_enabled=False, locale="zh-CN", viewport={"width": PHONE[0], "height": PHONE[1]}
        )
        page = context.new_page()
        sign_in(page, live_server.url)
        page.get_by_role("link", name="启用").click()
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
        secret = page.locator("code").inner_text()
        page.get_by_label("验证码").fill(code_of(secret))
        page.get_by_role("button", name="启用").click()
        expect(page.get_by_role("heading", name="备用码")).to_be_visible()
        context.close()


def code_of(secret: str) -> str:
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
