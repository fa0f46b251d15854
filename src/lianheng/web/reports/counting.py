"""Counts the figures of a unit's year, keeps them with the keys of their rows, and reads them back as answers."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianheng.engine.answers import answer_all, answer_record
from lianheng.engine.figure import Answer, Figure, all_figures
from lianheng.engine.scope import RunScope
from lianheng.ledger.ledger import Ledger
from lianheng.report.wording import worded
from lianheng.text import ProductFault, Text
from lianheng.web.access.actor import Actor
from lianheng.web.history.services import writing
from lianheng.web.people.models import Unit
from lianheng.web.reports.models import FigureSet

Progress = Callable[[Text, int, int], None]
Record = dict[str, Any]


def count_figures(
    by: Actor,
    ledger: Ledger,
    unit: Unit,
    year: int,
    as_at: datetime.date,
    progress: Progress,
    figures: Iterable[Figure] | None = None,
) -> FigureSet:
    """Answer every figure, unless some are named, and keep the answers.

    Raises PermissionDenied, or QuestionError naming a figure.
    """
    by.must("reports.count_figures")

    def on_figure(figure: Figure, position: int, total: int) -> None:
        progress(figure.title, position - 1, total)

    answered = answer_all(ledger, RunScope(as_at, year, unit.pk), on_figure, figures)
    records = [answer_record(item, worded(item.answer)) for item in answered]
    text = json.dumps(records, ensure_ascii=False, indent=1).encode()
    counted = FigureSet(
        unit=unit,
        year=year,
        as_at=as_at,
        at=timezone.now(),
        by_name=by.label or by.name,
        ledger_digest=ledger.digest,
        digest=hashlib.sha256(text).hexdigest(),
        figures=len(records),
        gaps=sum(record["gap"] is not None for record in records),
    )
    with transaction.atomic():
        with writing(by, "reports.count_figures", counted):
            pass
        write_whole(figures_file(counted), text)
    return counted


def figures_file(counted: FigureSet) -> Path:
    """Where the answers lie."""
    return Path(settings.FIGURES_FOLDER) / f"{counted.pk:08}.json"


def figure_records(counted: FigureSet) -> dict[str, Record]:
    """The answers by id, as they were counted. Raises ProductFault when the file is not what was counted."""
    return _read(figures_file(counted), counted.digest)


def answers(counted: FigureSet) -> dict[str, Answer]:
    """The answers as a report is composed of them. A figure that the product no longer has is left out, and so a gap."""
    known = {figure.id: figure for figure in all_figures()}
    records = figure_records(counted)
    return {name: _answer(known[name], record) for name, record in records.items() if name in known}


@lru_cache(maxsize=32)
def _read(file: Path, digest: str) -> dict[str, Record]:
    text = file.read_bytes()
    if hashlib.sha256(text).hexdigest() != digest:
        raise ProductFault(f"{file.name} is not what was counted")
    return {record["id"]: record for record in json.loads(text)}


def _answer(figure: Figure, record: Record) -> Answer:
    return Answer(
        figure,
        None if record["value"] is None else Decimal(record["value"]),
        record["rows"],
        items=tuple(record["items"]),
        series=tuple((int(year), Decimal(value)) for year, value in record["series"]),
        gap=None if record["gap"] is None else Text(record["gap"]["zh"], record["gap"]["en"]),
    )


def write_whole(file: Path, content: bytes) -> None:
    """The whole file or none, on the disk before the transaction is committed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    with fresh.open("wb") as stream:
        stream.write(content)
        os.fsync(stream.fileno())
    fresh.replace(file)
