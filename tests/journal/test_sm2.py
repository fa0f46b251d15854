"""SM2: OpenSSL signs, the evidence script verifies, and both agree with the standard."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal import sm2, standalone
from lianheng.journal.keyfiles import load_key
from lianheng.journal.keys import Scheme, SigningKey
from lianheng.text import UserError

# GB/T 32918.5-2017, annex A.2: identity 1234567812345678, message "message digest"
PUBLIC = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
SIGNATURE = bytes.fromhex(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)


def test_the_signature_of_the_standard_verifies() -> None:
    assert standalone.sm2(PUBLIC, b"message digest", SIGNATURE)


@given(st.integers(0, 64 * 8 - 1))
@settings(max_examples=15, deadline=None)
def test_no_bit_of_a_signature_can_be_flipped(bit: int) -> None:
    spoiled = bytearray(SIGNATURE)
    spoiled[bit // 8] ^= 1 << bit % 8
    assert not standalone.sm2(PUBLIC, b"message digest", bytes(spoiled))


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (PUBLIC, bytes(64)),
        (PUBLIC, bytes(32) + SIGNATURE[32:]),
        (PUBLIC, SIGNATURE[:32] + bytes(32)),
        (PUBLIC, standalone.N.to_bytes(32, "big") + SIGNATURE[32:]),
        (PUBLIC, SIGNATURE[:32] + (standalone.N - int.from_bytes(SIGNATURE[:32], "big")).to_bytes(32, "big")),
        (b"\x02" + PUBLIC[1:], SIGNATURE),
        (PUBLIC[:-1] + b"\x14", SIGNATURE),
        (b"\x04" + bytes(64), SIGNATURE),
    ],
)
def test_values_outside_the_standard_do_not_verify(public: bytes, signature: bytes) -> None:
    assert not standalone.sm2(public, b"message digest", signature)


@given(message=st.binary(max_size=200))
@settings(max_examples=5, deadline=None)
def test_what_openssl_signs_verifies_and_nothing_else(sm2_key: SigningKey, message: bytes) -> None:
    signature = sm2_key.sign(message)
    assert sm2_key.public.verifies(message, signature)
    assert not sm2_key.public.verifies(message + b"!", signature)


def test_a_missing_openssl_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="找不到 openssl"):
        sm2.new_private_key()


def test_a_file_without_an_sm2_key_is_refused(sm2_key: SigningKey, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("secret")
    (tmp_path / "key.pem").chmod(0o600)
    with pytest.raises(UserError, match="openssl 未能完成"):
        load_key(tmp_path / "key.pem", sm2_key.public.origin, Scheme.SM2)
