"""The tree is that of RFC 9162; the vectors are those that implementations of Certificate Transparency share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.journal import standalone
from lianheng.journal.digests import Algorithm
from lianheng.journal.tree import Frontier, Prover, leaf_hash, verify_consistency, verify_inclusion

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (5, 8): ["bc1a0643", "ca854ea1", "d37ee418"],
    (2, 3): ["fac54203"],
    (1, 5): ["6e340b9c", "5f083f0a", "bc1a0643"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (6, 8): ["0ebc5d34", "ca854ea1", "d37ee418"],
    (2, 5): ["5f083f0a", "bc1a0643"],
}

leaves = st.lists(st.binary(max_size=4), min_size=1, max_size=70)
algorithms = st.sampled_from(Algorithm)


def grown(algorithm: Algorithm, data: list[bytes]) -> list[bytes]:
    """The roots after 0, 1, 2 … leaves."""
    tree = Frontier(algorithm)
    roots = [tree.root()]
    for leaf in data:
        tree.append(leaf)
        roots.append(tree.root())
    return roots


def proving(algorithm: Algorithm, data: list[bytes]) -> Prover:
    prover = Prover(algorithm, len(data), range(len(data)), range(1, len(data) + 1))
    for leaf in data:
        prover.append(leaf)
    return prover


def test_roots_are_those_of_the_vectors() -> None:
    assert [root.hex() for root in grown(Algorithm.SHA256, LEAVES)] == ROOTS


@pytest.mark.parametrize(("at", "size"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_vectors(at: int, size: int) -> None:
    path = proving(Algorithm.SHA256, LEAVES[:size]).inclusion(at)
    assert [node.hex()[:8] for node in path] == INCLUSION[at, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_vectors(old: int, new: int) -> None:
    path = proving(Algorithm.SHA256, LEAVES[:new]).consistency(old)
    assert [node.hex()[:8] for node in path] == CONSISTENCY[old, new]


@given(algorithms, leaves)
def test_every_leaf_is_proved_and_the_evidence_script_agrees(algorithm: Algorithm, data: list[bytes]) -> None:
    root, prover, size = grown(algorithm, data)[-1], proving(algorithm, data), len(data)
    for at, leaf in enumerate(data):
        hashed, path = leaf_hash(algorithm, leaf), prover.inclusion(at)
        assert verify_inclusion(algorithm, hashed, at, size, path, root)
        assert standalone.root_of(algorithm.value, at, size, hashed, [node.hex() for node in path]) == root


@given(algorithms, leaves)
def test_every_growth_is_proved(algorithm: Algorithm, data: list[bytes]) -> None:
    roots, prover, new = grown(algorithm, data), proving(algorithm, data), len(data)
    for old in range(1, new + 1):
        path = prover.consistency(old)
        assert verify_consistency(algorithm, old, roots[old], new, roots[new], path)


@given(leaves, st.data())
def test_no_other_leaf_place_or_path_is_proved(data: list[bytes], draw: st.DataObject) -> None:
    size, root = len(data), grown(Algorithm.SHA256, data)[-1]
    at = draw.draw(st.integers(0, size - 1))
    path = list(proving(Algorithm.SHA256, data).inclusion(at))
    hashed = leaf_hash(Algorithm.SHA256, data[at])
    other = leaf_hash(Algorithm.SHA256, data[at] + b"!")
    assert not verify_inclusion(Algorithm.SHA256, other, at, size, path, root)
    assert not verify_inclusion(Algorithm.SHA256, hashed, at, size, [*path, root], root)
    assert not verify_inclusion(Algorithm.SHA256, hashed, size + at, size, path, root)
    for spoiled in range(len(path)):
        wrong = [root if index == spoiled else node for index, node in enumerate(path)]
        assert not verify_inclusion(Algorithm.SHA256, hashed, at, size, wrong, root)
        assert not verify_inclusion(Algorithm.SHA256, hashed, at, size, path[:spoiled], root)


@given(leaves.filter(lambda data: len(data) > 1), st.data())
def test_history_made_anew_is_not_consistent(data: list[bytes], draw: st.DataObject) -> None:
    new = len(data)
    old = draw.draw(st.integers(1, new - 1))
    changed = draw.draw(st.integers(0, old - 1))
    anew = [leaf + b"!" if at == changed else leaf for at, leaf in enumerate(data)]
    old_root, new_root = grown(Algorithm.SHA256, data)[old], grown(Algorithm.SHA256, anew)[new]
    path = proving(Algorithm.SHA256, anew).consistency(old)
    assert not verify_consistency(Algorithm.SHA256, old, old_root, new, new_root, path)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_impossible_sizes_are_not_consistent(old: int, new: int) -> None:
    assert not verify_consistency(Algorithm.SHA256, old, b"", new, b"", [b""])


@given(leaves, leaves)
def test_a_tree_goes_on_from_its_edge(before: list[bytes], after: list[bytes]) -> None:
    first = Frontier(Algorithm.SHA256)
    for leaf in before:
        first.append(leaf)
    second = Frontier.resume(Algorithm.SHA256, first.size, first.edge)
    for leaf in after:
        second.append(leaf)
    assert second.root() == grown(Algorithm.SHA256, before + after)[-1]


def test_an_edge_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="edge of 2, not 1"):
        Frontier.resume(Algorithm.SHA256, 3, [b"0" * 32])


def test_a_proof_before_all_leaves_have_passed_is_refused() -> None:
    prover = Prover(Algorithm.SHA256, 3, [0])
    prover.append(b"")
    with pytest.raises(KeyError):
        prover.inclusion(0)
