"""A journal of an invented bureau, sealed day by day, and the keys that sign it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lianheng.journal import standalone
from lianheng.journal.canonical import canonical
from lianheng.journal.chain import Entry, Event, Head, seal
from lianheng.journal.checkpoint import sign_checkpoint
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keyfiles import create_key
from lianheng.journal.keys import Scheme, SigningKey
from lianheng.journal.package import Evidence, gather, write_package
from lianheng.journal.tree import Frontier

ORIGIN = "finance.example/journal"
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Journal:
    """Entries, the checkpoints kept beside them, and the latest of those, which the custodian holds too."""

    entries: tuple[Entry, ...]
    checkpoints: tuple[str, ...]

    @property
    def held(self) -> str:
        return self.checkpoints[-1]


MakeJournal = Callable[..., Journal]
MakeEvent = Callable[..., Event]


def make_an_event(number: int, **changes: object) -> Event:
    fields: dict[str, object] = {
        "at": MORNING + timedelta(minutes=number),
        "actor": "17",
        "actor_name": "柳青",
        "on_behalf_of": None,
        "action": "approve",
        "kind": "claim",
        "key": str(number),
        "label": f"差旅费报销单 {number}",
        "before": {"status": "submitted", "amount": "1280.50"},
        "after": {"status": "approved", "amount": "1280.50"},
        "reason": "票据齐全",
        "request": f"request-{number}",
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def make_event() -> MakeEvent:
    """An approval of claim ``number``, with any field changed."""
    return make_an_event


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return create_key(tmp_path_factory.mktemp("key") / "journal.pem", ORIGIN, Scheme.ED25519)


@pytest.fixture(scope="session")
def thief(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """A key of someone else's, under the same name."""
    return create_key(tmp_path_factory.mktemp("thief") / "journal.pem", ORIGIN, Scheme.ED25519)


@pytest.fixture(scope="session")
def make_journal(key: SigningKey) -> MakeJournal:
    """Seals events one onto the other, with a checkpoint every so many and at the end."""

    def make(
        events: int | list[Event] = 20,
        every: int = 7,
        algorithm: Algorithm = Algorithm.SHA256,
        signer: SigningKey = key,
    ) -> Journal:
        entries: list[Entry] = []
        checkpoints: list[str] = []
        tree, head = Frontier(algorithm), None
        given = [make_an_event(n) for n in range(1, events + 1)] if isinstance(events, int) else events
        for event in given:
            entry = seal(event, head, algorithm)
            tree.append(entry.digest.encode())
            head = Head(entry.sequence, entry.digest)
            entries.append(entry)
            if entry.sequence % every == 0 or entry.sequence == len(given):
                checkpoints.append(sign_checkpoint(tree, Digest.parse(entry.digest), event.at, signer))
        return Journal(tuple(entries), tuple(checkpoints))

    return make


def has_sm2(folder: Path) -> bool:
    """Whether this machine's OpenSSL signs SM2; some distributions leave it out."""
    try:
        create_key(folder / "probe.pem", ORIGIN, Scheme.SM2)
    except Exception:
        return False
    return True


@pytest.fixture(scope="session")
def sm2_key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    folder = tmp_path_factory.mktemp("sm2")
    if not has_sm2(folder):
        pytest.skip("the OpenSSL of this machine has no SM2")
    return create_key(folder / "journal.pem", ORIGIN, Scheme.SM2)


Verdict = Callable[..., tuple[str, str]]


@pytest.fixture(scope="session")
def verdict() -> Verdict:
    """``intact``, ``altered`` or ``unable``, and what the evidence script said of a package."""

    def verdict(path: Path, option: str = "", given: str = "") -> tuple[str, str]:
        try:
            return "intact", "\n".join(standalone.report(path, option, given))
        except OSError as error:
            return "unable", str(error)
        except Exception as error:
            return "altered", str(error)

    return verdict


@pytest.fixture(scope="session")
def record() -> dict[str, str]:
    return {"claim": "3", "amount": "1280.50", "payee": "示例宾馆"}


@pytest.fixture(scope="session")
def invoice() -> bytes:
    return b"%PDF-1.7 an invoice"


@pytest.fixture(scope="session")
def journal(
    make_journal: MakeJournal, make_event: MakeEvent, record: dict[str, str], invoice: bytes
) -> Journal:
    """Twenty entries; the third names a record and an invoice, the fourth one that nobody encloses."""
    events = [make_event(number) for number in range(1, 21)]
    files = [{"name": "发票.pdf", "digest": str(Digest.of(Algorithm.SHA256, invoice))}]
    events[2] = make_event(
        3, after={"record": str(Digest.of(Algorithm.SHA256, canonical(record))), "files": files}
    )
    events[3] = make_event(4, after={"files": [str(Digest.of(Algorithm.SHA256, b"absent"))]})
    return make_journal(events)


@pytest.fixture(scope="session")
def evidence(journal: Journal, key: SigningKey) -> Evidence:
    digests = [entry.digest for entry in journal.entries]
    return gather(digests, [journal.entries[n] for n in (3, 2, 11)], journal.held, key.public)


@pytest.fixture(scope="session")
def package(
    tmp_path_factory: pytest.TempPathFactory,
    evidence: Evidence,
    key: SigningKey,
    record: dict[str, str],
    invoice: bytes,
) -> Path:
    """Three entries, the record and the invoice that one of them names."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "invoice.pdf").write_bytes(invoice)
    write_package(folder / "evidence.zip", evidence, key, [record], [folder / "invoice.pdf"])
    return folder / "evidence.zip"


@pytest.fixture(scope="session")
def outside(package: Path, journal: Journal) -> Path:
    """The checkpoint as the custodian holds it."""
    path = package.with_name("held.txt")
    path.write_text(journal.held, encoding="utf-8")
    return path
