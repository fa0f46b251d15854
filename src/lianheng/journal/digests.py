"""The two digests the journal may use, and a digest that always says which of them made it.

Runs at every seal and every check. SM3 (GB/T 32905) comes from ``cryptography``, whose OpenSSL always has it; the one
that Python is linked with need not.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum

from lianheng.text import UserError

_TEXT = re.compile(r"(sha256|sm3):([0-9a-f]{64})")


class Algorithm(Enum):
    """How digests are made. Chosen by setting; a journal may change from one to the other, for each digest names its own."""

    SHA256 = "sha256"
    SM3 = "sm3"

    def hash(self, data: bytes) -> bytes:
        """The 32 bytes of the digest."""
        return hashlib.sha256(data).digest() if self is Algorithm.SHA256 else _sm3(data)


@dataclass(frozen=True, slots=True)
class Digest:
    """32 bytes and the algorithm they came from; written ``sha256:…`` or ``sm3:…``."""

    algorithm: Algorithm
    value: bytes

    def __str__(self) -> str:
        return f"{self.algorithm.value}:{self.value.hex()}"

    @classmethod
    def of(cls, algorithm: Algorithm, data: bytes) -> Digest:
        return cls(algorithm, algorithm.hash(data))

    @classmethod
    def parse(cls, text: str) -> Digest:
        """Raises UserError when ``text`` is not a digest written as above."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise UserError(
                f"“{text[:80]}”不是摘要：应为 sha256: 或 sm3: 加 64 位小写十六进制数字。",
                f"“{text[:80]}” is no digest: sha256: or sm3: and 64 small hexadecimal digits are expected.",
            )
        return cls(Algorithm(found[1]), bytes.fromhex(found[2]))


def _sm3(data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes

    state = hashes.Hash(hashes.SM3())
    state.update(data)
    return state.finalize()
