"""Pages of accounts, roles and delegations, and the table of permissions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import django_tables2 as tables
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access import forms, services
from lianheng.web.access.gate import Asked, page
from lianheng.web.access.models import Account, Delegation, RoleGrant
from lianheng.web.access.roles import ROLES, Administrator, Role
from lianheng.web.access.selectors import account_page, accounts, my_page, permission_rows
from lianheng.web.access.tables import AccountFilter, AccountTable, PermissionTable
from lianheng.web.operations.founding import first_password
from lianheng.web.shell.listing import listing
from lianheng.web.shell.sheets import sheet_response
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")
PERMISSIONS = Text("权限表", "Permissions")


@page("access.view_own_account", methods=READ)
def me(request: Asked) -> HttpResponse:
    """One's own account: roles held, delegations, password, second factors."""
    return render(request, "access/me.html", my_page(request.user))


@page("access.view_accounts", methods=READ)
def account_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("access.view_accounts", accounts())
    new = reverse("access:open_account") if request.actor.may("access.open_account") else None
    return listing(request, AccountTable, AccountFilter, records, Text("账号", "Accounts"), new=new)


@page("access.view_accounts", Account, methods=READ)
def account(request: Asked, account: Account) -> HttpResponse:
    return render(request, "access/account.html", account_page(account))


@page("access.open_account")
def open_account(request: Asked) -> HttpResponse:
    """The first password is made here and shown in the answer; it is kept nowhere."""

    def act(form: forms.OpenAccountForm) -> HttpResponse:
        password = first_password()
        opened = services.open_account(request.actor, password=password, **form.cleaned_data)
        return _shown_once(request, opened, password)

    return submitting(request, forms.OpenAccountForm, act, Text("开立账号", "Open an account"))


@page("access.change_account", Account)
def reset_password(request: Asked, account: Account) -> HttpResponse:
    def act(form: forms.ReasonForm) -> HttpResponse:
        password = first_password()
        services.reset_password(request.actor, account, password, form.cleaned_data["reason"])
        return _shown_once(request, account, password)

    return submitting(
        request, forms.ReasonForm, act, Text(f"重置 {account} 的密码", f"Reset the password of {account}")
    )


@page("access.change_account", Account)
def disable(request: Asked, account: Account) -> HttpResponse:
    act = partial(services.change_account, request.actor, account, is_active=False)
    return _with_reason(request, act, account, Text(f"停用账号 {account}", f"Disable {account}"))


@page("access.enable_account", Account)
def enable(request: Asked, account: Account) -> HttpResponse:
    act = partial(services.change_account, request.actor, account, is_active=True)
    return _with_reason(request, act, account, Text(f"启用账号 {account}", f"Enable {account}"))


@page("access.reset_factors", Account)
def reset_factors(request: Asked, account: Account) -> HttpResponse:
    act = partial(services.reset_factors, request.actor, account)
    title = Text(f"解除 {account} 的第二因素", f"Remove the second factors of {account}")
    return _with_reason(request, act, account, title)


@page("access.lift_lock", Account)
def lift_lock(request: Asked, account: Account) -> HttpResponse:
    act = partial(services.lift_lock, request.actor, account)
    return _with_reason(request, act, account, Text(f"解除 {account} 的锁定", f"Lift the lock of {account}"))


@page("access.grant_role", Account)
def grant_role(request: Asked, account: Account) -> HttpResponse:
    def act(form: forms.GrantForm) -> HttpResponse:
        services.grant_role(request.actor, account, **form.cleaned_data)
        return _to(account)

    return submitting(
        request, forms.GrantForm, act, Text(f"授予 {account} 角色", f"Grant a role to {account}")
    )


@page("access.grant_role", RoleGrant)
def end_role(request: Asked, grant: RoleGrant) -> HttpResponse:
    def act(form: forms.EndRoleForm) -> HttpResponse:
        services.end_role(request.actor, grant, **form.cleaned_data)
        return _to(grant.account)

    return submitting(request, forms.EndRoleForm, act, Text(f"终止角色 {grant}", f"End the role {grant}"))


@page("access.delegate")
def delegate_role(request: Asked) -> HttpResponse:
    """Let somebody of one's unit act in one's own role for a time."""

    def act(form: forms.DelegateForm) -> HttpResponse:
        services.delegate_role(request.actor, **form.cleaned_data)
        return redirect("access:me")

    return submitting(
        request, partial(forms.DelegateForm, request.user), act, Text("委托他人代行", "Delegate a role")
    )


@page("access.delegate", Delegation)
def end_delegation(request: Asked, delegation: Delegation) -> HttpResponse:
    def act(form: forms.ReasonForm) -> HttpResponse:
        services.end_delegation(request.actor, delegation, timezone.localdate(), form.cleaned_data["reason"])
        return redirect("access:me")

    return submitting(request, forms.ReasonForm, act, Text("提前终止委托", "End the delegation early"))


@page("access.view_permissions", methods=READ)
def permission_table(request: Asked) -> HttpResponseBase:
    """The declared table, as it is executed: role by action."""
    form = forms.RoleFilterForm(request.GET)
    chosen = form.cleaned_data["role"] if form.is_valid() else ""
    columns = [
        (value, tables.Column(verbose_name=label, orderable=False, default=""))
        for value, label in [*Role.choices, *Administrator.choices]
        if value in ROLES and value in (chosen or value)
    ]
    table = PermissionTable(permission_rows(chosen), extra_columns=columns, request=request)
    if (kind := request.GET.get("export")) in ("csv", "xlsx"):
        return sheet_response(kind, say(PERMISSIONS), table)
    return render(
        request,
        "access/permissions.html",
        {"title": say(PERMISSIONS), "table": table, "filter": {"form": form}},
    )


def _with_reason(request: Asked, act: Callable[..., Any], account: Account, title: Text) -> HttpResponse:
    def done(form: forms.ReasonForm) -> HttpResponse:
        act(reason=form.cleaned_data["reason"])
        return _to(account)

    return submitting(request, forms.ReasonForm, done, title)


def _shown_once(request: Asked, account: Account, password: str) -> HttpResponse:
    return render(request, "access/first_password.html", {"account": account, "password": password})


def _to(account: Account) -> HttpResponse:
    return redirect("access:account", key=account.pk)
