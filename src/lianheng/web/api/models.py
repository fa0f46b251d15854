"""Tokens for programs."""

from __future__ import annotations

from django.db import models

from lianheng.web.access.permissions import Reach
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words


class Scope(models.TextChoices):
    """What a token may be used for. Its owner's own permissions hold besides."""

    READ = "read", words("查询", "Read")
    IMPORT = "import", words("导入", "Import")
    RUN = "run", words("运行和统计", "Run and count")
    CASE = "case", words("办理事项", "Work on cases")


class Token(Kept):
    """A key that a program shows. Only its digest is kept; it acts as its owner, within its scopes, until a day."""

    owner = models.ForeignKey(
        "access.Account", models.PROTECT, related_name="tokens", verbose_name=words("账号", "Owner")
    )
    name = models.CharField(words("用途", "What for"), max_length=100)
    digest = models.CharField(
        words("令牌摘要", "Digest of the token"), max_length=64, unique=True, editable=False
    )
    scopes = models.CharField(words("范围", "Scopes"), max_length=100)
    expires_on = models.DateField(words("有效至", "Until"))
    revoked_on = models.DateField(words("吊销日期", "Revoked on"), null=True, blank=True)

    seen_by = "api.keep_tokens"
    reach = Reach(own="owner__person", unit="owner__person__unit")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.owner} {self.name}"

    @property
    def scope_set(self) -> frozenset[str]:
        return frozenset(self.scopes.split())
