"""What a backup or a restore came to. Both show the journal's root, so that the two can be laid side by side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Root:
    """What a custodian compares: how many entries the journal has, and the root of them all."""

    entries: int
    root: str


@dataclass(frozen=True)
class Done:
    """``size`` in bytes, before packing."""

    journal: Root
    size: int
    seconds: float

    @property
    def minutes_per_gib(self) -> float:
        return self.seconds / 60 / (max(self.size, 1) / 2**30)
