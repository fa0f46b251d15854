"""Digests are the published ones, and say which they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.journal.digests import Algorithm, Digest
from lianheng.text import UserError


@pytest.mark.parametrize(
    ("data", "expected"),
    [  # GB/T 32905-2016, annex A
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_is_that_of_the_standard(data: bytes, expected: str) -> None:
    assert Algorithm.SM3.hash(data).hex() == expected


def test_sha_256_is_that_of_fips_180() -> None:
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Algorithm.SHA256.hash(b"abc").hex() == expected


@given(st.sampled_from(Algorithm), st.binary())
def test_a_digest_is_written_and_read_back(algorithm: Algorithm, data: bytes) -> None:
    digest = Digest.of(algorithm, data)
    assert Digest.parse(str(digest)) == digest
    assert str(digest).startswith(f"{algorithm.value}:")


@pytest.mark.parametrize(
    "text",
    ["", "sha256:", "md5:" + "0" * 32, "sha256:" + "A" * 64, "sha256:" + "0" * 63, "sm3:" + "0" * 64 + "\n"],
)
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        Digest.parse(text)
