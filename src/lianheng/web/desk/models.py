"""Notices to people, the channels they also go by, and the log of every delivery."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lianheng.text import Text
from lianheng.web.access.permissions import Reach
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words


class Notice(models.Model):
    """Something somebody was told in the house. Holds no more than may stand on a telephone's locked screen."""

    to = models.ForeignKey("access.Account", models.CASCADE, related_name="notices")
    at = models.DateTimeField(words("时间", "When"))
    text_zh = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    read_at = models.DateTimeField(words("已读", "Read at"), null=True, blank=True)
    mark = models.CharField(max_length=200)
    """What it is about: nobody is told the same twice."""

    reach: ClassVar[Reach] = Reach(own="to__person")

    class Meta:
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=["to", "mark"], name="told_once"),)

    def __str__(self) -> str:
        return self.text_zh

    @property
    def text(self) -> Text:
        return Text(self.text_zh, self.text_en)


class Channel(Kept):
    """A way out of the house: WeCom, DingTalk, an SMS gateway, mail. Nothing is sent while there is none."""

    name = models.CharField(words("名称", "Name"), max_length=60, unique=True)
    address = models.CharField(
        words("通道地址", "Address"),
        max_length=500,
        help_text=words(
            "Apprise 格式，如 wecombot://密钥、dingtalk://令牌、mailtos://用户:密码@服务器；可含 {account} {phone}",
            "As Apprise has it, such as wecombot://KEY, dingtalk://TOKEN, mailtos://USER:PASS@HOST; {account} and {phone} are filled in",
        ),
    )
    quiet_from = models.TimeField(words("静默自", "Quiet from"), default="20:00")
    quiet_to = models.TimeField(words("静默至", "Quiet until"), default="08:00")
    enabled = models.BooleanField(words("启用", "Enabled"), default=True)

    seen_by = "desk.keep_channels"
    sensitive = frozenset({"address"})

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One attempt after another to send one notice by one channel."""

    class State(models.TextChoices):
        WAITING = "waiting", words("待发", "Waiting")
        SENT = "sent", words("已发", "Sent")
        FAILED = "failed", words("失败", "Failed")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="deliveries", verbose_name=words("通道", "Channel")
    )
    state = models.CharField(
        words("状态", "State"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(words("次数", "Attempts"), default=0)
    last_at = models.DateTimeField(words("最近一次", "Last"), null=True, blank=True)
    error = models.CharField(words("错误", "Error"), max_length=300, blank=True)

    reach: ClassVar[Reach] = Reach()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_by_a_channel"),
        )
        indexes = (models.Index(fields=["state"], name="delivery_waiting", condition=Q(state="waiting")),)

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"
