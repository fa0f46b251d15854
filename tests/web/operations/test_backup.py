"""Back up while people work, restore elsewhere: the same root, the same rows, the same files, and a site that serves them."""

from __future__ import annotations

import hashlib
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ..postgres import copy_database
from ..servers import Browser, Home, lianheng, lianheng_json, serving
from .conftest import OFFICE, PASSWORD_CHANGED
from .loading import Load, kept
from .test_archive import rewritten

PASSPHRASE = "correct horse battery"
SECRET = {"LIANHENG_BACKUP_PASSPHRASE": PASSPHRASE}
FURNISH = """
    import datetime
    from django.core.files.uploadedfile import SimpleUploadedFile
    from lianheng.web.access.models import Account
    from lianheng.web.access.selectors import actor_of
    from lianheng.web.evidence.services import attach
    from lianheng.web.history.checkpoints import make_checkpoint
    from lianheng.web.jobs.worker import work_off
    from lianheng.web.ledger.services import accept, upload
    from lianheng.web.people.models import Person
    by = actor_of(Account.objects.get(username="office"))
    day = datetime.date(2026, 1, 5)
    attach(by, Person.objects.get(pk="P001"), [b"%PDF-1.4 the proof"], "proof.pdf", day)
    def file(number):
        text = f"response_id,year,enterprise,item,score\\nS{number},2025,示例企业,融资对接,5\\n"
        return SimpleUploadedFile("surveys.csv", text.encode())
    accepted, _ = upload(by, [file(1)])
    work_off()
    accepted.refresh_from_db()
    accept(by, accepted)
    work_off()
    accepted.refresh_from_db()
    waiting, _ = upload(by, [file(2)])
    work_off()
    make_checkpoint()
    told = {"accepted": accepted.state, "waiting": waiting.folder}
"""
"""An attachment, a batch of the ledger, an import that waits for a decision, and a checkpoint."""


def files(home: Home) -> dict[str, bytes]:
    """All that lies beside the database and was written once."""
    folders = ("attachments", "ledger", "roots", "uploads")
    return {
        path.relative_to(home.folder).as_posix(): path.read_bytes()
        for folder in folders
        for path in (home.folder / folder).rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(home.folder).parts)
    }


def restored(
    archive: Path, folder: Path, engine: str, new_database: Callable[[str], str | None]
) -> tuple[Home, dict]:
    database = new_database(engine)
    where = ["--database", database] if database else []
    told = lianheng_json_with_secret("restore", archive, folder, *where)
    return Home(folder, database=database), told


def lianheng_json_with_secret(*arguments: object) -> dict:
    return json.loads(lianheng(*arguments, "--json", **SECRET))


def test_a_backup_under_load_restores_elsewhere_with_the_same_root_rows_and_files(
    home: Home, engine, new_database, tmp_path
):
    assert home.inside(FURNISH)["accepted"] == "accepted"
    archive = tmp_path / "b.zip"
    with serving(home, worker=True) as site, Load(site, "L") as load:
        while not load.confirmed and not load.wrong:
            time.sleep(0.05)
        before = set(load.confirmed)
        told = lianheng_json_with_secret("backup", archive, "--home", home.folder)
        while load.confirmed == before and not load.wrong:
            time.sleep(0.05)
    assert load.wrong == []
    people, journal, _ = kept(home)
    assert people == journal
    assert load.confirmed <= people
    other, again = restored(archive, tmp_path / "elsewhere", engine, new_database)
    assert (again["entries"], again["root"]) == (told["entries"], told["root"])
    restored_people, restored_journal, verified = kept(other)
    assert before <= restored_people <= people
    assert restored_people == restored_journal
    assert verified["problems"] == []
    assert files(other) == files(home)
    with serving(other) as site:
        browser = Browser(site)
        assert browser.sign_in(OFFICE, PASSWORD_CHANGED).status_code == 302
        assert "褚文心" in browser.open("/people/").text


def test_a_backup_is_proved_by_the_checkpoint_that_the_custodian_holds(
    home: Home, engine, new_database, tmp_path
):
    held = lianheng_json("checkpoint", "--home", home.folder)
    (tmp_path / "held.txt").write_text(held["text"])
    told = lianheng_json_with_secret("backup", tmp_path / "b.zip", "--home", home.folder)
    assert (held["entries"], held["root"]) == (told["entries"], told["root"])
    other, _ = restored(tmp_path / "b.zip", tmp_path / "elsewhere", engine, new_database)
    verified = lianheng_json("verify", "--checkpoint", tmp_path / "held.txt", "--home", other.folder)
    assert verified["intact"]
    assert verified["held_outside"] == held["entries"]


def test_nothing_is_left_where_a_backup_worked(sqlite_home: Home, tmp_path):
    sqlite_home.inside(FURNISH)
    (tmp_path / "out").mkdir()
    sqlite_home.run("backup", tmp_path / "out" / "b.zip", **SECRET)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.zip"]
    assert list((sqlite_home.folder / "uploads").glob(".*")) == []


