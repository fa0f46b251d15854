"""Telling people, reminding them of what is due, telling their superior when it is long overdue; and the channels out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account
from lianheng.web.access.roles import Role
from lianheng.web.access.selectors import actor_of, holders_of
from lianheng.web.desk.models import Channel, Delivery, Notice
from lianheng.web.desk.work import Item, waiting
from lianheng.web.history.services import writing

SOON = datetime.timedelta(days=3)
ESCALATE = datetime.timedelta(days=7)
"""So long after its day an item is told to the supervisor too, and after twice as long to the chief."""


def tell(accounts: Iterable[Account], text: Text, address: str, mark: str) -> None:
    """Leave a notice on people's desks, once each, and one delivery for each channel that is enabled."""
    now = timezone.now()
    channels = list(Channel.objects.filter(enabled=True))
    for account in accounts:
        notice, is_new = Notice.objects.get_or_create(
            to=account,
            mark=mark[:200],
            defaults={"at": now, "text_zh": text.zh[:300], "text_en": text.en[:300], "address": address},
        )
        if is_new:
            Delivery.objects.bulk_create([Delivery(notice=notice, channel=channel) for channel in channels])


def read(by: Actor, notice: Notice) -> None:
    """Mark a notice as read."""
    by.must("desk.view_own", notice)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def remind(today: datetime.date) -> int:
    """Tell everybody what is due soon or overdue, and superiors what has been overdue for long. Returns how many were told."""
    before = Notice.objects.count()
    for account in Account.objects.filter(is_active=True, person__isnull=False).select_related(
        "person__supervisor"
    ):
        for item in waiting(actor_of(account)):
            if item.due_on is None or item.due_on > today + SOON:
                continue
            late_mark = " late" if item.is_overdue(today) else ""
            mark = f"remind {item.address} {item.due_on}{late_mark}"
            tell([account], _reminder(item, today), item.address, mark)
            if (late := today - item.due_on) >= ESCALATE:
                _escalate(account, item, late)
    return Notice.objects.count() - before


def _reminder(item: Item, today: datetime.date) -> Text:
    """The kind of work and its day; what it is about stays in the house."""
    if item.is_overdue(today):
        return Text(
            f"已逾期（{item.due_on}）：{item.kind.zh}", f"Overdue since {item.due_on}: {item.kind.en}"
        )
    return Text(f"{item.due_on} 到期：{item.kind.zh}", f"Due on {item.due_on}: {item.kind.en}")


def _escalate(account: Account, item: Item, late: datetime.timedelta) -> None:
    name, days = account.shown_name, ESCALATE.days
    text = Text(
        f"{name} 的事项逾期超过 {days} 天：{item.kind.zh}",
        f"{name} is more than {days} days late: {item.kind.en}",
    )
    above = _above(account, also_chief=late >= 2 * ESCALATE)
    tell(above, text, item.address, f"escalate {account.pk} {item.address} {item.due_on}")


def _above(account: Account, also_chief: bool) -> list[Account]:
    """The accounts of a person's supervisor; of the unit's chiefs where there is none, or where it is later still."""
    person = account.person
    if person is None:
        return []
    found = list(Account.objects.filter(person__isnull=False, person=person.supervisor_id, is_active=True))
    if also_chief or not found:
        found += holders_of(Role.CHIEF, person.unit_id, timezone.localdate())
    return [one for one in found if one.pk != account.pk]


def save_channel(
    by: Actor, channel: Channel, values: dict[str, Any], reason: str = "", version: int | None = None
) -> Channel:
    """Create or change a channel."""
    with writing(by, "desk.keep_channels", channel, reason, version) as kept:
        for name, value in values.items():
            setattr(kept, name, value)
        kept.full_clean()
    return kept
