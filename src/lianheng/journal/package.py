"""An evidence package: chosen entries, what they name, and the proofs, for someone who does not have our software.

Runs when an auditor or the superior body asks for evidence. The package is a zip file without compression or clock, so
the same evidence gives the same bytes (with Ed25519; SM2 signs differently each time) and every bit of it counts.
Its ``verify.py`` is ``standalone``, which also has the last word here: no package leaves that it does not accept.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lianheng.journal import standalone
from lianheng.journal.canonical import canonical
from lianheng.journal.chain import Entry, digest_of, line
from lianheng.journal.checkpoint import open_checkpoint
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keys import PublicKey, SigningKey
from lianheng.journal.notes import sign_note
from lianheng.journal.readme import readme
from lianheng.journal.tree import Prover
from lianheng.text import ProductFault, UserError

Member = tuple[str, bytes]
_MOST_BYTES = 2**32 - 2**24  # of the whole: what a plain zip file can hold, with room for its directory
_NAMED = re.compile(r'"((?:sha256|sm3):[0-9a-f]{64})"')


@dataclass(frozen=True)
class Evidence:
    """Chosen entries, for each what leads from it up to the root, and the signed text of the checkpoint they are in."""

    entries: tuple[Entry, ...]
    proofs: tuple[tuple[bytes, ...], ...]
    checkpoint: str

    @property
    def named(self) -> frozenset[str]:
        """Every digest the entries name in their states: of records and attachments, which may be enclosed."""
        states = canonical([[entry.event.before, entry.event.after] for entry in self.entries]).decode()
        return frozenset(_NAMED.findall(states))


def gather(digests: Iterable[str], chosen: Iterable[Entry], checkpoint: str, public: PublicKey) -> Evidence:
    """Prove ``chosen`` from the ``digests`` of all entries, in order, up to the checkpoint or further.

    Raises UserError where the journal no longer has the checkpoint's root, or an entry is not in it.
    """
    held = open_checkpoint(checkpoint, [public])
    entries = tuple(sorted(chosen, key=lambda entry: entry.sequence))
    if not entries or not all(0 < entry.sequence <= held.size for entry in entries):
        raise UserError(
            f"所选记录须在检查点的 {held.size} 条之内：较新的记录要等下一个检查点。",
            f"Choose entries among the {held.size} of the checkpoint; newer ones wait for the next.",
        )
    prover = Prover(held.tree, held.size, (entry.sequence - 1 for entry in entries))
    expected = {
        entry.sequence: str(digest_of(entry.sequence, entry.event, entry.previous, _algorithm(entry)))
        for entry in entries
    }
    for sequence, digest in zip(range(1, held.size + 1), digests, strict=False):
        prover.append(digest.encode())
        if expected.get(sequence, digest) != digest:
            raise UserError(
                f"第 {sequence} 条与封存时不同，不能出具证据：请先核验日志。",
                f"Entry {sequence} is not what was sealed; no evidence can be made of it. Verify the journal first.",
            )
    if prover.tree.size != held.size or prover.tree.root() != held.root:
        raise UserError(
            "日志与检查点不符，不能出具证据：请先核验日志。",
            "The journal does not have the root of the checkpoint; no evidence can be made of it. Verify the journal first.",
        )
    return Evidence(entries, tuple(prover.inclusion(entry.sequence - 1) for entry in entries), checkpoint)


def write_package(
    path: Path,
    evidence: Evidence,
    key: SigningKey,
    records: Iterable[object] = (),
    attachments: Iterable[Path] = (),
) -> None:
    """Write the package to ``path``, whole or not at all. ``records`` are written in canonical form.

    Raises UserError for a record or an attachment that no entry names, and where it would be too large.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in standalone.container(_members(evidence, key, records, attachments)):
                file.write(chunk)
        _accepted(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _accepted(path: Path) -> None:
    try:
        standalone.check(path)
    except Exception as error:
        raise ProductFault(f"the evidence package does not verify: {error}") from error


def _members(
    evidence: Evidence, key: SigningKey, records: Iterable[object], attachments: Iterable[Path]
) -> Iterator[Member]:
    """All members, and at the end the signed list of them."""
    algorithm = open_checkpoint(evidence.checkpoint, [key.public]).tree
    listed, total = [], 0
    for name, data in _contents(evidence, key.public, records, attachments):
        total += len(data) + 2 * (len(name) + 100)
        if len(data) > standalone.LARGEST or total > _MOST_BYTES:
            raise UserError(
                f"证据包过大（{name}）：单个文件不超过 256 MiB，全部不超过 4 GiB，请分成几包。",
                f"The package is too large ({name}): 256 MiB a file and 4 GiB in all; make several packages.",
            )
        listed.append(f"{Digest.of(algorithm, data)} {name}")
        yield name, data
    note = sign_note([f"{standalone.FORMAT} {algorithm.value}", *listed], key)
    yield "manifest.txt", note.encode()


def _contents(
    evidence: Evidence, public: PublicKey, records: Iterable[object], attachments: Iterable[Path]
) -> Iterator[Member]:
    yield "README.txt", readme(public, evidence.checkpoint, len(evidence.entries)).encode()
    yield "verify.py", verifier()
    yield "public_key.txt", public.text.encode()
    yield "checkpoint.txt", evidence.checkpoint.encode()
    lines = [line(entry.sequence, entry.event, entry.previous) for entry in evidence.entries]
    yield "entries.jsonl", b"".join(text + b"\n" for text in lines)
    yield "proofs.json", canonical(_proofs(evidence))
    named = evidence.named
    written = ((repr(record)[:80], canonical(record)) for record in records)
    yield from _enclosed("records", written, named, ".json")
    yield from _enclosed("attachments", ((str(file), file.read_bytes()) for file in attachments), named, "")


def _proofs(evidence: Evidence) -> list[list[str]]:
    """For each entry the algorithm of its digest, then the nodes up to the root."""
    pairs = zip(evidence.entries, evidence.proofs, strict=True)
    return [[_algorithm(entry).value, *(node.hex() for node in path)] for entry, path in pairs]


def _algorithm(entry: Entry) -> Algorithm:
    return Digest.parse(entry.digest).algorithm


def _enclosed(folder: str, files: Iterable[Member], named: frozenset[str], suffix: str) -> Iterator[Member]:
    """Each file once, under the digest by which an entry names it."""
    given: set[str] = set()
    for label, data in files:
        digest = next((d for a in Algorithm if (d := Digest.of(a, data)) and str(d) in named), None)
        if digest is None:
            raise UserError(
                f"所选记录都没有提到“{label}”的摘要，不能作为证据附上。",
                f"No chosen entry names the digest of {label}; it cannot be enclosed as evidence.",
            )
        if str(digest) not in given:
            given.add(str(digest))
            yield f"{folder}/{digest.algorithm.value}-{digest.value.hex()}{suffix}", data


def verifier() -> bytes:
    """The script that verifies a package, as it is enclosed and as the custodian may keep it."""
    return Path(standalone.__file__).read_bytes()
