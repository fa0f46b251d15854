"""What an opened ledger is, and what is raised when the input is not fit to be one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lianheng.tabular.database import Database
from lianheng.tabular.files import digest
from lianheng.tabular.problems import Problem
from lianheng.text import UserError


@dataclass(frozen=True)
class Ledger:
    """A year's tables, typed and checked, standing in a database under their names."""

    database: Database
    rows: dict[str, int]
    notices: tuple[Problem, ...]
    digest: str
    overlay: Path | None


class LedgerRefused(UserError):
    """The input has mistakes that must be mended first. Carries all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        refusals = sum(problem.refusal for problem in self.problems)
        super().__init__(
            f"台账有{refusals}处错误，未予采用。", f"The ledger was refused for {refusals} mistakes."
        )


Part = tuple[str, str]
"""The name of something a ledger is made from, and its SHA-256."""


def file_parts(files: Iterable[Path]) -> list[Part]:
    return [(file.name, digest(file)) for file in files]


def overlay_parts(overlay: Path | None) -> list[Part]:
    """The files of a bureau's own standards, which lie in a folder beside its ledger."""
    return file_parts(sorted(overlay.glob("*.csv"))) if overlay else []


def digest_of(parts: Iterable[Part]) -> str:
    """SHA-256 over the names and digests of everything a ledger was made from, in the order given."""
    total = hashlib.sha256()
    for name, content in parts:
        total.update(f"{name}\0{content}\n".encode())
    return total.hexdigest()
