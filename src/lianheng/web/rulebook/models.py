"""A change of a rule's parameter or of a bureau's own standard: proposed by one, tried, approved by another."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from lianheng.web.access.permissions import Reach
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words


class Change(Kept):
    """What a bureau sets itself, from a day on. What was approved is bound by its digest; nothing else is ever applied."""

    class Target(models.TextChoices):
        PARAMETER = "parameter", words("规则参数", "Parameter of a rule")
        STANDARD = "standard", words("本单位标准", "Standard of the bureau")

    class State(models.TextChoices):
        PROPOSED = "proposed", words("待批准", "Proposed")
        APPROVED = "approved", words("已批准", "Approved")
        REFUSED = "refused", words("未批准", "Refused")
        WITHDRAWN = "withdrawn", words("已撤回", "Withdrawn")

    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    target = models.CharField(words("种类", "Kind"), max_length=10, choices=Target.choices)
    name = models.CharField(words("规则或标准", "Rule or standard"), max_length=80)
    content = models.TextField(words("内容", "Content"))
    """Canonical JSON: ``{parameter, value}``, or a standard's columns and their values as text."""
    from_on = models.DateField(words("生效日", "In force from"))
    to_on = models.DateField(words("失效日", "In force until"), null=True, blank=True)
    reason = models.TextField(words("理由和依据", "Reason and document"))
    state = models.CharField(
        words("状态", "State"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    proposer = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", verbose_name=words("提出人", "By")
    )
    decider = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words("批准人", "Decided by"),
    )
    decided_at = models.DateTimeField(words("批准时间", "Decided at"), null=True, blank=True)
    approved_digest = models.CharField(words("批准的摘要", "Digest approved"), max_length=64, blank=True)
    trial = models.TextField(words("试运行", "Trial"), blank=True)
    """What the trial run showed, as JSON, with the digest of the content that was tried."""

    reach = Reach(unit="unit", own="proposer")
    states: ClassVar[dict[str, Q]] = {"proposed": Q(state="proposed")}

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decider__isnull=True) | ~Q(decider=F("proposer")),
                name="nobody_approves_his_own_change",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(decider__isnull=False) & ~Q(approved_digest="")),
                name="approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="change_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_target_display()} {self.name}"

    @property
    def values(self) -> dict[str, Any]:
        return dict(json.loads(self.content))

    @property
    def digest(self) -> str:
        """Of everything that an approval approves."""
        bound = (
            self.unit_id,
            self.target,
            self.name,
            self.content,
            str(self.from_on),
            str(self.to_on),
            self.reason,
        )
        return hashlib.sha256("\0".join(bound).encode()).hexdigest()

    @property
    def holds(self) -> bool:
        """Approved, and still what was approved."""
        return self.state == self.State.APPROVED and self.approved_digest == self.digest

    @property
    def tried(self) -> dict[str, Any] | None:
        """What the trial of the content as it stands showed; None when it was not tried."""
        trial = json.loads(self.trial) if self.trial else None
        return trial if trial and trial["digest"] == self.digest else None
