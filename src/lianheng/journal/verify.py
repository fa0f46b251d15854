"""Whether a journal is still what was written: every entry, every link, every checkpoint, and the roots held outside.

Runs before every report, nightly, and whenever an auditor asks. Entries pass by once, so a journal of millions needs no
more memory than a short one. Nothing here trusts the database: what does not fit is a finding, not an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from time import perf_counter

from lianheng.journal.chain import Entry
from lianheng.journal.checkpoint import Checkpoint, open_checkpoint
from lianheng.journal.findings import Fault, Finding, Findings
from lianheng.journal.keys import PublicKey
from lianheng.journal.links import Links
from lianheng.journal.tree import Frontier
from lianheng.text import Text, UserError


@dataclass(frozen=True)
class Verification:
    """``held`` is the number of entries, from the first, whose digests a root from outside proves to be those once sealed."""

    entries: int
    held: int
    checkpoints: int
    findings: tuple[Finding, ...]
    more: int
    seconds: float

    @property
    def intact(self) -> bool:
        """Nothing was found. What that is worth, ``unproven`` says."""
        return not self.findings

    @property
    def unproven(self) -> Text | None:
        """What could not be checked, in words; None where a root from outside covers every entry."""
        if self.held >= self.entries > 0:
            return None
        if self.held == 0:
            return Text(
                "没有与外部保存的检查点比对成功：日志若连同密钥被整本重做，这里看不出来。",
                "No checkpoint held outside was matched: a journal made anew as a whole, key and all, would not show here.",
            )
        return Text(
            f"第 {self.held + 1} 条起晚于外部保存的检查点，只知其自身连贯。",
            f"Entries from {self.held + 1} on are newer than the checkpoint held outside; they are only known to follow each other.",
        )


@dataclass(frozen=True)
class _Anchor:
    """A checkpoint with a valid signature."""

    checkpoint: Checkpoint
    outside: bool


def verify(
    entries: Iterable[Entry],
    checkpoints: Iterable[str],
    outside: Iterable[str],
    keys: Collection[PublicKey],
) -> Verification:
    """Reads ``entries`` in the order of the journal, against the signed texts of its own ``checkpoints`` and of those that
    the custodian holds. ``keys`` are all public keys the journal has had.
    """
    started, findings = perf_counter(), Findings()
    anchors = [*_open(checkpoints, False, keys, findings), *_open(outside, True, keys, findings)]
    links, roots = Links(findings), _Roots(anchors, findings)
    for entry in entries:
        links.see(entry)
        roots.see(entry, links.faults == 0)
    links.close()
    roots.close(links.last)
    return Verification(
        links.seen, roots.held, len(anchors), findings.listed, findings.more, perf_counter() - started
    )


def _open(
    texts: Iterable[str], outside: bool, keys: Collection[PublicKey], findings: Findings
) -> Iterable[_Anchor]:
    for place, text in enumerate(texts, start=1):
        try:
            yield _Anchor(open_checkpoint(text, keys), outside)
        except UserError:
            findings.add(
                Finding(Fault.BAD_SIGNATURE, place, place, "外部 outside" if outside else "库内 stored")
            )


class _Roots:
    """Holds the journal against its anchors, each when as many entries have passed as it counts."""

    def __init__(self, anchors: list[_Anchor], findings: Findings) -> None:
        self.held = 0
        self._findings = findings
        self._ahead = sorted(anchors, key=lambda anchor: -anchor.checkpoint.size)
        self._trees = {tree: Frontier(tree) for tree in {anchor.checkpoint.tree for anchor in anchors}}
        self._seen = self._good = 0
        self._told: set[bool] = set()

    def see(self, entry: Entry, unspoiled: bool) -> None:
        self._seen += 1
        for tree in self._trees.values():
            tree.append(entry.digest.encode("utf-8", "replace"))
        while self._ahead and self._ahead[-1].checkpoint.size == self._seen:
            self._compare(self._ahead.pop(), unspoiled)

    def _compare(self, anchor: _Anchor, unspoiled: bool) -> None:
        if self._trees[anchor.checkpoint.tree].root() == anchor.checkpoint.root:
            self._good = self._seen
            self.held = self._seen if anchor.outside else self.held
        else:
            self._tell(Fault.RECOMPUTED if unspoiled else Fault.ROOT_DIFFERS, anchor)

    def close(self, last: int) -> None:
        """Anchors that count more entries than there are: the tail is gone, unless entries are missing before it."""
        for anchor in [anchor for anchor in reversed(self._ahead) if anchor.checkpoint.size <= last]:
            self._tell(Fault.ROOT_DIFFERS, anchor)
        beyond = [anchor for anchor in self._ahead if anchor.checkpoint.size > last]
        if beyond:
            known = any(not anchor.outside for anchor in beyond)
            furthest = beyond[0].checkpoint
            fault = Fault.TAIL_CUT if known else Fault.ROLLED_BACK
            self._findings.add(Finding(fault, last + 1, furthest.size, _day(furthest)))

    def _tell(self, fault: Fault, anchor: _Anchor) -> None:
        """The first root that differs says it all, once for those kept inside and once for those held outside.

        Against a root from outside, agreement with a checkpoint kept inside counts for nothing: it may be forged as well.
        """
        if anchor.outside not in self._told:
            self._told.add(anchor.outside)
            good, checkpoint = self.held if anchor.outside else self._good, anchor.checkpoint
            self._findings.add(Finding(fault, good + 1, checkpoint.size, _day(checkpoint)))


def _day(checkpoint: Checkpoint) -> str:
    return checkpoint.lines[3].removeprefix("time ")
