"""The keys that sign checkpoints: made once, kept in a file only the service may read, known by a public line.

Runs at set-up and at every checkpoint, package and verification. Ed25519 (RFC 8032) comes from ``cryptography``; SM2
(GB/T 32918) is signed by the system's OpenSSL, see ``sm2``. A public key is written as a C2SP verifier key,
``name+id+key``, which tools for signed notes read; the name is the journal's origin.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lianheng.journal import sm2
from lianheng.text import UserError


class Scheme(Enum):
    """How checkpoints are signed; chosen by setting when the key is made."""

    ED25519 = "ed25519"
    SM2 = "sm2"

    @property
    def prefix(self) -> bytes:
        """The signature type of C2SP signed-note; SM2 has none assigned, so it takes the private one and its name."""
        return b"\x01" if self is Scheme.ED25519 else b"\xffsm2"

    @property
    def length(self) -> int:
        return 32 if self is Scheme.ED25519 else 65


@dataclass(frozen=True)
class PublicKey:
    """Whose signature it is. ``raw`` is 32 bytes of Ed25519, or the uncompressed point of SM2."""

    origin: str
    scheme: Scheme
    raw: bytes

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits for the custodian's page; the first 8 are the id that stands in every signature."""
        return hashlib.sha256(f"{self.origin}\n".encode() + self.scheme.prefix + self.raw).hexdigest()

    @property
    def text(self) -> str:
        """The line to publish."""
        encoded = base64.b64encode(self.scheme.prefix + self.raw).decode()
        return f"{self.origin}+{self.fingerprint[:8]}+{encoded}\n"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Raises UserError when the line is not a public key, or was not copied whole."""
        line = text.strip() + "\n"
        for scheme in Scheme:
            key = cls._read(line, scheme)
            if key is not None and key.text == line:
                return key
        raise UserError(
            "这一行不是公钥，或没有抄全：应为“名称+编号+密钥”。",
            "This line is no public key, or was not copied whole: name+id+key is expected.",
        )

    @classmethod
    def _read(cls, line: str, scheme: Scheme) -> PublicKey | None:
        origin, *_, encoded = line.strip().split("+", 2)
        try:
            typed = base64.b64decode(encoded)
        except ValueError:
            return None
        raw = typed.removeprefix(scheme.prefix)
        return cls(origin, scheme, raw) if len(raw) == scheme.length else None

    def verifies(self, message: bytes, signature: bytes) -> bool:
        if len(signature) != 64:
            return False
        if self.scheme is Scheme.SM2:
            return sm2.verifies(self.raw, message, signature)
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class SigningKey(Protocol):
    """What signs: a key file here, or a bureau's certified cryptographic device behind the same two members."""

    @property
    def public(self) -> PublicKey: ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
