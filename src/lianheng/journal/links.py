"""Reads entries one after the other: each fits its own digest, follows the one before it, and none is missing or doubled.

Runs inside ``verify``.
"""

from __future__ import annotations

from collections.abc import Callable

from lianheng.journal.canonical import NotCanonical, canonical, quick
from lianheng.journal.chain import Entry, digest_of
from lianheng.journal.digests import Algorithm
from lianheng.journal.findings import Fault, Finding, Findings

_ALGORITHMS = {algorithm.value: algorithm for algorithm in Algorithm}


_MOST_SUSPECTS = 100  # for each pair of them, one digest is tried


class Links:
    """What has passed so far. ``last`` is the highest number seen; ``faults`` counts what did not fit."""

    def __init__(self, findings: Findings) -> None:
        self.seen = self.last = self.faults = 0
        self._findings = findings
        self._end: str | None = (
            None  # what the next entry must name; None after an entry that does not fit itself
        )
        self._gaps: list[tuple[int, int]] = []
        self._suspects: list[Entry] = []

    def see(self, entry: Entry) -> None:
        self.seen += 1
        number = entry.sequence
        fits = _fits(entry, number)
        if not fits:
            self._suspect(entry)
        if number <= self.last:
            self._late(number)
            return
        if number > self.last + 1:
            self._missing((self.last + 1, number - 1))
        elif fits and entry.previous != self._end and (self._end is not None or number == 1):
            self._tell(Fault.BROKEN_LINK, number, number)
        self.last, self._end = number, entry.digest if fits else None

    def close(self) -> None:
        """After the last entry: name what is missing, and tell entries that only moved from those that were altered."""
        for first, last in self._gaps:
            self._findings.add(Finding(Fault.MISSING, first, last))
        numbers = {suspect.sequence for suspect in self._suspects}
        for suspect in self._suspects:
            here = suspect.sequence
            near = sorted({here - 1, here + 1, *numbers} - {here}, key=lambda number: abs(number - here))
            sealed_as = next((number for number in near if _fits(suspect, number)), None)
            fault = Fault.ALTERED if sealed_as is None else Fault.REORDERED
            self._findings.add(Finding(fault, here, here if sealed_as is None else sealed_as))

    def _suspect(self, entry: Entry) -> None:
        if len(self._suspects) < _MOST_SUSPECTS:
            self.faults += 1
            self._suspects.append(entry)
        else:
            self._tell(Fault.ALTERED, entry.sequence, entry.sequence)

    def _missing(self, gap: tuple[int, int]) -> None:
        if len(self._gaps) < Findings.MOST:
            self.faults += 1
            self._gaps.append(gap)
        else:
            self._tell(Fault.MISSING, *gap)

    def _late(self, number: int) -> None:
        """An entry that comes after a higher number: out of order where that number was missing, else one too many."""
        gap = next((gap for gap in self._gaps if gap[0] <= number <= gap[1]), None)
        if gap is None:
            self._tell(Fault.DOUBLED, number, number)
            return
        self._gaps.remove(gap)
        rests = ((gap[0], number - 1), (number + 1, gap[1]))
        self._gaps += [rest for rest in rests if rest[0] <= rest[1]]
        self._tell(Fault.REORDERED, self.seen, number)

    def _tell(self, fault: Fault, first: int, last: int) -> None:
        self.faults += 1
        self._findings.add(Finding(fault, first, last))


def _fits(entry: Entry, number: int) -> bool:
    """Whether the entry has the digest it would have had if it had been sealed under this number."""
    algorithm = _ALGORITHMS.get(entry.digest[: entry.digest.find(":")])
    if algorithm is None:
        return False
    if _sealed(entry, number, algorithm, quick) == entry.digest:
        return True
    return _sealed(entry, number, algorithm, canonical) == entry.digest


def _sealed(entry: Entry, number: int, algorithm: Algorithm, write: Callable[[object], bytes]) -> str | None:
    try:
        return str(digest_of(number, entry.event, entry.previous, algorithm, write))
    except (NotCanonical, TypeError, ValueError, RecursionError):
        return None
