"""``lianheng backup``: everything a site needs, in one file, made while people go on working.

For the moment it takes to fix a snapshot of the database and to list the files, nobody writes; all that follows reads what
was fixed. So the file holds one moment: every row with its attachments, every batch with its rows, and nothing newer.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from django.conf import settings
from django.utils import timezone

from lianheng.web.operations.archive import writing_archive
from lianheng.web.operations.databases import engine, frozen, standstill
from lianheng.web.operations.home import APART
from lianheng.web.operations.results import Done, Root
from lianheng.web.operations.root import journal_size, root_of
from lianheng.web.operations.secrecy import SECRETS, seal_secrets

FLEETING = "uploads"
"""Files that are removed as soon as an import is decided. All others are written once and stay."""


def back_up(file: Path, passphrase: str) -> Done:
    """Write the archive. Raises UserError; nothing is left of an unfinished one."""
    began, home = perf_counter(), Path(settings.HOME)
    sealed = seal_secrets(home, passphrase)
    with writing_archive(file) as archive, ExitStack() as held:
        with standstill():
            database = held.enter_context(frozen())
            entries, files = journal_size(), dict(_files(home, held))
        database.pack(archive, file.parent)
        for name, path in files.items():
            archive.add_file(name, path)
        archive.add(SECRETS, io.BytesIO(sealed))
        root = root_of(entries)
        archive.facts |= _facts(root, timezone.now())
    return Done(root, archive.size, perf_counter() - began)


def _facts(root: Root, at: datetime.datetime) -> dict[str, object]:
    return {
        "made_at": at.isoformat(),
        "product": version("lianheng"),
        "engine": engine(),
        "journal": asdict(root),
    }


def _files(home: Path, held: ExitStack) -> Iterator[tuple[str, Path]]:
    """What lies in the home's folders: the name in the archive, and where to read it from."""
    for folder in sorted(path for path in home.iterdir() if path.is_dir() and path.name not in APART):
        paths = _whole_files(folder)
        links = _linked(paths, folder, held) if folder.name == FLEETING else ((path, path) for path in paths)
        for path, source in links:
            yield path.relative_to(home).as_posix(), source


def _whole_files(folder: Path) -> Iterator[Path]:
    """Files under a folder; half-written ones have names with a dot."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder.parent).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield path


def _linked(paths: Iterator[Path], folder: Path, held: ExitStack) -> Iterator[tuple[Path, Path]]:
    """Second names for files that may be removed meanwhile. What has just gone, nobody needs any more."""
    place = Path(held.enter_context(TemporaryDirectory(prefix=".backup-", dir=folder)))
    for number, path in enumerate(list(paths)):
        source = place / str(number)
        with suppress(FileNotFoundError):
            source.hardlink_to(path)
            yield path, source
