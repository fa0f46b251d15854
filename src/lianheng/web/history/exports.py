"""The journal of a period as a file: a sheet for reading, or the sealed lines with their proofs for verifying elsewhere.

A sheet names every entry in reach; before and after stand in it only where the reader may see the record. A package holds
whole lines, so it leaves out those that are not open, and its entry says how many.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lianheng.journal.canonical import canonical
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.differences import title_of_action, title_of_kind
from lianheng.web.history.fields import State
from lianheng.web.history.models import Entry
from lianheng.web.history.packages import Issued, refuse_too_many, write
from lianheng.web.history.sealing import append, take_pen
from lianheng.web.history.selectors import journal, open_to
from lianheng.web.history.tables import begin_of
from lianheng.web.shell.words import say

MOST_ROWS = 200_000
_STEP = 500
_CELL = 32_000  # a spreadsheet's cell holds 32,767 characters
_HEADERS = (
    Text("序号", "Number"),
    Text("时间", "When"),
    Text("账号", "Account"),
    Text("姓名", "Name"),
    Text("代行", "On behalf of"),
    Text("事项", "Action"),
    Text("类别", "Kind"),
    Text("编号", "Key"),
    Text("对象", "Record"),
    Text("单位", "Unit"),
    Text("之前", "Before"),
    Text("之后", "After"),
    Text("原因", "Reason"),
    Text("请求", "Request"),
    Text("摘要", "Digest"),
)
_CLOSED = Text("〔无权查看〕", "(not open to the reader)")
_LONG = Text("〔过长，请用证明包导出〕", "(too long: export with proofs)")


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both within."""

    from_on: datetime.date
    to_on: datetime.date

    def entries(self, by: Actor) -> QuerySet[Entry]:
        """What the journal tells of the period, within reach, in order."""
        end = begin_of(self.to_on + datetime.timedelta(days=1))
        return journal(by).filter(at__gte=begin_of(self.from_on), at__lt=end).order_by("sequence")


@dataclass(frozen=True)
class Sheet:
    """Rows for ``shell.sheets``."""

    entries: QuerySet[Entry]
    by: Actor

    def as_values(self) -> Iterator[list[Any]]:
        yield [say(header) for header in _HEADERS]
        passing = self.entries.iterator(_STEP)
        while step := list(islice(passing, _STEP)):
            open_ones = open_to(self.by, step)
            for entry in step:
                yield _row(entry, entry.sequence in open_ones)


def export_sheet(by: Actor, period: Period, form: str, reason: str) -> Sheet:
    """The period as rows. The export is an entry itself. Raises UserError where there are too many rows."""
    with transaction.atomic():
        by.must("history.export_period")
        entries = period.entries(by)
        count = entries.count()
        if count > MOST_ROWS:
            raise UserError(
                f"该期间共 {count} 条，一次最多导出 {MOST_ROWS} 条：请缩短期间。",
                f"The period has {count} entries; {MOST_ROWS} can be exported at once. Choose a shorter period.",
            )
        last = _noted(by, period, form, reason, {"entries": count}).sequence
    return Sheet(entries.filter(sequence__lt=last), by)


def export_proved(by: Actor, period: Period, reason: str, file: Path) -> Issued:
    """The open entries of the period as an evidence package without records. Raises UserError where there is none."""
    with transaction.atomic():
        by.must("history.export_period")
        take_pen()
        refuse_too_many(period.entries(by).count())
        entries, left_out = _open_ones(by, period.entries(by))
        if not entries:
            raise UserError("该期间没有您可导出的日志。", "The period has no entries that you may export.")
        noted = {"entries": len(entries), "left_out": left_out}
        issue = _noted(by, period, "jsonl", reason, noted)
    checkpoint = make_checkpoint(by)
    write(by, [*entries, issue], checkpoint, file)
    return Issued(file, checkpoint, len(entries) + 1, 0)


def _open_ones(by: Actor, entries: QuerySet[Entry]) -> tuple[list[Entry], int]:
    kept, left_out, passing = [], 0, entries.iterator(_STEP)
    while step := list(islice(passing, _STEP)):
        open_ones = open_to(by, step)
        kept += [entry for entry in step if entry.sequence in open_ones]
        left_out += len(step) - len(open_ones)
    return kept, left_out


def _noted(by: Actor, period: Period, form: str, reason: str, more: dict[str, int]) -> Entry:
    told = {"from": period.from_on.isoformat(), "to": period.to_on.isoformat(), "form": form, **more}
    return append(
        by,
        action="history.export_period",
        kind="history.export",
        key=f"{period.from_on}/{period.to_on}",
        label=f"{period.from_on} — {period.to_on}",
        before=None,
        after=told,
        reason=reason,
    )


def _row(entry: Entry, is_open: bool) -> list[Any]:
    return [
        entry.sequence,
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        entry.actor,
        entry.actor_name,
        entry.on_behalf_of,
        title_of_action(entry.action),
        title_of_kind(entry.kind),
        entry.key,
        entry.label,
        entry.unit,
        *(_cell(state) if is_open else say(_CLOSED) for state in (entry.before, entry.after)),
        entry.reason,
        entry.request,
        entry.digest,
    ]


def _cell(state: State | None) -> str:
    text = "" if state is None else canonical(state).decode()
    return text if len(text) <= _CELL else say(_LONG)
