"""A checkpoint is text that a person can read and a machine can hold against the journal."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from lianheng.journal.checkpoint import open_checkpoint, sign_checkpoint
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keys import SigningKey
from lianheng.journal.notes import BadSignature, sign_note
from lianheng.journal.tree import Frontier
from lianheng.text import UserError

AT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
LAST = Digest.of(Algorithm.SHA256, b"last")


def one_entry() -> Frontier:
    tree = Frontier(Algorithm.SHA256)
    tree.append(str(LAST).encode())
    return tree


def test_the_text_says_whose_how_many_which_root_and_when(key: SigningKey) -> None:
    tree = one_entry()
    lines = sign_checkpoint(tree, LAST, AT, key).split("\n")
    assert lines[:7] == [
        "finance.example/journal",
        "1",
        base64.b64encode(tree.root()).decode(),
        "time 2026-03-02T16:00:00.000000Z",
        "tree sha256",
        f"last {LAST}",
        "",
    ]
    assert lines[7].startswith("— finance.example/journal ")


def test_what_was_signed_is_read_back(key: SigningKey) -> None:
    tree = one_entry()
    opened = open_checkpoint(sign_checkpoint(tree, LAST, AT, key), [key.public])
    assert (opened.size, opened.root, opened.at, opened.last) == (1, tree.root(), AT, LAST)


def test_a_journal_without_entries_is_not_sealed(key: SigningKey) -> None:
    with pytest.raises(UserError, match="无可封存"):
        sign_checkpoint(Frontier(Algorithm.SHA256), LAST, AT, key)


def test_a_checkpoint_of_a_stranger_does_not_open(key: SigningKey, thief: SigningKey) -> None:
    with pytest.raises(BadSignature):
        open_checkpoint(sign_checkpoint(one_entry(), LAST, AT, thief), [key.public])


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (0, "another.example/journal"),
        (1, "one"),
        (1, "01"),
        (1, "１"),
        (2, "AAAA*"),
        (3, "time yesterday"),
        (3, "time 2026-03-03T00:00:00.000000+08:00"),
        (4, "tree md5"),
        (5, "last sha256:0"),
    ],
)
def test_what_is_signed_but_no_checkpoint_is_refused(key: SigningKey, line: int, written: str) -> None:
    lines: list[Any] = sign_checkpoint(one_entry(), LAST, AT, key).split("\n")[:6]
    lines[line] = written
    with pytest.raises(UserError, match="不是检查点"):
        open_checkpoint(sign_note(lines, key), [key.public])


def test_a_manifest_of_evidence_is_no_checkpoint(key: SigningKey) -> None:
    note = sign_note(["lianheng-evidence-package/1 sha256", f"{LAST} README.txt"], key)
    with pytest.raises(UserError, match="不是检查点"):
        open_checkpoint(note, [key.public])
