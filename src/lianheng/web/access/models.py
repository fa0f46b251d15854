"""Accounts, the roles granted to them, and delegations with dates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from lianheng.web.access.permissions import Reach
from lianheng.web.access.roles import Administrator, Role
from lianheng.web.history.models import Kept, KeptRows, snapshot, writing_now
from lianheng.web.shell.words import words

NAME = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z",
    words("账号只含字母、数字、点、横线、下划线", "Letters, digits, dots, dashes and underscores only"),
)


class Accounts(BaseUserManager.from_queryset(KeptRows)):  # type: ignore[misc]
    """Finds accounts by name. Making one is a service (``access.services.open_account``)."""


class Account(Kept, AbstractBaseUser):
    """A way in. It belongs to a person, or to one of the three administrators."""

    username = models.CharField(words("账号", "Account"), max_length=150, unique=True, validators=[NAME])
    person = models.OneToOneField(
        "people.Person", models.PROTECT, null=True, blank=True, verbose_name=words("人员", "Person")
    )
    administrator = models.CharField(
        words("管理员", "Administrator"),
        max_length=20,
        choices=Administrator.choices,
        default=Administrator.NONE,
    )
    is_active = models.BooleanField(words("启用", "Enabled"), default=True)
    must_change_password = models.BooleanField(words("须改密码", "Must change password"), default=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    reach = Reach(unit="person__unit", department="person__department", own="person")
    states: ClassVar[dict[str, Q]] = {
        "of_person": Q(administrator=Administrator.NONE),
        "of_administrator": ~Q(administrator=Administrator.NONE),
    }
    seen_by = "access.view_accounts"
    sensitive = frozenset({"password"})
    unkept = frozenset({"last_login"})  # each sign-in has an entry of its own
    fixed = frozenset({"username", "person_id", "administrator"})

    class Meta:
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(
                # 三员分立: an administrator has no person, and so no duty, claim or role of the bureau's work
                condition=Q(administrator=Administrator.NONE, person__isnull=False)
                | (~Q(administrator=Administrator.NONE) & Q(person__isnull=True)),
                name="account_of_person_or_administrator",
                violation_error_message=words(
                    "账号须属于一个人，或一名管理员，不能兼属。",
                    "An account belongs to a person or to an administrator, not to both.",
                ),
            ),
            # signing in takes no notice of case, so two names that differ in nothing else would shut both out
            models.UniqueConstraint(
                Lower("username"),
                name="account_name_once",
                violation_error_message=words("已有同名账号。", "There is an account of that name already."),
            ),
        )

    def __str__(self) -> str:
        return self.username

    @property
    def shown_name(self) -> str:
        return self.person.name if self.person else str(Administrator(self.administrator).label)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used; ``access.permissions`` decides."""
        return False

    def check_password(self, raw_password: str | None) -> bool:
        """Never writes: Django would save a newer kind of hash here, past the journal. The next change of password does."""
        return check_password(raw_password, self.password)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """allauth saves the account it links single sign-on to, although nothing in it has changed: nothing is written."""
        if writing_now() or kwargs.get("update_fields") is not None or snapshot(self) != self._stored():
            super().save(*args, **kwargs)

    def _stored(self) -> dict[str, Any] | None:
        stored = Account.objects.filter(pk=self.pk).first()
        return None if stored is None else snapshot(stored)


class RoleGrant(Kept):
    """A role of the bureau's work, given to an account for a unit and a time.

    ``to_on`` is its last day. A grant taken back at once ends the day before, which may be before it began.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="grants", verbose_name=words("账号", "Account")
    )
    role = models.CharField(words("角色", "Role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey("people.Unit", models.PROTECT, verbose_name=words("单位", "Unit"))
    subordinates = models.BooleanField(words("含下级单位", "With subordinate units"), default=False)
    from_on = models.DateField(words("自", "From"))
    to_on = models.DateField(words("至", "To"), null=True, blank=True)

    reach = Reach(unit="unit", own="account__person")
    seen_by = "access.view_accounts"
    fixed = frozenset({"account_id", "role", "unit_id", "subordinates", "from_on"})

    class Meta:
        ordering = ("account", "role")

    def __str__(self) -> str:
        return f"{self.account} {self.get_role_display()} {self.unit_id}"


class Delegation(Kept):
    """Somebody acts for another in one role, between two days, for a reason."""

    grant = models.ForeignKey(
        RoleGrant, models.PROTECT, related_name="delegations", verbose_name=words("角色", "Role")
    )
    delegate = models.ForeignKey(
        Account, models.PROTECT, related_name="delegations", verbose_name=words("代行人", "Delegate")
    )
    from_on = models.DateField(words("自", "From"))
    to_on = models.DateField(words("至", "To"))
    reason = models.CharField(words("原因", "Reason"), max_length=200)
    ended_on = models.DateField(words("提前终止", "Ended early"), null=True, blank=True)
    """The first day on which it no longer holds."""

    reach = Reach(unit="grant__unit", own="grant__account__person")
    seen_by = "access.view_accounts"
    fixed = frozenset({"grant_id", "delegate_id", "from_on", "to_on", "reason"})

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="delegation_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.grant} → {self.delegate}"
