"""Private keys in files.

Runs once to make a key, and whenever something is to be signed. The file holds PEM (PKCS 8), is readable by its owner
alone, and is never overwritten: with the key lost, a new one is made and the custodian is told; with the key replaced
in silence, the custodian's next comparison fails.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lianheng.journal import sm2
from lianheng.journal.keys import PublicKey, Scheme, SigningKey
from lianheng.text import UserError

_ORIGIN = re.compile(r"[^\s+\x00-\x1f]{1,200}")


@dataclass(frozen=True)
class Ed25519Key:
    public: PublicKey
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


@dataclass(frozen=True)
class SM2Key:
    public: PublicKey
    path: Path

    def sign(self, message: bytes) -> bytes:
        return sm2.sign(self.path, message)


def create_key(path: Path, origin: str, scheme: Scheme) -> SigningKey:
    """Make a key and write it to ``path``. Raises UserError where a file stands there already."""
    _refuse_bad_name(origin)
    if scheme is Scheme.SM2:
        pem = sm2.new_private_key()
    else:
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UserError(
            f"{path} 已存在：密钥文件从不覆盖，请另选位置。",
            f"{path} exists: a key file is never overwritten; choose another place.",
        ) from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        os.fsync(file.fileno())
    return load_key(path, origin, scheme)


def load_key(path: Path, origin: str, scheme: Scheme) -> SigningKey:
    """The key in ``path``. Raises UserError where others may read the file, or it holds no key of this scheme."""
    _refuse_bad_name(origin)
    _refuse_open_file(path)
    if scheme is Scheme.SM2:
        return SM2Key(PublicKey(origin, scheme, sm2.public_point(path)), path)
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), None)
    except (TypeError, ValueError):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise UserError(f"{path} 不是 Ed25519 私钥文件。", f"{path} holds no Ed25519 private key.")
    return Ed25519Key(PublicKey(origin, scheme, private.public_key().public_bytes_raw()), private)


def _refuse_bad_name(origin: str) -> None:
    if not _ORIGIN.fullmatch(origin):
        raise UserError(
            f"日志名称“{origin}”不能为空，不能含空格或加号，例如 finance.example/journal。",
            f"The journal's name {origin!r} must not be empty nor hold spaces or plus signs; finance.example/journal will do.",
        )


def _refuse_open_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UserError(f"没有密钥文件 {path}。", f"There is no key file {path}.") from None
    if mode & 0o077:
        raise UserError(
            f"{path} 别人也能读取（权限 {mode & 0o777:o}）：请先执行 chmod 600；若已外泄，请换新密钥并告知保管人。",
            f"{path} can be read by others (mode {mode & 0o777:o}): chmod 600 it; if it leaked, make a new key and tell the custodian.",
        )
