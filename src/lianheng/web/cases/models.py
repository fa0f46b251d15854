"""Runs, cases with their rows and parties, the steps taken, and inquiry letters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access.permissions import Reach
from lianheng.web.cases.steps import DEMANDS, OPEN, Colour, Demand, State, Step, Violation
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words


class Run(Kept):
    """The rules judged one unit's ledger. What they found lies in files, whose digests stand here and so in the journal."""

    class Trigger(models.TextChoices):
        DEMAND = "demand", words("手动", "On demand")
        NIGHTLY = "nightly", words("每日", "Nightly")
        IMPORT = "import", words("导入后", "After an import")

    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    trigger = models.CharField(words("起因", "Why"), max_length=10, choices=Trigger.choices)
    by_name = models.CharField(words("运行人", "Run by"), max_length=150)
    as_at = models.DateField(words("基准日", "As at"))
    year = models.PositiveSmallIntegerField(words("年度", "Year"))
    at = models.DateTimeField(words("时间", "When"))
    ledger_digest = models.CharField(words("台账摘要", "Digest of the ledger"), max_length=64)
    record_digest = models.CharField(words("运行记录摘要", "Digest of its record"), max_length=64)
    findings_digest = models.CharField(words("发现摘要", "Digest of its findings"), max_length=64)
    judged = models.BigIntegerField(words("应判", "Judged"))
    passed = models.BigIntegerField(words("通过", "Pass"))
    failed = models.BigIntegerField(words("不通过", "Fail"))
    not_applicable = models.BigIntegerField(words("不适用", "Not applicable"))
    cannot_judge = models.BigIntegerField(words("无法判断", "Cannot judge"))
    rules = models.PositiveIntegerField(words("规则数", "Rules"))
    not_run = models.PositiveIntegerField(words("未运行规则", "Rules not run"))
    seconds = models.DecimalField(words("用时（秒）", "Seconds"), max_digits=10, decimal_places=3)

    reach = Reach(unit="unit")

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                # the four outcomes always sum to all
                condition=Q(judged=F("passed") + F("failed") + F("not_applicable") + F("cannot_judge")),
                name="run_counts_every_row",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class Case(Kept):
    """A matter that failed a rule: its rows fail together, and it is followed until it is put right."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    rule = models.CharField(words("规则", "Rule"), max_length=80)
    rule_version = models.CharField(words("规则版本", "Version of the rule"), max_length=64)
    case_key = models.CharField(words("事项", "Matter"), max_length=400)
    year = models.PositiveSmallIntegerField(words("年度", "Year"))
    colour = models.CharField(words("等级", "Colour"), max_length=10, choices=Colour.choices)
    personal = models.BooleanField(words("涉及个人事项", "Of a personal matter"), default=False)
    """Whether it judges a table of personal matters, which fewer people may see."""
    message_zh = models.TextField(words("疑点（中文）", "What, in Chinese"))
    message_en = models.TextField(words("疑点（英文）", "What, in English"))
    amount = models.DecimalField(
        words("涉及金额（元）", "Amount (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    row_count = models.PositiveIntegerField(words("记录数", "Rows"))
    state = models.CharField(
        words("状态", "State"), max_length=10, choices=State.choices, default=State.SUSPECTED
    )
    found_on = models.DateField(words("发现日期", "Found on"))
    look_due_on = models.DateField(words("核实期限", "To be looked at by"))
    present = models.BooleanField(words("最近一次仍在", "Still there in the last run"), default=True)
    violation = models.CharField(
        words("问题种类", "Kind of problem"), max_length=20, choices=Violation.choices, blank=True
    )
    holder = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=words("整改责任人", "Holder"),
    )
    measures = models.TextField(words("整改措施", "Measures"), blank=True)
    due_on = models.DateField(words("整改期限", "To be mended by"), null=True, blank=True)
    submitter = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words("整改提交人", "Submitted by"),
    )
    verifier = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words("核验人", "Verified by"),
    )
    decided_on = models.DateField(words("办结日期", "Decided on"), null=True, blank=True)
    dismissed_until = models.DateField(words("免查至", "Dismissed until"), null=True, blank=True)

    reach = Reach(unit="unit", own="holder", department="holder__department")
    states: ClassVar[dict[str, Q]] = {
        "plain": Q(personal=False),
        **{state.value: Q(state=state) for state in State},
    }

    class Meta:
        ordering = ("state", "look_due_on", "pk")
        indexes = (
            models.Index(fields=["unit", "state", "colour"], name="case_by_state"),
            models.Index(fields=["rule", "state"], name="case_by_rule"),
        )
        constraints = (
            models.UniqueConstraint(fields=["unit", "rule", "case_key"], name="one_case_for_a_matter"),
            models.CheckConstraint(
                # the one who mends is not the one who verifies
                condition=Q(verifier__isnull=True)
                | (Q(submitter__isnull=False) & ~Q(verifier=F("submitter")) & ~Q(verifier=F("holder"))),
                name="nobody_verifies_his_own_mending",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(verifier__isnull=False), name="closed_only_when_verified"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.MENDING, State.SUBMITTED, State.CLOSED])
                | (Q(holder__isnull=False) & Q(due_on__isnull=False) & ~Q(violation="")),
                name="mended_by_somebody_until_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DISMISSED) | Q(dismissed_until__isnull=False),
                name="dismissal_expires",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.case_key}"

    @property
    def message(self) -> Text:
        return Text(self.message_zh, self.message_en)

    @property
    def demand(self) -> Demand:
        return DEMANDS[Colour(self.colour)]

    @property
    def is_open(self) -> bool:
        return State(self.state) in OPEN

    @property
    def next_due_on(self) -> object:
        """The day by which the next step is owed, None when nothing is."""
        if self.state == State.SUSPECTED:
            return self.look_due_on
        return self.due_on if self.state == State.MENDING else None


class CaseRow(models.Model):
    """A row of the ledger that belongs to a case: since which run, and until which. Made from the runs' findings."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="rows")
    subject = models.CharField(max_length=60)
    key = models.CharField(max_length=400)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    message_zh = models.TextField()
    message_en = models.TextField()
    found_in = models.ForeignKey(Run, models.PROTECT, related_name="+")
    lost_in = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="+")
    """The first run that no longer found it; none while it is still there."""

    class Meta:
        ordering = ("subject", "key")
        constraints = (models.UniqueConstraint(fields=["case", "subject", "key"], name="row_once_in_a_case"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"

    @property
    def message(self) -> Text:
        return Text(self.message_zh, self.message_en)


class CaseParty(models.Model):
    """A person, supplier, voucher or invoice that a case's rows name: by it other cases of the same are found."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)

    class Meta:
        indexes = (models.Index(fields=["kind", "value"], name="cases_of_a_party"),)
        constraints = (
            models.UniqueConstraint(fields=["case", "kind", "value"], name="party_once_in_a_case"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class CaseStep(Kept):
    """One step in the life of a case. Never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name=words("事项", "Case"))
    step = models.CharField(words("步骤", "Step"), max_length=10, choices=Step.choices)
    source = models.CharField(words("原状态", "From"), max_length=10, choices=State.choices, blank=True)
    target = models.CharField(words("现状态", "To"), max_length=10, choices=State.choices)
    by_name = models.CharField(words("经办人", "By"), max_length=150)
    at = models.DateTimeField(words("时间", "When"))
    text = models.TextField(words("说明", "Words"), blank=True)
    due_on = models.DateField(words("期限", "Due"), null=True, blank=True)

    seen_by = "cases.view_case"
    reach = Reach(unit="case__unit", own="case__holder")
    states: ClassVar[dict[str, Q]] = {
        "plain": Q(case__personal=False),
        **{state.value: Q(source=state) for state in State},
    }

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.case}"


