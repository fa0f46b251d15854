"""Parquet exports of event logs: one row per event, the case's own attributes repeated on each row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lianheng.sources.conversion import WHOLE, BadValueError, Log, fault, line
from lianheng.sources.event_log import Case, Event, plain
from lianheng.sources.values import clean, instant
from lianheng.text import Text

_CASE = ("case:concept:name", "case", "case_id", "(case)_concept:name")
_ACTIVITY = ("concept:name", "Activity", "activity")
_TIME = ("time:timestamp", "timestamp")
_ACTOR = ("org:resource", "Resource")
_ROLE = ("org:role",)
MOST_EVENTS = 50_000_000


def cases(file: Path, log: Log) -> Iterator[Case]:
    """The cases of one file, in the order of their first events. Raises SourceError when a needed column is
    missing.
    """
    try:
        parquet = pq.ParquetFile(file)
        names = parquet.schema_arrow.names
        chosen = {what: _column(names, among) for what, among in _WANTED.items()}
        _require(file, names, chosen, parquet.metadata.num_rows)
        events = parquet.read(columns=[name for name in chosen.values() if name])
        own = [name for name in names if name.startswith(("(case)_", "case:")) and name != chosen["case"]]
        codes, first = _first_rows(events[chosen["case"]])
        attributes = parquet.read(columns=own).take(pa.array(first)) if own else None
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = Text("Parquet文件损坏或读不了", "the Parquet file is damaged or cannot be read")
        raise fault(file.name, WHOLE, error, reason, Text("请重新导出", "Export it again")) from error
    known = attributes.to_pylist() if attributes is not None else [{} for _ in first]
    yield from _grouped(file, log, events, chosen, codes, known)


_WANTED = {"case": _CASE, "activity": _ACTIVITY, "time": _TIME, "actor": _ACTOR, "role": _ROLE}


def _column(names: list[str], among: tuple[str, ...]) -> str | None:
    return next((name for name in among if name in names), None)


def _require(file: Path, names: list[str], chosen: dict[str, str | None], rows: int) -> None:
    for what in ("case", "activity", "time"):
        if chosen[what] is None:
            wanted = " / ".join(_WANTED[what])
            reason = Text(f"缺少列：{wanted}", f"a column is missing: {wanted}")
            raise fault(
                file.name, WHOLE, ", ".join(names[:8]), reason, Text("请按XES列名导出", "Export XES columns")
            )
    if rows > MOST_EVENTS:
        reason = Text(f"事件超过{MOST_EVENTS:,}个", f"there are more than {MOST_EVENTS:,} events")
        raise fault(file.name, WHOLE, rows, reason, Text("请分成几个文件", "Split the file"))


def _first_rows(case_ids: pa.ChunkedArray) -> tuple[np.ndarray[Any, Any], list[int]]:
    """Each event's case as a number, and the row where each case begins."""
    encoded = case_ids.cast(pa.string()).combine_chunks().dictionary_encode(null_encoding="encode")
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    return codes, [int(row) for row in np.unique(codes, return_index=True)[1]]


def _grouped(
    file: Path,
    log: Log,
    events: pa.Table,
    chosen: dict[str, str | None],
    codes: np.ndarray[Any, Any],
    known: list[dict[str, Any]],
) -> Iterator[Case]:
    columns = {what: events[name].to_pylist() for what, name in chosen.items() if name}
    empty: list[None] = [None] * len(events)
    order = np.argsort(codes, kind="stable")
    starts = np.unique(codes[order], return_index=True)[1].tolist()
    for case, (begin, end) in enumerate(zip(starts, [*starts[1:], len(order)], strict=True)):
        rows = order[begin:end].tolist()
        case_id = clean(columns["case"][rows[0]])
        if case_id is None:
            reason = Text("事件没有实例编号", "the events have no case id")
            log.refuse(file.name, line(rows[0] + 1), "", reason, Text("请补上编号", "Give them one"))
            continue
        found = []
        for row in rows:
            activity, time = columns["activity"][row], columns["time"][row]
            event = _event(activity, time, columns.get("actor", empty)[row], columns.get("role", empty)[row])
            if isinstance(event, BadValueError):
                log.keep(event.at(file.name, line(row + 1)))
            else:
                found.append(event)
        own = {plain(key): value for key, value in known[case].items() if value is not None}
        yield Case(case_id, own, found, file.stem)


def _event(activity: Any, time: Any, actor: Any, role: Any) -> Event | BadValueError:
    name = clean(activity)
    if name is None:
        reason = Text("事件没有环节名", "the event has no activity")
        return BadValueError("", reason, Text("该事件未写入", "The event was left out"))
    try:
        at = instant(time.isoformat() if hasattr(time, "isoformat") else time)
    except BadValueError as error:
        return error
    return Event(name, at, clean(actor), clean(role))
