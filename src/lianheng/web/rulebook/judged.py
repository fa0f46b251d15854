"""The ledger as rules and figures see it: the store, the apps' records, and the bureau's own standards laid over."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from lianheng.ledger.ledger import Ledger
from lianheng.ledger.reading import Progress
from lianheng.ledger.snapshot import open_store
from lianheng.ledger.store import Store
from lianheng.web.ledger.records import records
from lianheng.web.rulebook.models import Change
from lianheng.web.rulebook.selectors import write_overlay


@contextmanager
def judged_ledger(progress: Progress, trial: Change | None = None) -> Iterator[Ledger]:
    """The ledger as it stands now; with a change that is being tried as if it were in force."""
    with tempfile.TemporaryDirectory(prefix="lianheng-") as place:
        overlay = write_overlay(Path(place), trial)
        ledger = open_store(
            Store(Path(settings.STORE_FOLDER)), records=records(), progress=progress, overlay=overlay
        )
        try:
            yield ledger
        finally:
            ledger.database.close()
