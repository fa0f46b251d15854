"""The files of an import opened and checked against themselves, the store and the apps' records. Runs in the worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import Checked, check_import
from lianheng.ledger.reading import Progress, unwatched
from lianheng.ledger.store import Store
from lianheng.sources.formats import FORMATS, conversion_problems, convert_upload
from lianheng.tabular.database import Database, quoted
from lianheng.tabular.problems import Problem
from lianheng.text import Text, UserError
from lianheng.web.ledger.extents import standing
from lianheng.web.ledger.intake import intakes
from lianheng.web.ledger.models import OWN_LAYOUT, Import
from lianheng.web.ledger.records import records
from lianheng.web.ledger.uploading import uploaded

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Opened:
    """A checked import. ``notes`` are what a conversion left out, beside the mistakes of the check."""

    checked: Checked
    notes: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.notes, *self.checked.problems)


@contextmanager
def opened(record: Import, progress: Progress = unwatched) -> Iterator[Opened]:
    """Check an import's files. Raises UserError when they are gone, or when a foreign format cannot be converted."""
    folder = uploaded(record.folder)
    if not folder.is_dir():
        raise UserError("上传的文件已不在，请重新上传。", "The uploaded files are gone; upload them again.")
    with (
        _foreign(record, folder, progress)
        if record.layout != OWN_LAYOUT
        else _own(record, folder, progress) as found
    ):
        yield found


@contextmanager
def _own(record: Import, folder: Path, progress: Progress) -> Iterator[Opened]:
    """Files in the ledger's own layout. When they bring rows of a table that an app keeps, a second look is needed."""
    store, table = Store(settings.STORE_FOLDER), record.table or None
    known = records()
    with check_import(store, folder, known, table, progress=progress) as checked:
        brought = _brought(checked)
        if not brought:
            yield Opened(checked, ())
            return
        known = {**known, **{name: _others(checked.database, name, known[name]) for name in brought}}
    with check_import(store, folder, known, table, progress=progress) as checked:
        yield Opened(checked, ())


@contextmanager
def _foreign(record: Import, folder: Path, progress: Progress) -> Iterator[Opened]:
    layout, files = FORMATS[record.layout], sorted(folder.iterdir())
    progress(Text(f"转换{layout.title.zh}", f"converting {layout.title.en}"))
    with tempfile.TemporaryDirectory(prefix="lianheng-") as place:
        converted = Path(place) / "converted"
        done = convert_upload(layout, files[0] if len(files) == 1 else folder, converted)
        checking = check_import(
            Store(settings.STORE_FOLDER),
            converted,
            records(),
            origins=files,
            passing=layout.passing,
            progress=progress,
        )
        with checking as checked:
            yield Opened(checked, tuple(conversion_problems(done)))


def _brought(checked: Checked) -> frozenset[str]:
    """The tables that an app keeps of which there are rows that read well."""
    return standing(checked.database) & checked.raws.keys() & intakes().keys()


def _others(database: Database, name: str, rows: pa.Table) -> pa.Table:
    """The apps' records without those that the files bring anew: a form may change a record, and so may a row."""
    key = quoted(ledger_tables()[name].key[0])
    database.register("kept_rows", rows)
    kept = database.arrow(f"SELECT k.* FROM kept_rows AS k ANTI JOIN {name} AS t ON k.{key} = t.{key}")
    database.unregister("kept_rows")
    return kept
