"""Signed notes are those of C2SP: what others signed opens here, and nothing that was touched opens anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal import standalone
from lianheng.journal.keys import PublicKey, SigningKey
from lianheng.journal.notes import BadSignature, open_note, sign_note
from lianheng.text import ProductFault

# the example of golang.org/x/mod/sumdb/note
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

Open = Callable[[str], list[str]]


def by_library(text: str) -> list[str]:
    return open_note(text, [PublicKey.parse(VERIFIER)])


def by_script(text: str) -> list[str]:
    return standalone.open_note(text, VERIFIER)


@pytest.mark.parametrize("opener", [by_library, by_script])
def test_a_note_that_go_signed_opens(opener: Open) -> None:
    assert opener(NOTE) == [
        "If you think cryptography is the answer to your problem,",
        "then you don't know what your problem is.",
    ]


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
@settings(max_examples=50, deadline=None)
def test_no_bit_of_a_note_can_be_flipped(bit: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[bit // 8] ^= 1 << bit % 8
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return  # no longer a text
    with pytest.raises(BadSignature):
        by_library(text)
    with pytest.raises(ValueError, match=r"a signature does not fit|Incorrect padding|base64|unpack"):
        by_script(text)


@pytest.mark.parametrize(
    "spoiled", ["", "\n", "\n\n", NOTE[:-1], NOTE + "\n", "\n" + NOTE, NOTE + NOTE, NOTE.split("\n\n")[0]]
)
def test_nothing_around_a_note_is_overlooked(spoiled: str) -> None:
    with pytest.raises(BadSignature):
        by_library(spoiled)


def test_a_note_opens_with_the_key_that_signed_it_and_no_other(key: SigningKey, thief: SigningKey) -> None:
    note = sign_note(["一", "two"], key)
    assert open_note(note, [thief.public, key.public]) == ["一", "two"]
    with pytest.raises(BadSignature):
        open_note(note, [thief.public])


@pytest.mark.parametrize("line", ["", "a\nb", "a\rb", "\x00"])
def test_a_line_that_would_break_the_note_is_not_signed(key: SigningKey, line: str) -> None:
    with pytest.raises(ProductFault):
        sign_note([line], key)


class _Faulty:
    """A device that signs wrongly."""

    def __init__(self, key: SigningKey) -> None:
        self.public = key.public

    def sign(self, message: bytes) -> bytes:
        return bytes(64)


def test_a_faulty_device_is_found_when_it_signs(key: SigningKey) -> None:
    with pytest.raises(ProductFault, match="does not verify"):
        sign_note(["a"], _Faulty(key))
