"""Pages of rules and standards, and of what a bureau sets itself."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from lianheng.standards.catalogue import standard_tables
from lianheng.text import Text
from lianheng.web.access.gate import Asked, page
from lianheng.web.jobs.services import start
from lianheng.web.people.models import Unit
from lianheng.web.rulebook import forms, selectors, services, tables
from lianheng.web.rulebook.models import Change
from lianheng.web.rulebook.pages import rule_page, rules_page, standard_page, standards_page
from lianheng.web.shell.listing import listing
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")


@page("rulebook.view_rules", methods=READ)
def rule_list(request: Asked) -> HttpResponse:
    return render(request, "rulebook/rules.html", rules_page(request.actor, request.GET))


@page("rulebook.view_rules", methods=READ)
def rule(request: Asked, name: str) -> HttpResponse:
    found = rule_page(request.actor, name)
    if found is None:
        raise Http404
    return render(request, "rulebook/rule.html", found)


@page("rulebook.view_rules", methods=READ)
def standard_list(request: Asked) -> HttpResponse:
    return render(request, "rulebook/standards.html", standards_page())


@page("rulebook.view_rules", methods=READ)
def standard(request: Asked, name: str) -> HttpResponse:
    if name not in standard_tables():
        raise Http404
    return render(request, "rulebook/standard.html", standard_page(request.actor, name))


@page("rulebook.propose")
def propose_parameter(request: Asked, name: str, parameter: str) -> HttpResponse:
    unit = _unit(request)

    def act(form: forms.ParameterForm) -> HttpResponse:
        made = services.propose_parameter(request.actor, unit, name, parameter, **form.cleaned_data)
        return redirect(_at(made))

    def form(data: Any, files: Any) -> forms.ParameterForm:
        return forms.ParameterForm(data)

    told = rule_page(request.actor, name)
    if told is None:
        raise Http404
    return submitting(
        request,
        form,
        act,
        Text(f"修改参数 {parameter}", f"Change {parameter}"),
        "rulebook/propose.html",
        rule=told["rule"],
    )


@page("rulebook.propose")
def propose_standard(request: Asked, name: str) -> HttpResponse:
    if name not in standard_tables():
        raise Http404
    unit, table = _unit(request), standard_tables()[name]

    def act(form: forms.StandardForm) -> HttpResponse:
        days = {key: form.cleaned_data[key] for key in ("from_on", "to_on", "reason")}
        return redirect(_at(services.propose_standard(request.actor, unit, name, form.values(), **days)))

    def form(data: Any, files: Any) -> forms.StandardForm:
        asked = {f"column_{column}": value for column, value in request.GET.items()}
        return forms.StandardForm(data, table=table, initial=asked)

    title = Text(f"设定本单位标准：{table.title.zh}", f"Set the bureau's own: {table.title.en}")
    return submitting(request, form, act, title, "rulebook/propose.html")


@page("rulebook.view_change", methods=READ)
def change_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("rulebook.view_change", selectors.changes())
    title = Text("参数和标准的修改", "Changes of parameters and standards")
    return listing(request, tables.ChangeTable, tables.ChangeFilter, records, title)


@page("rulebook.view_change", Change, methods=READ)
def change(request: Asked, change: Change) -> HttpResponse:
    told = {
        "change": change,
        "form": forms.DecisionForm(initial={"seen": change.digest}),
        "year": request.actor.today.year,
    }
    return render(request, "rulebook/change.html", told)


@page("rulebook.try_change", Change)
def try_change(request: Asked, change: Change) -> HttpResponse:
    def act(form: forms.TrialForm) -> HttpResponse:
        job = start(
            request.actor, "rulebook.trial", change.name, change=change.pk, year=form.cleaned_data["year"]
        )
        return redirect("jobs:job", key=job.pk)

    def form(data: Any, files: Any) -> forms.TrialForm:
        return forms.TrialForm(data, initial={"year": request.actor.today.year})

    return submitting(request, form, act, Text("试运行", "Trial run"))


@page("rulebook.approve", Change)
def approve(request: Asked, change: Change) -> HttpResponse:
    def act(form: forms.DecisionForm) -> HttpResponse:
        services.approve(request.actor, change, form.cleaned_data["seen"], form.cleaned_data["reason"])
        messages.success(request, say(Text("已批准，自生效日起执行。", "Approved; in force from its day.")))
        return redirect(_at(change))

    def form(data: Any, files: Any) -> forms.DecisionForm:
        return forms.DecisionForm(data, initial={"seen": change.digest})

    return submitting(
        request, form, act, Text("批准修改", "Approve the change"), "rulebook/decide.html", change=change
    )


@page("rulebook.approve", Change)
def refuse(request: Asked, change: Change) -> HttpResponse:
    return _with_reason(request, change, services.refuse, Text("不批准", "Refuse"))


@page("rulebook.withdraw", Change)
def withdraw(request: Asked, change: Change) -> HttpResponse:
    return _with_reason(request, change, services.withdraw, Text("撤回修改", "Withdraw the change"))


def _with_reason(request: Asked, change: Change, service: Any, title: Text) -> HttpResponse:
    def act(form: django_forms.Form) -> HttpResponse:
        service(request.actor, change, form.cleaned_data["reason"])
        return redirect(_at(change))

    def form(data: Any, files: Any) -> forms.ReasonForm:
        return forms.ReasonForm(data)

    return submitting(request, form, act, title, "rulebook/decide.html", change=change)


def _unit(request: Asked) -> Unit:
    """The unit the reader proposes for: the one asked for, or the first in reach."""
    units = request.actor.permitted("rulebook.propose", Unit.objects.all())
    found: Unit | None = (
        units.filter(pk=request.GET["unit"]).first() if request.GET.get("unit") else units.first()
    )
    if found is None:
        raise Http404
    return found


def _at(change: Change) -> str:
    return reverse("rulebook:change", kwargs={"key": change.pk})
