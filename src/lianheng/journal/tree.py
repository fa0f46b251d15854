"""One root of all entries, after RFC 9162 section 2.1, so that a single entry, or the growth from one day's root to the
next, can be proved without the rest of the journal.

Runs at every checkpoint, verification and evidence package. A leaf is the written digest of an entry (``sha256:…``).
``Frontier`` keeps only the roots of the perfect subtrees so far, one per bit of the size, so going on from a million
entries costs the new ones alone. Positions here count from 0, as in the RFC; entry n stands at n - 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lianheng.journal.digests import Algorithm

Node = tuple[int, int]  # level above the leaves, position in that level: a perfect subtree
Span = tuple[int, int]  # first leaf, one past the last


def leaf_hash(algorithm: Algorithm, data: bytes) -> bytes:
    return algorithm.hash(b"\0" + data)


def node_hash(algorithm: Algorithm, left: bytes, right: bytes) -> bytes:
    return algorithm.hash(b"\1" + left + right)


class Frontier:
    """A growing tree of which only the right edge is kept. ``watch`` sees each perfect subtree when it is complete."""

    def __init__(self, algorithm: Algorithm, watch: Callable[[Node, bytes], None] | None = None) -> None:
        self.algorithm = algorithm
        self.size = 0
        self._edge: list[bytes] = []
        self._watch = watch

    @classmethod
    def resume(cls, algorithm: Algorithm, size: int, edge: Sequence[bytes]) -> Frontier:
        """The tree as it stood at ``size`` leaves, from the ``edge`` it had then."""
        if len(edge) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has an edge of {size.bit_count()}, not {len(edge)}")
        tree = cls(algorithm)
        tree.size, tree._edge = size, list(edge)
        return tree

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The roots of the perfect subtrees, largest first: all that is needed to go on from here."""
        return tuple(self._edge)

    def append(self, data: bytes) -> None:
        hash_, watch = self.algorithm.hash, self._watch
        root, level, position = hash_(b"\0" + data), 0, self.size
        if watch is not None:
            watch((0, position), root)
        while position & 1:
            root, level, position = hash_(b"\1" + self._edge.pop() + root), level + 1, position >> 1
            if watch is not None:
                watch((level, position), root)
        self._edge.append(root)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far; of none, the digest of nothing."""
        if not self._edge:
            return self.algorithm.hash(b"")
        root = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            root = node_hash(self.algorithm, left, root)
        return root


class Prover:
    """Proofs about a tree of ``size`` leaves that passes by once: only the subtrees the proofs need are kept."""

    def __init__(
        self, algorithm: Algorithm, size: int, positions: Iterable[int], older: Iterable[int] = ()
    ) -> None:
        self._inclusion = {at: list(_beside(at, 0, size)) for at in positions}
        self._consistency = {old: list(_between(old, 0, size, True)) for old in older}
        spans = [span for path in (*self._inclusion.values(), *self._consistency.values()) for span in path]
        self._wanted = {node for span in spans for node in _perfect(*span)}
        self._kept: dict[Node, bytes] = {}
        self.tree = Frontier(algorithm, self._keep)

    def append(self, data: bytes) -> None:
        self.tree.append(data)

    def inclusion(self, at: int) -> tuple[bytes, ...]:
        """What leads from leaf ``at`` up to the root, lowest first. KeyError before all leaves have passed."""
        return tuple(self._root_of(span) for span in self._inclusion[at])

    def consistency(self, old: int) -> tuple[bytes, ...]:
        """What shows that the first ``old`` leaves are those of the older root."""
        return tuple(self._root_of(span) for span in self._consistency[old])

    def _keep(self, node: Node, root: bytes) -> None:
        if node in self._wanted:
            self._kept[node] = root

    def _root_of(self, span: Span) -> bytes:
        *lefts, root = (self._kept[node] for node in _perfect(*span))
        for left in reversed(lefts):
            root = node_hash(self.tree.algorithm, left, root)
        return root


def verify_inclusion(
    algorithm: Algorithm, leaf: bytes, at: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """RFC 9162 section 2.1.3.2: whether the leaf with hash ``leaf`` stands at ``at`` in the tree with this root."""
    climbed = _climb(algorithm, at, size - 1, leaf, path) if 0 <= at < size else None
    return climbed is not None and climbed[1] == root


def verify_consistency(
    algorithm: Algorithm, old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """RFC 9162 section 2.1.4.2: whether the tree of ``new`` leaves begins with the tree of ``old`` leaves."""
    if not 0 < old <= new:
        return False
    if old == new:
        return old_root == new_root and not path
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    nodes = list(path) if old & (old - 1) else [old_root, *path]
    return bool(nodes) and _climb(algorithm, at, last, nodes[0], nodes[1:]) == (old_root, new_root)


def _climb(
    algorithm: Algorithm, at: int, last: int, start: bytes, path: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """The root of all that lies left of the path, and of the whole; None where the path has the wrong length."""
    left = whole = start
    for node in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            left, whole = node_hash(algorithm, node, left), node_hash(algorithm, node, whole)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            whole = node_hash(algorithm, whole, node)
        at, last = at >> 1, last >> 1
    return (left, whole) if last == 0 else None


def _beside(at: int, start: int, end: int) -> Iterator[Span]:
    """The subtrees beside the way from leaf ``at`` up, lowest first (PATH in the RFC)."""
    if end - start == 1:
        return
    middle = start + _half(end - start)
    inside, outside = ((start, middle), (middle, end)) if at < middle else ((middle, end), (start, middle))
    yield from _beside(at, *inside)
    yield outside


def _between(old: int, start: int, end: int, whole: bool) -> Iterator[Span]:
    """The subtrees that lead from the first ``old`` leaves to all (SUBPROOF in the RFC)."""
    if old == end:
        if not whole:
            yield (start, end)
        return
    middle = start + _half(end - start)
    if old <= middle:
        yield from _between(old, start, middle, whole)
        yield (middle, end)
    else:
        yield from _between(old, middle, end, False)
        yield (start, middle)


def _perfect(start: int, end: int) -> Iterator[Node]:
    """The perfect subtrees a span is made of, from the left."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _half(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1
