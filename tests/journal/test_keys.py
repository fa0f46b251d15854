"""Private keys stay private; public keys are written so that a slip of the pen shows."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.journal.keyfiles import create_key, load_key
from lianheng.journal.keys import PublicKey, Scheme, SigningKey
from lianheng.text import UserError

ORIGIN = "finance.example/journal"


def test_a_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    create_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600


def test_a_key_is_the_same_when_loaded_again(tmp_path: Path) -> None:
    made = create_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)
    loaded = load_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)
    assert loaded.public == made.public
    assert made.public.verifies(b"message", loaded.sign(b"message"))


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    create_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)
    before = (tmp_path / "key.pem").read_bytes()
    with pytest.raises(UserError, match="已存在"):
        create_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)
    assert (tmp_path / "key.pem").read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660])
def test_a_key_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    create_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)
    (tmp_path / "key.pem").chmod(mode)
    with pytest.raises(UserError, match="chmod 600"):
        load_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.pem"):
        load_key(tmp_path / "nowhere.pem", ORIGIN, Scheme.ED25519)


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("secret")
    (tmp_path / "key.pem").chmod(0o600)
    with pytest.raises(UserError, match="不是 Ed25519 私钥"):
        load_key(tmp_path / "key.pem", ORIGIN, Scheme.ED25519)


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\nb", "x" * 201])
def test_a_name_that_would_break_a_note_is_refused(tmp_path: Path, origin: str) -> None:
    with pytest.raises(UserError, match="日志名称"):
        create_key(tmp_path / "key.pem", origin, Scheme.ED25519)
    assert list(tmp_path.iterdir()) == []


def test_a_public_key_is_written_and_read_back(key: SigningKey) -> None:
    assert PublicKey.parse(key.public.text) == key.public
    assert f"+{key.public.fingerprint[:8]}+" in key.public.text


@given(st.data())
def test_a_public_key_copied_wrongly_is_refused(key: SigningKey, data: st.DataObject) -> None:
    text = key.public.text.strip()
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(categories=["L", "N"]).filter(lambda letter: letter != text[at]))
    with pytest.raises(UserError):
        PublicKey.parse(text[:at] + letter + text[at + 1 :])


@given(st.binary(max_size=100))
def test_a_signature_of_any_other_kind_does_not_verify(key: SigningKey, signature: bytes) -> None:
    assert not key.public.verifies(b"message", signature)
