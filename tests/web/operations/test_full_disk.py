"""A full disk: what cannot be kept is refused with a page that says so, and all is well once there is room again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ..servers import UNIT, Browser, Home, lianheng, serving
from .conftest import OFFICE, PASSWORD_CHANGED, copied
from .loading import NEW_PERSON, kept
from .test_backup import SECRET

MEGABYTES = 32
PIECE = 64 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes. Only root may make one."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=700", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip(f"this machine does not let root mount a disk: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> Path:
    """Take all the room there is, to the last byte."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        for size in (PIECE, 4096, 1):
            try:
                while stream.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    return ballast


def new_person(browser: Browser, number: str) -> int:
    fields = {"person_id": number, "name": "新人", "unit": "U01", "party": "none", "officer": "none"}
    return browser.submit(NEW_PERSON, joined_on="2026-01-05", **fields).status_code


def test_on_a_full_disk_nothing_is_half_kept_and_with_room_again_work_goes_on(
    founded: Callable[[str], Home], small_disk: Path, tmp_path: Path
):
    home = copied(founded("sqlite"), small_disk / "home")
    home.log = tmp_path / "site.log"
    with serving(home) as site:
        browser = Browser(site)
        browser.sign_in(OFFICE, PASSWORD_CHANGED)
        assert new_person(browser, "BEFORE") == 302
        page = browser.open(NEW_PERSON)
        ballast = fill(small_disk)
        confirmed, refused = {"BEFORE"}, 0
        token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        for number in range(200):  # the pages of the database that are free already are filled first
            fields = {
                "csrfmiddlewaretoken": token,
                "person_id": f"FULL{number}",
                "name": "新人",
                "unit": "U01",
            }
            fields |= {"party": "none", "officer": "none", "joined_on": "2026-01-05"}
            answer = browser.post(
                page.url, data=fields, headers={"Referer": page.url}, allow_redirects=False, timeout=60
            )
            if answer.status_code == 302:
                confirmed.add(f"FULL{number}")
                continue
            refused += 1
            assert (answer.status_code, answer.text[:9]) in ((500, "<!doctype"), (503, "<!doctype"))
            assert "系统" in answer.text
            if refused == 3:
                break
        assert refused == 3
        ballast.unlink()
        assert new_person(browser, "AFTER") == 302
    people, journal, verified = kept(home)
    assert confirmed | {"AFTER"} <= people
    assert people == journal
    assert verified["problems"] == []


def test_a_backup_that_finds_no_room_is_told_and_leaves_nothing(sqlite_home: Home, small_disk: Path):
    ballast = fill(small_disk)
    said = lianheng("backup", small_disk / "b.zip", "--home", sqlite_home.folder, fails=True, **SECRET)
    assert "备份没有完成" in said
    assert list(small_disk.iterdir()) == [ballast]


def test_a_site_that_finds_no_room_is_not_half_founded(small_disk: Path):
    ballast = fill(small_disk)
    assert "无法建立" in lianheng("init", small_disk / "home", *UNIT, fails=True)
    assert list(small_disk.iterdir()) == [ballast]
