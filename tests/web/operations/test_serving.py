"""``lianheng serve``: real granian, real HTTP, both databases; what browsers are told; and when it must not start."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from ..servers import PATIENCE, Browser, Home, Site, clean_environment, lianheng, processes, serving, start
from .conftest import OFFICE, PASSWORD_CHANGED

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "frame-src 'self'",
    "base-uri 'none'",
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains; preload"


def workers(home: Home) -> list[int]:
    return [
        pid for pid in processes(home) if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    ]


def eventually(what) -> bool:
    """Whether something comes true before patience ends."""
    until = time.monotonic() + PATIENCE
    while not what() and time.monotonic() < until:
        time.sleep(0.1)
    return bool(what())


def signed_in(site: Site) -> Browser:
    browser = Browser(site)
    assert browser.sign_in(OFFICE, PASSWORD_CHANGED).status_code == 302
    return browser


def test_somebody_signs_in_and_reads_a_page(home: Home):
    with serving(home) as site:
        browser = signed_in(site)
        page = browser.open("/people/")
        assert page.status_code == 200
        assert "褚文心" in page.text


def test_who_has_not_signed_in_sees_the_sign_in_page_only(sqlite_home: Home):
    with serving(sqlite_home) as site:
        stranger = Browser(site)
        assert stranger.open("/people/").url.startswith(f"{site.base}/sign-in/login/?next=")
        assert stranger.sign_in(OFFICE, "a guess that is wrong").status_code != 302
        assert "sessionid" not in stranger.cookies


def test_every_file_a_page_names_is_served_from_here(sqlite_home: Home):
    with serving(sqlite_home) as site:
        browser = Browser(site)
        page = browser.open("/sign-in/login/").text
        named = re.findall(r'(?:src|href)="([^"#]+\.(?:css|js|svg)[^"#]*)', page)
        assert len(named) >= 5
        assert [address for address in named if not address.startswith("/static/")] == []
        assert {browser.open(address).status_code for address in named} == {200}


def test_an_unknown_host_is_refused(sqlite_home: Home):
    with serving(sqlite_home) as site:
        assert (
            Browser(site).get(site.base, headers={"Host": "elsewhere.example"}, timeout=PATIENCE).status_code
            == 400
        )


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine, signed by itself; its key beside it."""
    made = tmp_path / "site.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
    ]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-out", str(made), "-keyout", f"{made}.key"], check=True, capture_output=True)
    return made


def test_over_https_headers_and_cookies_are_exactly_these(sqlite_home: Home, certificate: Path):
    sqlite_home.set(LIANHENG_HTTPS="true")
    with serving(sqlite_home, certificate=certificate) as site:
        browser = Browser(site)
        answer = browser.open("/sign-in/login/")
        assert answer.status_code == 200
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert set(answer.headers["content-security-policy"].split("; ")) == CSP
        assert answer.headers["strict-transport-security"] == HSTS
        entered = browser.sign_in(OFFICE, PASSWORD_CHANGED)
        assert entered.status_code == 302
        flags = cookie_flags(entered)
        assert {"sessionid", "csrftoken"} <= flags.keys()
        for name, said in flags.items():
            assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= said, name
        assert not any(part.startswith(("expires", "Max-Age")) for part in flags["sessionid"])
        assert browser.open("/people/").headers["cache-control"] == "no-store"


def cookie_flags(answer: requests.Response) -> dict[str, set[str]]:
    """What an answer says of each cookie it sets, without the cookie itself."""
    set_cookies = answer.raw.headers.getlist("set-cookie")
    parts = [[part.strip() for part in text.split(";")] for text in set_cookies]
    return {first.partition("=")[0]: set(rest) for first, *rest in parts}


def test_djangos_own_deployment_check_has_nothing_to_say(sqlite_home: Home):
    sqlite_home.set(LIANHENG_HTTPS="true")
    settings = {"LIANHENG_HOME": str(sqlite_home.folder), "DJANGO_SETTINGS_MODULE": "lianheng.web.settings"}
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    ended = subprocess.run(
        command, env=clean_environment() | settings, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "no issues" in ended.stdout


def test_stopping_the_site_stops_its_worker_too(home: Home):
    site = start(home, worker=True)
    assert eventually(lambda: workers(home))
    assert site.stop() == 0
    assert processes(home) == []


def test_a_fallen_worker_is_started_again(sqlite_home: Home):
    with serving(sqlite_home, worker=True):
        assert eventually(lambda: workers(sqlite_home))
        fallen = workers(sqlite_home)
        os.kill(fallen[0], signal.SIGKILL)
        assert eventually(lambda: set(workers(sqlite_home)) - set(fallen))


def test_nobody_serves_on_when_the_main_process_was_killed(sqlite_home: Home):
    site = start(sqlite_home, worker=True)
    assert eventually(lambda: workers(sqlite_home))
    site.process.kill()
    site.process.wait()
    assert eventually(lambda: processes(sqlite_home) == [])


def refused(home: Home, *options: object) -> str:
    return lianheng("serve", "--home", home.folder, *options, fails=True)


def test_a_database_that_lacks_a_migration_is_not_served(home: Home):
    home.inside("""
        from django.db import connection
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    """)
    assert "数据库待升级（1 步）" in refused(home)


def test_a_database_of_a_newer_version_is_not_served(home: Home):
    home.inside("""
        from django.db.migrations.recorder import MigrationRecorder
        from django.db import connection
        MigrationRecorder(connection).record_applied("people", "9999_from_the_future")
    """)
    assert "数据库比本程序新（people.9999_from_the_future）" in refused(home)


@pytest.mark.parametrize("name", [".", "lianheng.env", "keys", "keys/journal-1-ed25519.key"])
def test_secrets_that_others_could_read_are_not_served(sqlite_home: Home, name: str):
    (sqlite_home.folder / name).chmod(0o755)
    assert f"其他用户可以读取 {(sqlite_home.folder / name).resolve()}" in refused(sqlite_home)


def test_passwords_do_not_leave_the_server_in_the_clear_unless_somebody_says_so(sqlite_home: Home):
    assert "口令会以明文经过网络" in refused(sqlite_home, "--host", "0.0.0.0")


def test_https_without_certificate_or_proxy_is_not_served(sqlite_home: Home):
    sqlite_home.set(LIANHENG_HTTPS="true")
    assert "既没有证书" in refused(sqlite_home)


def test_a_folder_that_is_no_home_is_named(tmp_path: Path):
    assert f"{tmp_path} 不是廉衡的站点文件夹" in lianheng("serve", "--home", tmp_path, fails=True)