class Comment(Kept):
    """A remark on a case. ``@name`` calls somebody's attention."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="comments", verbose_name=words("事项", "Case")
    )
    by = models.ForeignKey(
        "access.Account", models.PROTECT, related_name="+", verbose_name=words("批注人", "By")
    )
    at = models.DateTimeField(words("时间", "When"))
    text = models.TextField(words("内容", "Text"))

    seen_by = "cases.view_case"
    reach = Reach(unit="case__unit", own="case__holder", department="case__holder__department")
    states: ClassVar[dict[str, Q]] = {"plain": Q(case__personal=False)}

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:40]


class Letter(Kept):
    """An inquiry letter (问询函): a question to a person, to be answered by a day."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters", verbose_name=words("事项", "Case"))
    number = models.CharField(words("文号", "Number"), max_length=60, unique=True)
    to = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="letters", verbose_name=words("问询对象", "To")
    )
    question = models.TextField(words("问询事项", "Question"))
    sent_by = models.CharField(words("发出人", "Sent by"), max_length=150)
    sent_on = models.DateField(words("发出日期", "Sent on"))
    due_on = models.DateField(words("回复期限", "Reply due"))
    reply = models.TextField(words("回复", "Reply"), blank=True)
    replied_at = models.DateTimeField(words("回复时间", "Replied at"), null=True, blank=True)

    reach = Reach(unit="case__unit", own="to")
    states: ClassVar[dict[str, Q]] = {"plain": Q(case__personal=False), "unanswered": Q(replied_at=None)}

    class Meta:
        ordering = ("-sent_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | ~Q(reply=""),
                name="an_answer_says_something",
            ),
        )

    def __str__(self) -> str:
        return self.number
