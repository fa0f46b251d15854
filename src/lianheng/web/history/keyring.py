"""The keys that sign checkpoints and packages, in ``settings.KEYS_FOLDER``.

The first key is made when the first checkpoint is. A key that was there and is gone is never replaced in silence: the
bureau makes a new one knowingly (``replace_key``), the journal tells of it, and the custodian is given its public line.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from lianheng.journal.keyfiles import create_key, load_key
from lianheng.journal.keys import PublicKey, Scheme, SigningKey
from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.files import write_whole
from lianheng.web.history.models import Checkpoint, Entry
from lianheng.web.history.sealing import append, take_pen

KEY_KIND = "history.key"


def signing_key(by: Actor) -> SigningKey:
    """The key in use. Made now if the journal never had one; raises UserError if it had and the file is gone."""
    newest = _newest()
    if newest is not None:
        key = load_key(newest, settings.JOURNAL_ORIGIN, _scheme())
        _tell(by, key, "")
        return key
    if Checkpoint.objects.exists() and not any(_folder().glob("journal-*.pub")):
        raise UserError(
            f"签名密钥不在 {_folder()}：请从备份恢复密钥文件；确已丢失时，请更换密钥并告知第二保管人。",
            f"The signing key is not in {_folder()}: restore the key file from a backup; if it is lost, replace the key "
            "and tell the second custodian.",
        )
    return replace_key(by, "")


def replace_key(by: Actor, reason: str) -> SigningKey:
    """Make a new key and use it from now on. Earlier public keys stay, to verify what was signed with them."""
    with transaction.atomic():
        take_pen()
        _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        number = sum(1 for _ in _folder().glob("journal-*.key")) + 1
        file = _folder() / f"journal-{number}-{_scheme().value}.key"
        key = create_key(file, settings.JOURNAL_ORIGIN, _scheme())
        write_whole(file.with_suffix(".pub"), key.public.text)
        _tell(by, key, reason)
    return key


def known_keys() -> list[PublicKey]:
    """Every public key the journal has had."""
    return [
        PublicKey.parse(file.read_text(encoding="utf-8")) for file in sorted(_folder().glob("journal-*.pub"))
    ]


def _tell(by: Actor, key: SigningKey, reason: str) -> None:
    """The journal names every key it is signed with, once."""
    name = key.public.fingerprint[:8]
    if Entry.objects.filter(kind=KEY_KIND, key=name).exists():
        return
    append(
        by,
        action="history.replace_key",
        kind=KEY_KIND,
        key=name,
        label=key.public.text.strip(),
        before=None,
        after={"public_key": key.public.text.strip(), "scheme": key.public.scheme.value},
        reason=reason,
    )


def _newest() -> Path | None:
    """The newest key of the scheme that is set."""
    files = _folder().glob(f"journal-*-{_scheme().value}.key")
    return max(files, key=lambda file: int(file.name.split("-")[1]), default=None)


def _folder() -> Path:
    return Path(settings.KEYS_FOLDER)


def _scheme() -> Scheme:
    return Scheme(settings.JOURNAL_SIGNATURE)
