"""Imports into the ledger, what a check found in them, and views of tables that somebody saved."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q

from lianheng.web.access.actor import Actor
from lianheng.web.access.permissions import Reach
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words

OWN_LAYOUT = "ledger"
"""The layout of the ledger itself: headers of its tables, as in the templates."""


class Import(Kept):
    """Files that somebody gave to be imported, and what became of them. Accepted, they are one batch of the store."""

    class State(models.TextChoices):
        CHECKING = "checking", words("核对中", "Being checked")
        REFUSED = "refused", words("有错误", "Has mistakes")
        READY = "ready", words("可采纳", "Ready")
        RECORDING = "recording", words("登记中", "Being recorded")
        ACCEPTED = "accepted", words("已采纳", "Accepted")
        DROPPED = "dropped", words("已放弃", "Dropped")
        WITHDRAWN = "withdrawn", words("已撤回", "Withdrawn")

    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    by = models.ForeignKey(
        "access.Account", models.PROTECT, related_name="imports", verbose_name=words("上传人", "Uploaded by")
    )
    uploaded_at = models.DateTimeField(words("上传时间", "Uploaded at"))
    layout = models.CharField(words("格式", "Format"), max_length=40, default=OWN_LAYOUT)
    table = models.CharField(words("表", "Table"), max_length=60, blank=True)
    files = models.TextField(words("文件", "Files"))
    folder = models.CharField(words("文件摘要", "Digest of the files"), max_length=64)
    size = models.BigIntegerField(words("大小", "Size"))
    state = models.CharField(
        words("状态", "State"), max_length=10, choices=State.choices, default=State.CHECKING
    )
    extent = models.TextField(words("内容", "Content"), default="{}")
    groups = models.CharField(words("权限组", "Groups of tables"), max_length=200, blank=True)
    mistakes = models.PositiveIntegerField(words("错误", "Mistakes"), default=0)
    notices = models.PositiveIntegerField(words("提示", "Notices"), default=0)
    agreed = models.CharField(words("核对摘要", "Digest of what was checked"), max_length=64, blank=True)
    decided_by = models.ForeignKey(
        "access.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=words("决定人", "Decided by"),
    )
    recorded_at = models.DateTimeField(words("登记时间", "Recorded at"), null=True)
    batch_id = models.CharField(words("批次", "Batch"), max_length=60, blank=True)
    batch_digest = models.CharField(words("批次摘要", "Digest of the batch"), max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(words("撤回时间", "Withdrawn at"), null=True)
    withdrawn_because = models.CharField(words("撤回原因", "Why withdrawn"), max_length=500, blank=True)

    reach = Reach(unit="unit", own="by__person")
    fixed = frozenset({"unit_id", "by_id", "uploaded_at", "layout", "table", "files", "folder", "size"})
    OPEN = (State.CHECKING, State.REFUSED, State.READY, State.RECORDING)
    """States in which the files are still needed."""

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["batch_id"], condition=~Q(batch_id=""), name="batch_of_one_import"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "recording", "accepted", "withdrawn"]) | ~Q(agreed=""),
                name="import_was_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["recording", "accepted", "withdrawn"]) | Q(decided_by__isnull=False),
                name="import_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because="") & ~Q(batch_id=""),
                name="withdrawal_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"#{self.pk}"

    def shown_to(self, by: Actor) -> bool:
        """Beyond the unit: who gave it, or who may view or import every table in it."""
        from lianheng.web.ledger.selectors import visible_imports

        return visible_imports(by).filter(pk=self.pk).exists()

    @property
    def received(self) -> list[dict[str, Any]]:
        """Name, SHA-256 and size of each file."""
        return list(json.loads(self.files))

    @property
    def tables(self) -> dict[str, dict[str, int]]:
        """Rows of each table by the unit they belong to; the empty unit is that of rows that name none."""
        return dict(json.loads(self.extent))

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: sum(units.values()) for name, units in self.tables.items()}

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def is_waiting(self) -> bool:
        """Whether something is done about it behind the scenes."""
        return self.state in (self.State.CHECKING, self.State.RECORDING)

    @property
    def is_undecided(self) -> bool:
        return self.state in (self.State.READY, self.State.REFUSED)


class Findings(models.Model):
    """What the last check of an import found: its mistakes, and the rows they stand in. Worked out again by each check."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="findings")
    told = models.JSONField()

    reach = Reach(unit="of__unit", own="of__by__person")

    def __str__(self) -> str:
        return f"{self.of}"


class SavedView(Kept):
    """A table as somebody likes to look at it: filters, columns, order. Shared, it serves everybody of the unit."""

    account = models.ForeignKey(
        "access.Account", models.CASCADE, related_name="ledger_views", verbose_name=words("账号", "Account")
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, verbose_name=words("单位", "Unit"))
    table = models.CharField(words("表", "Table"), max_length=60)
    name = models.CharField(words("名称", "Name"), max_length=60)
    query = models.TextField(words("条件", "What is shown"), blank=True)
    shared = models.BooleanField(words("本单位共用", "Shared in the unit"), default=False)

    reach = Reach(unit="unit", own="account__person")
    seen_by = "ledger.keep_view"
    sensitive = frozenset({"query"})

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["account", "table", "name"], name="view_named_once"),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(unit__isnull=False), name="shared_view_has_unit"
            ),
        )

    def __str__(self) -> str:
        return self.name
