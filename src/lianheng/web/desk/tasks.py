"""Reminders every working morning, deliveries every few minutes."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab

from lianheng.ledger.reading import Progress
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.desk.sending import send_waiting
from lianheng.web.desk.services import remind
from lianheng.web.jobs.kinds import Task


def run_reminders(by: Actor, progress: Progress) -> str:
    remind(timezone.localdate())
    return ""


def run_deliveries(by: Actor, progress: Progress) -> str:
    send_waiting(timezone.now())
    return ""


TASKS = [
    Task(
        "desk.remind",
        Text("到期提醒", "Reminders"),
        "desk.keep_channels",
        run_reminders,
        every=crontab(hour="8", minute="10"),
    ),
    Task(
        "desk.deliver",
        Text("发送通知", "Deliveries"),
        "desk.keep_channels",
        run_deliveries,
        every=crontab(minute="*/5"),
    ),
]
