"""SM2 signatures (GB/T 32918.2) by the system's OpenSSL 3.

Runs only where the setting asks for SM2. No maintained Python library signs SM2 (docs/decisions/0009), so the private key
stays with OpenSSL: it is read there, never here, and is never an argument. Verifying handles public data alone and is
the evidence script's own, so an auditor needs no OpenSSL.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from lianheng.journal import standalone
from lianheng.text import UserError

_IDENTITY = "distid:1234567812345678"  # the usual one, GM/T 0009-2012


def new_private_key() -> bytes:
    """PEM, PKCS 8."""
    return _openssl("genpkey", "-algorithm", "SM2")


def public_point(key_file: Path) -> bytes:
    """The uncompressed point, 65 bytes, that belongs to the private key in ``key_file``."""
    return _openssl("pkey", "-in", str(key_file), "-pubout", "-outform", "DER")[-65:]


def sign(key_file: Path, message: bytes) -> bytes:
    """r and s, 32 bytes each."""
    r, s = decode_dss_signature(
        _openssl("dgst", "-sm3", "-sign", str(key_file), "-sigopt", _IDENTITY, given=message)
    )
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def verifies(point: bytes, message: bytes, signature: bytes) -> bool:
    return standalone.sm2(point, message, signature)


def _openssl(*arguments: str, given: bytes = b"") -> bytes:
    program = shutil.which("openssl")
    if program is None:
        raise UserError(
            "找不到 openssl：SM2 签名要用 OpenSSL 3 以上版本，请安装，或把签名设置改为 Ed25519。",
            "openssl was not found: SM2 signatures need OpenSSL 3 or later; install it, or set signatures to Ed25519.",
        )
    done = subprocess.run(  # noqa: S603  (the program is found on the path, the arguments are ours)
        [program, *arguments], input=given, capture_output=True, check=False, timeout=60
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UserError(
            f"openssl 未能完成 SM2 操作（有的发行版去掉了 SM2）：{said[-1] if said else done.returncode}",
            f"openssl could not do SM2 (some distributions leave it out): {said[-1] if said else done.returncode}",
        )
    return done.stdout
