"""``lianheng init``: a site nobody but its owner can read, with three administrators, or nothing at all."""

from __future__ import annotations

import stat
from pathlib import Path

import psycopg
import pytest

from ..servers import UNIT, Browser, Home, lianheng, new_home, serving


def readable_by_others(folder: Path) -> list[str]:
    """Names of what the group or others could read, if they could enter the folder."""
    paths = [folder, folder / "lianheng.env", folder / "lianheng.sqlite3", *(folder / "keys").glob("*.key")]
    return [path.name for path in paths if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


def test_a_new_home_can_be_read_by_its_owner_only(founded):
    assert readable_by_others(founded("sqlite").folder) == []


def test_two_homes_share_no_key_and_no_password(founded, tmp_path):
    first, second = founded("sqlite"), new_home(tmp_path / "another")
    secrets = [
        {
            line.partition("=")[2]
            for line in (home.folder / "lianheng.env").read_text().splitlines()
            if "_KEY" in line
        }
        for home in (first, second)
    ]
    assert len(secrets[0]) == 2
    assert not secrets[0] & secrets[1]
    assert len({*first.passwords.values(), *second.passwords.values()}) == 6


def test_each_administrator_signs_in_and_must_first_choose_a_password(home: Home):
    with serving(home) as site:
        for account, password in home.passwords.items():
            browser = Browser(site)
            assert browser.sign_in(account, password).status_code == 302
            assert "/sign-in/password/change/" in browser.open("/").url


def test_the_journal_of_a_new_site_is_sealed_and_verifies(home: Home):
    assert "全部相符" in home.run("verify")


def test_a_site_may_seal_with_the_national_algorithms(tmp_path):
    lianheng("init", tmp_path / "home", *UNIT, "--gm")
    home = Home(tmp_path / "home")
    assert "全部相符" in home.run("verify")
    assert "last sm3:" in home.run("checkpoint")


def test_a_folder_that_holds_something_is_not_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert "已存在，不会覆盖" in lianheng("init", tmp_path, *UNIT, fails=True)
    assert "is not overwritten" in lianheng("init", tmp_path, *UNIT, "--lang", "en", fails=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_database_that_holds_something_is_not_overwritten(tmp_path, database_server):
    address = database_server.new_database()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE mine (id int)")
    said = lianheng("init", tmp_path / "home", *UNIT, "--database", address, fails=True)
    assert "已有 1 张表" in said
    assert not (tmp_path / "home").exists()


def test_a_database_out_of_reach_is_told_and_nothing_is_left(tmp_path):
    address = "postgresql://nobody@127.0.0.1:1/none"
    assert "数据库未能完成" in lianheng("init", tmp_path / "home", *UNIT, "--database", address, fails=True)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("option", "value"), [("--division", "34"), ("--level", "nowhere"), ("--unit", "不 行")]
)
def test_a_wrong_first_unit_is_told_and_nothing_is_left(tmp_path, option, value):
    given = list(UNIT)
    given[given.index(option) + 1] = value
    assert "首个单位有误" in lianheng("init", tmp_path / "home", *given, fails=True)
    assert not (tmp_path / "home").exists()


def test_what_is_missing_is_named_where_nobody_can_be_asked(tmp_path):
    assert "还需要 --unit-name" in lianheng("init", tmp_path / "home", "--unit", "U01", fails=True)
