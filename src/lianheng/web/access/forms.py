"""Forms for accounts, roles and delegations."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from lianheng.web.access.models import Account, RoleGrant
from lianheng.web.access.permissions import permissions
from lianheng.web.access.roles import ROLES, Administrator, Role
from lianheng.web.access.selectors import grants_in_force, possible_delegates
from lianheng.web.people.forms import day
from lianheng.web.people.models import Person, Unit
from lianheng.web.shell.words import words

REASON = words("原因", "Reason")
KEPT_FOR_GOOD = words("记入日志，事后不可更改。", "Goes into the journal and cannot be changed later.")


class ReasonForm(forms.Form):
    """An act for which a reason must be given."""

    reason = forms.CharField(label=REASON, max_length=500, help_text=KEPT_FOR_GOOD)


class OpenAccountForm(forms.Form):
    """A new account, for a person who has none or for one of the three administrators."""

    username = forms.CharField(label=words("账号", "Account"), max_length=150)
    person = forms.ModelChoiceField(
        Person.objects.filter(account=None, left_on=None).select_related("unit"),
        label=words("人员", "Person"),
        required=False,
        help_text=words(
            "管理员账号不属于任何人员，此处留空。", "Leave empty for an administrator's account."
        ),
    )
    administrator = forms.ChoiceField(label=words("管理员", "Administrator"), choices=Administrator.choices)


class GrantForm(forms.Form):
    """A role for an account."""

    role = forms.ChoiceField(label=words("角色", "Role"), choices=Role.choices)
    unit = forms.ModelChoiceField(Unit.objects.all(), label=words("单位", "Unit"))
    subordinates = forms.BooleanField(label=words("含下级单位", "With subordinate units"), required=False)
    from_on = forms.DateField(label=words("起始日", "First day"), widget=day(), initial=timezone.localdate)
    to_on = forms.DateField(
        label=words("最后一天", "Last day"),
        widget=day(),
        required=False,
        help_text=words("留空为长期。", "Empty: until further notice."),
    )
    reason = forms.CharField(label=REASON, max_length=500, help_text=KEPT_FOR_GOOD)


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)


class EndRoleForm(forms.Form):
    """The last day of a role."""

    on = forms.DateField(
        label=words("最后一天", "Last day"),
        widget=day(),
        initial=yesterday,
        help_text=words("填昨天即立即终止。", "Yesterday ends it at once."),
    )
    reason = forms.CharField(label=REASON, max_length=500, help_text=KEPT_FOR_GOOD)


class DelegateForm(forms.Form):
    """One of one's own roles, for somebody of the same unit, between two days."""

    grant = forms.ModelChoiceField(RoleGrant.objects.none(), label=words("本人角色", "Role of mine"))
    delegate = forms.ModelChoiceField(Account.objects.none(), label=words("代行人", "Delegate"))
    from_on = forms.DateField(label=words("起始日", "First day"), widget=day(), initial=timezone.localdate)
    to_on = forms.DateField(label=words("最后一天", "Last day"), widget=day())
    reason = forms.CharField(label=REASON, max_length=200, help_text=KEPT_FOR_GOOD)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grant, delegate = self.fields["grant"], self.fields["delegate"]
        grant.queryset = grants_in_force(account, timezone.localdate()).filter(  # type: ignore[attr-defined]
            role__in=permissions()["access.delegate"].allow
        )
        grant.label_from_instance = lambda held: f"{held.get_role_display()} {held.unit}"  # type: ignore[attr-defined]
        delegate.queryset = possible_delegates(account)  # type: ignore[attr-defined]
        delegate.label_from_instance = lambda somebody: somebody.shown_name  # type: ignore[attr-defined]


class RoleFilterForm(forms.Form):
    """Which role's column of the table of permissions."""

    role = forms.ChoiceField(label=words("角色", "Role"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [*Role.choices, *Administrator.choices]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", words("全部", "All")),
            *((value, label) for value, label in named if value in ROLES),
        ]
