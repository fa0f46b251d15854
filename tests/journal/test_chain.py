"""Every field of an entry is in its digest."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from lianheng.journal.canonical import NotCanonical
from lianheng.journal.chain import Event, Head, digest_of, line, seal
from lianheng.journal.digests import Algorithm

CHANGED: dict[str, object] = {
    "at": datetime(2026, 3, 2, 1, 1, 0, 1, tzinfo=UTC),
    "actor": "18",
    "actor_name": "柳清",
    "on_behalf_of": "3",
    "action": "refuse",
    "kind": "voucher",
    "key": "01",
    "label": "差旅费报销单 1 ",
    "before": None,
    "after": {"status": "approved", "amount": "1280.5"},
    "reason": "",
    "request": None,
}


def test_the_first_entry_is_number_one_and_follows_nothing(make_event: Any) -> None:
    entry = seal(make_event(1), None, Algorithm.SHA256)
    assert (entry.sequence, entry.previous) == (1, None)


def test_an_entry_follows_the_head(make_event: Any) -> None:
    first = seal(make_event(1), None, Algorithm.SHA256)
    second = seal(make_event(2), first.head, Algorithm.SHA256)
    assert (second.sequence, second.previous) == (2, first.digest)
    assert second.head == Head(2, second.digest)


@pytest.mark.parametrize("field", [field.name for field in fields(Event)])
def test_a_change_of_any_field_changes_the_digest(make_event: Any, field: str) -> None:
    sealed = seal(make_event(1), None, Algorithm.SHA256)
    assert seal(make_event(1, **{field: CHANGED[field]}), None, Algorithm.SHA256).digest != sealed.digest


def test_place_predecessor_and_algorithm_are_in_the_digest(make_event: Any) -> None:
    event, previous = make_event(1), "sha256:" + "0" * 64
    digests = {
        str(digest_of(1, event, None, Algorithm.SHA256)),
        str(digest_of(2, event, None, Algorithm.SHA256)),
        str(digest_of(1, event, previous, Algorithm.SHA256)),
        str(digest_of(1, event, None, Algorithm.SM3)),
    }
    assert len(digests) == 4


def test_content_cannot_move_between_fields(make_event: Any) -> None:
    one = seal(make_event(1, label="甲", reason="乙丙"), None, Algorithm.SHA256)
    other = seal(make_event(1, label="甲乙", reason="丙"), None, Algorithm.SHA256)
    assert one.digest != other.digest


def test_the_line_of_an_entry_can_be_read_by_anyone(make_event: Any) -> None:
    read = json.loads(line(7, make_event(7), None))
    assert read["sequence"] == 7
    assert read["at"] == "2026-03-02T01:07:00.000000Z"
    assert read["after"] == {"amount": "1280.50", "status": "approved"}
    assert set(read) == {field.name for field in fields(Event)} | {"sequence", "previous"}


def test_an_event_with_a_float_is_not_sealed(make_event: Any) -> None:
    with pytest.raises(NotCanonical, match=r"\.after\.amount"):
        seal(make_event(1, after={"amount": 1280.5}), None, Algorithm.SHA256)


def test_the_digest_of_an_entry_never_changes(make_event: Any) -> None:
    # a journal outlives versions of the program: these are the digests of the first one
    event = make_event(1)
    assert [seal(event, None, algorithm).digest for algorithm in Algorithm] == [
        "sha256:e04dbdf5724b71fc73b29a01d8dd77742a0296f54c0beb2de37e01f5ddab3655",
        "sm3:7495c221b627c0702462104700d9e24af91ab3e316af61291d7ce1032b602785",
    ]
