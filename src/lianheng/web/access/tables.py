"""Lists of accounts, and the table of permissions."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from lianheng.web.access.lockout import locks
from lianheng.web.access.models import Account
from lianheng.web.access.roles import Administrator, Role
from lianheng.web.shell.words import words

LOCKED, ENABLED, DISABLED = words("已锁定", "Locked"), words("启用", "Enabled"), words("停用", "Disabled")


class AccountTable(tables.Table):
    username = tables.Column(linkify=("access:account", {"key": tables.A("pk")}))
    shown_name = tables.Column(words("姓名", "Name"), order_by=("person__name",))
    unit = tables.Column(words("单位", "Unit"), accessor="person__unit", order_by=("person__unit",))
    roles = tables.Column(words("现任角色", "Roles today"), accessor="pk", orderable=False)
    state = tables.Column(words("状态", "State"), accessor="is_active", order_by=("is_active",))
    last_login = tables.DateTimeColumn(verbose_name=words("最近登录", "Last sign-in"), format="Y-m-d H:i")

    class Meta:
        model = Account
        fields = ("username", "shown_name", "unit", "roles", "state", "last_login")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locked = locks()

    def render_roles(self, record: Account) -> str:
        if record.administrator != Administrator.NONE:
            return str(record.get_administrator_display())
        return " ".join(grant.get_role_display() for grant in record.grants.all() if _holds(grant))

    def render_state(self, record: Account) -> str:
        if not record.is_active:
            return str(DISABLED)
        return str(LOCKED if record.username.lower() in self.locked else ENABLED)


def _holds(grant: Any, today: datetime.date | None = None) -> bool:
    on = today or timezone.localdate()
    return bool(grant.from_on <= on and (grant.to_on is None or grant.to_on >= on))


class AccountFilter(filters.FilterSet):
    name = filters.CharFilter(method="named", label=words("账号或姓名含", "Account or name contains"))
    administrator = filters.ChoiceFilter(
        choices=Administrator.choices, label=words("管理员", "Administrator")
    )
    role = filters.ChoiceFilter(method="holding", choices=Role.choices, label=words("现任角色", "Role today"))
    state = filters.ChoiceFilter(
        method="being",
        choices=[("enabled", ENABLED), ("disabled", DISABLED), ("locked", LOCKED)],
        label=words("状态", "State"),
    )

    class Meta:
        model = Account
        fields = ("name", "administrator", "role", "state")

    def named(self, records: QuerySet[Account], _: str, text: str) -> QuerySet[Account]:
        return records.filter(Q(username__icontains=text) | Q(person__name__icontains=text))

    def holding(self, records: QuerySet[Account], _: str, role: str) -> QuerySet[Account]:
        today = timezone.localdate()
        held = Q(grants__to_on=None) | Q(grants__to_on__gte=today)
        return records.filter(held, grants__role=role, grants__from_on__lte=today).distinct()

    def being(self, records: QuerySet[Account], _: str, state: str) -> QuerySet[Account]:
        if state == "locked":
            return records.annotate(small=Lower("username")).filter(small__in=locks())
        return records.filter(is_active=state == "enabled")


class PermissionTable(tables.Table):
    """One row per action; a column per role, given with ``extra_columns``."""

    title = tables.Column(words("事项", "Action"), orderable=False)
    action = tables.Column(words("代码", "Code"), orderable=False, attrs={"td": {"class": "text-secondary"}})

    class Meta:
        template_name = "access/permission_table.html"
