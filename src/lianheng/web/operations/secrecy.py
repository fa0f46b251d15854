"""The secrets of a backup, sealed with a passphrase: whoever finds the file can neither sign as the bureau nor sign in.

The site's keys and settings are sealed by scrypt and Fernet (AES-128-CBC with HMAC-SHA-256), the recipe of the
``cryptography`` package for passphrases. The rest of the archive is as readable as the server's own disk: keep it like that.
"""

from __future__ import annotations

import base64
import io
import os
import tarfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from lianheng.text import UserError
from lianheng.web.operations.home import ENV

SECRETS = "secrets.sealed"
SALT = 16
SHORTEST = 12
FROM_ENVIRONMENT = "LIANHENG_BACKUP_PASSPHRASE"


def seal_secrets(home: Path, passphrase: str) -> bytes:
    """The settings and keys of a home, readable with the passphrase only. Raises UserError for a short one."""
    if len(passphrase) < SHORTEST:
        raise UserError(
            f"备份口令至少 {SHORTEST} 个字符。", f"The passphrase needs {SHORTEST} characters at least."
        )
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name in (ENV, "keys"):
            tar.add(home / name, arcname=name)
    salt = os.urandom(SALT)
    return salt + _lock(passphrase, salt).encrypt(packed.getvalue())


def open_secrets(sealed: bytes, passphrase: str, home: Path) -> None:
    """Write the settings and keys into a home. Raises UserError for another passphrase."""
    try:
        packed = _lock(passphrase, sealed[:SALT]).decrypt(sealed[SALT:])
    except InvalidToken as error:
        raise UserError(
            "口令不对，无法打开备份中的密钥和设置。",
            "This is not the passphrase that the backup's keys and settings were sealed with.",
        ) from error
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(home, filter="data")


def _lock(passphrase: str, salt: bytes) -> Fernet:
    key = Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(key))
