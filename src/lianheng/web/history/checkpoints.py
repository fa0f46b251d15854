"""The daily checkpoint: the journal's root, signed, kept here and laid out for the second custodian.

Run by the worker each day, before each final report, and for each evidence package. Running it twice without a new entry
changes nothing but brings back an exported file that is missing.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianheng.journal.checkpoint import open_checkpoint, sign_checkpoint
from lianheng.journal.custody import RootPage, root_page
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keys import PublicKey, SigningKey
from lianheng.journal.tree import Frontier
from lianheng.text import UserError
from lianheng.web.access.actor import Actor, operator
from lianheng.web.history.files import write_whole
from lianheng.web.history.keyring import known_keys, signing_key
from lianheng.web.history.models import Checkpoint, Entry, Head
from lianheng.web.history.sealing import take_pen

PUBLIC_KEY_FILE = "public_key.txt"
_STEP = 5000


def make_checkpoint(by: Actor | None = None) -> Checkpoint:
    """Sign the journal as it stands and export the text. Raises UserError where the journal is empty or the key is gone."""
    with transaction.atomic():
        take_pen()
        key = signing_key(by or operator())
        head = take_pen()  # a first key has just left an entry
        checkpoint = Checkpoint.objects.filter(size=head.sequence).first() or _signed(head, key)
        # a root laid out for the custodian can never be taken back, so it waits until the entries are there for good
        transaction.on_commit(lambda: export(checkpoint))
    return checkpoint


def export(checkpoint: Checkpoint) -> None:
    """Lay the checkpoint and the public key where the second custodian fetches them."""
    folder = Path(settings.ROOTS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    page = page_of(checkpoint)
    file = folder / page.file_name
    if not file.exists() or file.read_text(encoding="utf-8") != checkpoint.text:
        write_whole(file, checkpoint.text)
    write_whole(folder / PUBLIC_KEY_FILE, signer_of(checkpoint).text)


def exported() -> list[Path]:
    """The checkpoints that lie in the custodian's folder."""
    folder = Path(settings.ROOTS_FOLDER)
    return sorted(file for file in folder.glob("*-*-*.txt") if file.name != PUBLIC_KEY_FILE)


def page_of(checkpoint: Checkpoint) -> RootPage:
    """What the printed page shows."""
    return root_page(checkpoint.text, signer_of(checkpoint))


def signer_of(checkpoint: Checkpoint) -> PublicKey:
    """The key that signed it. Raises UserError where none that is known here did."""
    for key in known_keys():
        try:
            open_checkpoint(checkpoint.text, [key])
        except UserError:
            continue
        return key
    raise UserError(
        "检查点的签名与已知公钥都不符：请先核验日志。",
        "No key known here signed this checkpoint: verify the journal first.",
    )


def tidied(text: str) -> str:
    """A checkpoint as it was signed, from what somebody pasted or a QR reader gave: line ends and blanks put right."""
    lines = [line.strip() for line in text.lstrip("\ufeff").strip().splitlines()]
    return "\n".join(lines) + "\n"


def _signed(head: Head, key: SigningKey) -> Checkpoint:
    at, tree = timezone.now(), _grown()
    if tree.size != head.sequence:
        raise UserError(
            f"日志应有 {head.sequence} 条，实有 {tree.size} 条，不能封存：请先核验日志。",
            f"The journal should have {head.sequence} entries and has {tree.size}; it cannot be sealed. Verify it first.",
        )
    text = sign_checkpoint(tree, Digest.parse(head.digest), at, key)
    checkpoint = Checkpoint(
        size=tree.size,
        at=at,
        root=tree.root().hex(),
        text=text,
        tree=tree.algorithm.value,
        edge=" ".join(node.hex() for node in tree.edge),
    )
    checkpoint.save(force_insert=True)
    return checkpoint


def _grown() -> Frontier:
    """The tree of all entries, going on from the newest checkpoint of the same algorithm."""
    algorithm = Algorithm(settings.JOURNAL_DIGEST)
    newest = Checkpoint.objects.filter(tree=algorithm.value).first()
    tree = Frontier(algorithm) if newest is None else resumed(newest)
    digests = (
        Entry.objects.filter(sequence__gt=tree.size).order_by("sequence").values_list("digest", flat=True)
    )
    for digest in digests.iterator(_STEP):
        tree.append(digest.encode())
    return tree


def resumed(checkpoint: Checkpoint) -> Frontier:
    """The tree as it stood at a checkpoint."""
    edge = [bytes.fromhex(node) for node in checkpoint.edge.split()]
    return Frontier.resume(Algorithm(checkpoint.tree), checkpoint.size, edge)
