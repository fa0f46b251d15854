"""Holds the files of the runs against the digests that the journal keeps. Part of every verification."""

from __future__ import annotations

from collections.abc import Iterator

from lianheng.web.cases.models import Run
from lianheng.web.cases.running import run_folder
from lianheng.web.history.problems import Problem, Seen
from lianheng.web.shell.kept_files import KeptFile, problems_of


def problems(seen: Seen) -> Iterator[Problem]:
    """The record and the findings of every run."""
    yield from problems_of(_files(), seen)


def _files() -> Iterator[KeptFile]:
    for run in Run.objects.iterator():
        yield str(run), run_folder(run) / "run.json", run.record_digest
        yield str(run), run_folder(run) / "findings.parquet", run.findings_digest
