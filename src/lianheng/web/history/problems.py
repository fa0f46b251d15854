"""What a verification finds beyond the chain itself: one sentence each, naming the record or file.

An app that keeps something the journal names outside the database says in its ``proofs.py`` how that is held against the
journal: ``problems(seen)`` yields a ``Problem`` for each thing that is not as it was sealed, and calls ``seen(1)`` for
each thing it has looked at. The verification walks all apps, as it does for urls and permissions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lianheng.text import Text

Seen = Callable[[int], None]
"""Told how many more things have been looked at."""


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it was sealed. ``fault`` is a short English word for programs, ``place`` what it is about."""

    fault: str
    place: str
    text: Text


def nobody(count: int) -> None:
    """For who wants no progress."""
