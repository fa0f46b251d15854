"""A signed note (C2SP signed-note): text that a person can read and print, with one line that signs it.

Runs for checkpoints and for the manifest of an evidence package. What is signed are the lines up to and with the last
line's end, in UTF-8; then an empty line; then an em dash, the journal's name, and the signature behind the first four
bytes of the key's fingerprint.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence

from lianheng.journal.keys import PublicKey, SigningKey
from lianheng.text import ProductFault, UserError


class BadSignature(UserError):
    """The note is not what any of the known keys has signed."""


def sign_note(lines: Sequence[str], key: SigningKey) -> str:
    """The note. What was signed is verified at once, so that a faulty device is found here and not by the auditor."""
    body = "".join(f"{line}\n" for line in lines)
    if any(not line or not line.isprintable() for line in lines):
        raise ProductFault(f"a note has no empty lines and no control characters: {lines!r}")
    signature = key.sign(body.encode())
    if not key.public.verifies(body.encode(), signature):
        raise ProductFault("the signing key made a signature that its public key does not verify")
    return f"{body}\n{_signature_line(key.public, signature)}"


def open_note(text: str, keys: Collection[PublicKey]) -> list[str]:
    """The lines that were signed. Raises BadSignature unless exactly one of ``keys`` signed exactly this text."""
    body, _, line = text.rpartition("\n\n")
    body += "\n"
    try:
        signature = base64.b64decode(line.strip().rpartition(" ")[2])[4:]
    except ValueError:
        signature = b""
    for key in keys:
        if line == _signature_line(key, signature) and key.verifies(body.encode(), signature):
            return body.split("\n")[:-1]
    raise BadSignature(
        "签名不符：内容被改过，或不是用已知的密钥签的。",
        "The signature does not fit: the text was changed, or signed by a key that is not known here.",
    )


def _signature_line(key: PublicKey, signature: bytes) -> str:
    stamped = bytes.fromhex(key.fingerprint[:8]) + signature
    return f"— {key.origin} {base64.b64encode(stamped).decode()}\n"
