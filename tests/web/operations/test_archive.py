"""A backup's file: whole, or refused by the name of what is wrong with it."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.text import UserError
from lianheng.web.operations.archive import MANIFEST, reading_archive, writing_archive
from lianheng.web.operations.home import write_settings
from lianheng.web.operations.secrecy import open_secrets, seal_secrets

MEMBERS = {
    "lianheng.sqlite3": b"rows " * 2000,
    "ledger/batches/b1/payments.parquet": bytes(range(256)) * 40,
    "empty": b"",
}


def write(file: Path) -> Path:
    with writing_archive(file) as archive:
        archive.facts["engine"] = "sqlite"
        for name, content in MEMBERS.items():
            archive.add(name, io.BytesIO(content))
    return file


def read(file: Path) -> dict[str, bytes]:
    """Every member, as a restore would take it."""
    found = {}
    with reading_archive(file) as archive:
        for name in archive.members:
            target = io.BytesIO()
            archive.extract(name, target)
            found[name] = target.getvalue()
    return found


def refusal(file: Path) -> str:
    with pytest.raises(UserError) as refused:
        read(file)
    assert refused.value.text.en
    return refused.value.text.zh


def rewritten(file: Path, **contents: bytes | None) -> Path:
    """The archive made anew by somebody who knows how, with some members changed, added or, with None, left out."""
    other = file.with_name("other.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        named = {name: old.read(name) for name in old.namelist()} | contents
        for name, content in named.items():
            if content is not None:
                new.writestr(name, content)
    return other


def test_what_goes_in_comes_out(tmp_path):
    file = write(tmp_path / "b.zip")
    assert read(file) == MEMBERS
    assert file.stat().st_mode & 0o077 == 0


def test_an_archive_that_is_there_is_not_overwritten(tmp_path):
    file = tmp_path / "b.zip"
    file.write_bytes(b"mine")
    with pytest.raises(UserError, match="已存在，不会覆盖"):
        write(file)
    assert file.read_bytes() == b"mine"


def test_nothing_is_left_of_an_archive_that_broke_off(tmp_path):
    with pytest.raises(UserError, match="备份没有完成：gone"), writing_archive(tmp_path / "b.zip") as archive:
        archive.add("a", BrokenOff())
    assert list(tmp_path.iterdir()) == []


class BrokenOff(io.RawIOBase):
    """A file whose disk goes away while it is read."""

    def read(self, size: int = -1) -> bytes:
        raise OSError("gone")


@pytest.mark.parametrize("name", [name for name, content in MEMBERS.items() if content])
def test_a_member_somebody_changed_is_named(tmp_path, name):
    changed = MEMBERS[name][:-1] + b"?"
    assert f"{name} 与清单不符" in refusal(rewritten(write(tmp_path / "b.zip"), **{name: changed}))


def test_a_member_that_grew_is_not_unpacked_to_its_end(tmp_path):
    bomb = rewritten(write(tmp_path / "b.zip"), empty=b"\0" * 50_000_000)
    target = io.BytesIO()
    with reading_archive(bomb) as archive, pytest.raises(UserError, match="empty 与清单不符"):
        archive.extract("empty", target)
    assert target.tell() == 0


def test_a_missing_member_is_named(tmp_path):
    assert "lianheng.sqlite3 与清单不符" in refusal(
        rewritten(write(tmp_path / "b.zip"), **{"lianheng.sqlite3": None})
    )


def test_a_member_the_manifest_does_not_know_is_named(tmp_path):
    assert "stranger 与清单不符" in refusal(rewritten(write(tmp_path / "b.zip"), stranger=b"x"))


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "ledger/../../outside", "a//b", "a\\b"])
def test_a_member_that_would_leave_the_folder_is_refused(tmp_path, name):
    file = write(tmp_path / "b.zip")
    with zipfile.ZipFile(file) as packed:
        manifest = json.loads(packed.read(MANIFEST))
    manifest["members"][name] = manifest["members"]["empty"]
    changed = rewritten(file, **{name: b"", MANIFEST: json.dumps(manifest).encode()})
    assert "与清单不符" in refusal(changed)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": 1, "members": {}}',
        b'{"format": "lianheng-backup-1", "members": {"a": 1}}',
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path, manifest):
    assert "备份" in refusal(rewritten(write(tmp_path / "b.zip"), **{MANIFEST: manifest}))


def test_the_format_of_another_version_is_named(tmp_path):
    other = json.dumps({"format": "lianheng-backup-9", "members": {}}).encode()
    assert "lianheng-backup-9" in refusal(rewritten(write(tmp_path / "b.zip"), **{MANIFEST: other}))


@pytest.mark.parametrize("kept", [0, 1, 100, 9_000])
def test_a_file_that_was_cut_off_is_no_whole_backup(tmp_path, kept):
    file = write(tmp_path / "b.zip")
    file.write_bytes(file.read_bytes()[:kept])
    assert "不是完整的备份文件" in refusal(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "找不到" in refusal(tmp_path / "none.zip")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0), bit=st.integers(0, 7))
def test_no_flipped_bit_gives_other_content(tmp_path, place, bit):
    """Either it is refused, or it is in what a reader never uses (a date, a flag) and every member is what it was."""
    whole = tmp_path / "whole.zip"
    data = bytearray((whole if whole.exists() else write(whole)).read_bytes())
    data[place % len(data)] ^= 1 << bit
    spoiled = tmp_path / "spoiled.zip"
    spoiled.write_bytes(data)
    with contextlib.suppress(UserError):
        assert read(spoiled) == MEMBERS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "keys").mkdir(parents=True)
    write_settings(folder / "lianheng.env", {"LIANHENG_SECRET_KEY": "k"})
    (folder / "keys" / "journal-1.key").write_bytes(b"PEM")
    (folder / "keys" / "journal-1.key").chmod(0o600)
    return folder


def test_secrets_open_with_their_passphrase_and_keep_their_modes(home, tmp_path):
    sealed = seal_secrets(home, "correct horse battery")
    other = tmp_path / "other"
    other.mkdir()
    open_secrets(sealed, "correct horse battery", other)
    assert (other / "lianheng.env").read_bytes() == (home / "lianheng.env").read_bytes()
    assert (other / "keys" / "journal-1.key").read_bytes() == b"PEM"
    assert (other / "keys" / "journal-1.key").stat().st_mode & 0o777 == 0o600
    assert b"PEM" not in sealed


def test_another_passphrase_opens_nothing(home, tmp_path):
    sealed = seal_secrets(home, "correct horse battery")
    with pytest.raises(UserError, match="口令不对"):
        open_secrets(sealed, "correct horse buttery", tmp_path)
    assert not (tmp_path / "lianheng.env").exists()


def test_a_short_passphrase_is_refused(home):
    with pytest.raises(UserError, match="至少 12 个字符"):
        seal_secrets(home, "short")


@pytest.mark.parametrize("value", ["it's", "two\nlines", "back\\slash"])
def test_a_setting_that_a_line_cannot_hold_is_refused(tmp_path, value):
    with pytest.raises(UserError, match="LIANHENG_DATABASE"):
        write_settings(tmp_path / "lianheng.env", {"LIANHENG_DATABASE": value})