def test_an_archive_does_not_show_the_secrets(sqlite_home: Home, tmp_path):
    sqlite_home.run("backup", tmp_path / "b.zip", **SECRET)
    key = (sqlite_home.folder / "keys" / "journal-1-ed25519.key").read_bytes().splitlines()[1]
    settings = (sqlite_home.folder / "lianheng.env").read_text().split("'")[1].encode()
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        contents = [packed.read(name) for name in packed.namelist()]
    assert not any(secret in content for secret in (key, settings) for content in contents)


@pytest.fixture
def archive(sqlite_home: Home, tmp_path: Path) -> Path:
    sqlite_home.inside(FURNISH)
    sqlite_home.run("backup", tmp_path / "b.zip", **SECRET)
    return tmp_path / "b.zip"


def refused(archive: Path, folder: Path, *options: object, **settings: str) -> str:
    return lianheng("restore", archive, folder, *options, fails=True, **(SECRET | settings))


def left_of(folder: Path) -> list[Path]:
    return [*folder.parent.glob(folder.name), *folder.parent.glob(f".{folder.name}*")]


def test_damaged_archives_are_refused_by_the_name_of_the_member_and_leave_nothing(archive, tmp_path):
    folder = tmp_path / "elsewhere"
    with zipfile.ZipFile(archive) as packed:
        names = [name for name in packed.namelist() if name != "manifest.json"]
        damaged = {name: packed.read(name)[:-1] + b"?" for name in names}
    kinds = {name.split("/")[0] for name in names}
    assert kinds >= {"lianheng.sqlite3", "secrets.sealed", "ledger", "attachments", "roots", "uploads"}
    for kind in sorted(kinds):
        name = next(name for name in names if name.split("/")[0] == kind)
        assert f"{name} 与清单不符" in refused(rewritten(archive, **{name: damaged[name]}), folder)
        assert left_of(folder) == []


@pytest.mark.parametrize("name", ["lianheng.env", "keys/journal-2-ed25519.key", "static/evil.js"])
def test_a_member_that_would_take_the_place_of_what_is_sealed_is_refused(archive, tmp_path, name):
    with zipfile.ZipFile(archive) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    manifest["members"][name] = {"size": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    changed = rewritten(archive, **{name: b"", "manifest.json": json.dumps(manifest).encode()})
    assert f"{name} 与清单不符" in refused(changed, tmp_path / "elsewhere")
    assert left_of(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("fact", ["engine", "journal"])
def test_a_manifest_that_lacks_a_fact_is_refused(archive, tmp_path, fact):
    with zipfile.ZipFile(archive) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    del manifest[fact]
    changed = rewritten(archive, **{"manifest.json": json.dumps(manifest).encode()})
    assert "manifest.json 与清单不符" in refused(changed, tmp_path / "elsewhere")


def test_another_passphrase_restores_nothing(archive, tmp_path):
    said = refused(archive, tmp_path / "elsewhere", LIANHENG_BACKUP_PASSPHRASE="correct horse buttery")
    assert "口令不对" in said
    assert left_of(tmp_path / "elsewhere") == []


def test_a_folder_that_holds_something_is_not_overwritten(archive, sqlite_home: Home):
    assert "已存在，不会覆盖" in refused(archive, sqlite_home.folder)


def test_one_database_is_not_restored_into_the_other_kind(archive, tmp_path):
    said = refused(archive, tmp_path / "elsewhere", "--database", "postgresql://nobody@127.0.0.1:1/none")
    assert "备份来自 SQLite" in said


def test_a_database_changed_before_it_was_packed_is_found_out_by_the_journal(sqlite_home: Home, tmp_path):
    """The archive is whole, its manifest made by whoever changed the row; only the seal tells."""
    import sqlite3

    with sqlite3.connect(sqlite_home.folder / "lianheng.sqlite3") as connection:
        connection.execute("UPDATE people_person SET name = '另一人' WHERE person_id = 'P001'")
    connection.close()
    sqlite_home.run("backup", tmp_path / "b.zip", **SECRET)
    assert "核验发现 1 处不符" in refused(tmp_path / "b.zip", tmp_path / "elsewhere")
    assert left_of(tmp_path / "elsewhere") == []


def test_a_postgresql_that_holds_something_is_not_overwritten(founded, tmp_path):
    home = founded("postgresql")
    home.run("backup", tmp_path / "b.zip", **SECRET)
    used = copy_database(home.database)
    assert "不会覆盖" in refused(tmp_path / "b.zip", tmp_path / "elsewhere", "--database", used)
    assert "请用 --database" in refused(tmp_path / "b.zip", tmp_path / "elsewhere")


def test_a_passphrase_is_needed_and_may_lie_in_a_file(sqlite_home: Home, tmp_path):
    said = lianheng("backup", tmp_path / "b.zip", "--home", sqlite_home.folder, fails=True)
    assert "需要备份口令" in said
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    sqlite_home.run("backup", tmp_path / "b.zip", "--passphrase-file", tmp_path / "passphrase")
    assert (tmp_path / "b.zip").is_file()
