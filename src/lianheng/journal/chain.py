"""An entry of the journal, sealed onto the one before it.

Runs inside the transaction of every service that changes or discloses something: the service hands over the event, the
web takes the head under a lock, seals, and stores the entry as it is. The digest covers every field, the number and the
previous digest, under a heading that names this purpose and the algorithm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lianheng.journal.canonical import canonical, instant
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.standalone import ENTRY

State = Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to what, when and why. Names are kept as text: they outlive the rows they came from."""

    at: datetime
    actor: str
    actor_name: str
    on_behalf_of: str | None
    action: str
    kind: str
    key: str
    label: str
    before: State
    after: State
    reason: str
    request: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the journal: all that sealing the next entry needs to know."""

    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place. Numbers run from 1 without a gap; the first entry has no previous digest.

    Digests are kept as written (``sha256:…``), so that an entry someone spoiled can still be read and named.
    """

    sequence: int
    event: Event
    previous: str | None
    digest: str

    @property
    def head(self) -> Head:
        return Head(self.sequence, self.digest)


def seal(event: Event, head: Head | None, algorithm: Algorithm) -> Entry:
    """The entry that follows ``head`` (None where the journal begins). Raises NotCanonical for an event it cannot write."""
    sequence, previous = (1, None) if head is None else (head.sequence + 1, head.digest)
    return Entry(sequence, event, previous, str(digest_of(sequence, event, previous, algorithm)))


def digest_of(
    sequence: int,
    event: Event,
    previous: str | None,
    algorithm: Algorithm,
    write: Callable[[object], bytes] = canonical,
) -> Digest:
    return Digest.of(algorithm, _HEADINGS[algorithm] + line(sequence, event, previous, write))


def line(
    sequence: int, event: Event, previous: str | None, write: Callable[[object], bytes] = canonical
) -> bytes:
    """The canonical bytes of an entry without its own digest: what is hashed, and what an evidence package holds."""
    return write(
        {
            "action": event.action,
            "actor": event.actor,
            "actor_name": event.actor_name,
            "after": event.after,
            "at": instant(event.at),
            "before": event.before,
            "key": event.key,
            "kind": event.kind,
            "label": event.label,
            "on_behalf_of": event.on_behalf_of,
            "previous": previous,
            "reason": event.reason,
            "request": event.request,
            "sequence": sequence,
        }
    )


_HEADINGS = {algorithm: f"{ENTRY} {algorithm.value}\n".encode() for algorithm in Algorithm}
