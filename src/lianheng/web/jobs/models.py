"""Work behind the scenes as those who wait for it see it. Not kept in the journal: what a job does is, by its service."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access.permissions import Reach
from lianheng.web.jobs.kinds import Task, tasks
from lianheng.web.shell.words import say, words

SILENCE = datetime.timedelta(seconds=60)
"""A worker says every few seconds that it lives; after so long without a word it is taken for dead."""


class Job(models.Model):
    """One piece of work: who started it, how far it is, what came of it."""

    class State(models.TextChoices):
        QUEUED = "queued", words("排队", "Waiting")
        RUNNING = "running", words("进行中", "Running")
        DONE = "done", words("完成", "Done")
        FAILED = "failed", words("失败", "Failed")

    kind = models.CharField(words("事项", "Work"), max_length=60)
    subject = models.CharField(words("对象", "Of what"), max_length=200, blank=True)
    arguments = models.JSONField(default=dict)
    by = models.ForeignKey(
        "access.Account",
        models.PROTECT,
        null=True,
        related_name="jobs",
        verbose_name=words("发起人", "Started by"),
    )
    request = models.CharField(words("请求号", "Request"), max_length=64, blank=True)
    state = models.CharField(
        words("状态", "State"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    attempt = models.PositiveSmallIntegerField(words("次数", "Attempts"), default=0)
    said_zh = models.CharField(max_length=200, blank=True)
    said_en = models.CharField(max_length=200, blank=True)
    fraction = models.FloatField(null=True)
    queued_at = models.DateTimeField(words("提交时间", "Asked at"))
    started_at = models.DateTimeField(words("开始时间", "Began at"), null=True)
    heartbeat_at = models.DateTimeField(words("最近响应", "Last heard from"), null=True)
    finished_at = models.DateTimeField(words("结束时间", "Ended at"), null=True)
    result = models.CharField(words("结果", "Result"), max_length=300, blank=True)
    error_zh = models.TextField(blank=True)
    error_en = models.TextField(blank=True)

    reach: ClassVar[Reach] = Reach(own="by__person")

    class Meta:
        ordering = ("-queued_at", "-pk")
        indexes = (models.Index(fields=["state", "queued_at"], name="job_by_state"),)

    def __str__(self) -> str:
        return f"{self.title} {self.subject}".strip()

    @property
    def task(self) -> Task:
        return tasks()[self.kind]

    @property
    def title(self) -> str:
        """What is done, in the reader's language; its bare name when a later version no longer knows it."""
        return say(self.task.title) if self.kind in tasks() else self.kind

    @property
    def said(self) -> Text:
        """What it is at just now."""
        return Text(self.said_zh, self.said_en)

    @property
    def error(self) -> Text:
        return Text(self.error_zh, self.error_en)

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def is_silent(self) -> bool:
        """Running, but its worker has not been heard from: it has probably died."""
        heard = self.heartbeat_at or self.started_at
        return self.state == self.State.RUNNING and (heard is None or timezone.now() - heard > SILENCE)

    @property
    def waits_long(self) -> bool:
        """Nobody has taken it up: perhaps no worker runs."""
        return self.state == self.State.QUEUED and timezone.now() - self.queued_at > SILENCE

    @property
    def may_start_again(self) -> bool:
        return self.state == self.State.FAILED or self.is_silent

    @property
    def percent(self) -> int | None:
        return None if self.fraction is None else round(100 * self.fraction)
