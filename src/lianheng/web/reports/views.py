"""Pages of figures and annual reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.gate import Asked, page
from lianheng.web.jobs.services import start
from lianheng.web.people.models import Unit
from lianheng.web.reports import forms, selectors, services, tables
from lianheng.web.reports.drafting import sections
from lianheng.web.reports.models import FigureSet, Report
from lianheng.web.reports.rendering import RENDERERS, composed, final_file
from lianheng.web.shell.listing import listing
from lianheng.web.shell.sheets import rows_response
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import language, say

READ = ("GET", "HEAD")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@page("reports.view_figures", methods=READ)
def figures(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("reports.view_figures", selectors.figure_sets())
    new = reverse("reports:count") if request.actor.may("reports.count_figures") else None
    title = Text("数字统计", "Counts of figures")
    return listing(request, tables.FigureSetTable, tables.FigureSetFilter, records, title, new=new)


@page("reports.count_figures")
def count(request: Asked) -> HttpResponse:
    """Ask the worker to count."""
    units = request.actor.permitted("reports.count_figures", Unit.objects.all())

    def act(form: forms.CountForm) -> HttpResponse:
        unit, year = form.cleaned_data["unit"], form.cleaned_data["year"]
        job = start(request.actor, "reports.count", f"{unit.pk} {year}", unit=unit.pk, year=year)
        return redirect("jobs:job", key=job.pk)

    def form(data: Any, files: Any) -> forms.CountForm:
        return forms.CountForm(
            data, units=units, initial={"unit": units.first(), "year": request.actor.today.year}
        )

    return submitting(request, form, act, Text("统计数字", "Count the figures"))


@page("reports.view_figures", FigureSet, methods=READ)
def figure_set(request: Asked, counted: FigureSet) -> HttpResponseBase:
    told = selectors.figures_page(counted)
    if request.GET.get("export") in ("csv", "xlsx"):
        rows = [["id", "title", "value", "wording", "rows", "gap"]]
        for _, items in told["chapters"]:
            rows += [
                [
                    item["id"],
                    item["title"][language()],
                    item["value"],
                    item["wording"],
                    item["rows"],
                    _gap(item),
                ]
                for item in items
            ]
        return rows_response(request.GET["export"], f"{counted}", rows)
    return render(request, "reports/figures.html", told | {"may_begin": _may_begin(request, counted)})


@page("reports.view_figures", FigureSet, methods=READ)
def figure(request: Asked, counted: FigureSet, name: str) -> HttpResponseBase:
    asked = request.GET.get("page", "1")
    told = selectors.figure_page(counted, name, max(1, int(asked)) if asked.isdecimal() else 1)
    if told is None:
        raise Http404
    if request.GET.get("export") in ("csv", "xlsx"):
        return rows_response(
            request.GET["export"], name, [["key"], *([key] for key in told["record"]["keys"])]
        )
    return render(request, "reports/figure.html", told)


@page("reports.view_report", methods=READ)
def report_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("reports.view_report", selectors.reports())
    return listing(
        request, tables.ReportTable, tables.ReportFilter, records, Text("年度报告", "Annual reports")
    )


@page("reports.begin", FigureSet)
def begin(request: Asked, counted: FigureSet) -> HttpResponse:
    def act(form: forms.BeginForm) -> HttpResponse:
        return redirect(_at(services.begin(request.actor, counted, **form.cleaned_data)))

    def form(data: Any, files: Any) -> forms.BeginForm:
        return forms.BeginForm(data, initial={"dated": request.actor.today})

    return submitting(request, form, act, Text("起草年度报告", "Begin the annual report"))


@page("reports.view_report", Report, methods=READ)
def report(request: Asked, report: Report) -> HttpResponse:
    return render(request, "reports/report.html", selectors.report_page(request.actor, report))


@page("reports.view_report", Report, methods=READ)
def report_file(request: Asked, report: Report, ending: str) -> HttpResponseBase:
    """The final file as it was kept; before that, the report as it reads now."""
    if ending not in TYPES:
        raise Http404
    name = f"{report.unit.name}{report.year}.{ending}"
    if report.state == Report.State.FINAL:
        return FileResponse(final_file(report, ending).open("rb"), as_attachment=True, filename=name)
    answer = HttpResponse(RENDERERS[ending](composed(report)), content_type=TYPES[ending])
    answer["Content-Disposition"] = FileResponse(as_attachment=True, filename=name).get(
        "Content-Disposition", "attachment"
    )
    return answer


@page("reports.write", Report)
def edit_section(request: Asked, report: Report, number: int) -> HttpResponse:
    drafts = sections(report.outline)
    if number >= len(drafts):
        raise Http404
    draft = drafts[number]

    def act(form: forms.SectionForm) -> HttpResponse:
        cleaned = form.cleaned_data
        services.edit_section(
            request.actor,
            report,
            number,
            cleaned["opening"],
            form.points(),
            cleaned["closing"],
            cleaned["seen_version"],
        )
        return redirect(_at(report))

    def form(data: Any, files: Any) -> forms.SectionForm:
        return forms.SectionForm(data, draft=draft, version=report.version)

    told = {
        "report": report,
        "draft": draft,
        "figures": selectors.figures_page(report.figure_set)["chapters"],
    }
    heading = selectors.heading_of(report, draft)
    title = Text(f"修改“{heading}”", f"Edit “{heading}”")
    return submitting(request, form, act, title, "reports/section.html", **told)


@page("reports.write", Report)
def change_facts(request: Asked, report: Report) -> HttpResponse:
    def act(form: forms.BeginForm) -> HttpResponse:
        services.change_facts(request.actor, report, **form.cleaned_data)
        return redirect(_at(report))

    def form(data: Any, files: Any) -> forms.BeginForm:
        return forms.BeginForm(data, initial={"dated": report.dated, "addressee": report.addressee})

    return submitting(request, form, act, Text("成文日期和主送机关", "Date and addressee"))


@page("reports.write", Report, methods=("POST",))
def take_figures(request: Asked, report: Report) -> HttpResponse:
    """Quote the newest count of the year."""
    newest = selectors.figure_sets().filter(unit=report.unit, year=report.year).first()
    if newest is not None:
        services.take_figures(request.actor, report, newest)
    return redirect(_at(report))


@page("reports.remark", Report, methods=("POST",))
def remark(request: Asked, report: Report) -> HttpResponse:
    if request.POST.get("text", "").strip():
        services.remark(request.actor, report, request.POST["text"][:5000])
    return redirect(_at(report))


@page("reports.submit", Report)
def submit(request: Asked, report: Report) -> HttpResponse:
    return _confirmed(
        request,
        report,
        Text("提交批准", "Submit for approval"),
        lambda: services.submit(request.actor, report),
    )


@page("reports.approve", Report)
def approve(request: Asked, report: Report) -> HttpResponse:
    def act(form: forms.DecisionForm) -> HttpResponse:
        services.approve(request.actor, report, form.cleaned_data["seen"], form.cleaned_data["reason"])
        messages.success(
            request, say(Text("已批准，批准与内容绑定。", "Approved; the approval is bound to the content."))
        )
        return redirect(_at(report))

    def form(data: Any, files: Any) -> forms.DecisionForm:
        return forms.DecisionForm(data, initial={"seen": report.digest})

    told = selectors.report_page(request.actor, report)
    return submitting(
        request, form, act, Text("批准报告", "Approve the report"), "reports/decide.html", **told
    )


@page("reports.approve", Report)
def send_back(request: Asked, report: Report) -> HttpResponse:
    def act(form: forms.ReasonForm) -> HttpResponse:
        services.send_back(request.actor, report, form.cleaned_data["reason"])
        return redirect(_at(report))

    def form(data: Any, files: Any) -> forms.ReasonForm:
        return forms.ReasonForm(data)

    return submitting(request, form, act, Text("退回报告", "Send the report back"))


@page("reports.make_final", Report)
def make_final(request: Asked, report: Report) -> HttpResponse:
    title = Text("出正式稿", "Make it final")
    return _confirmed(request, report, title, lambda: services.make_final(request.actor, report))


def _confirmed(request: Asked, report: Report, title: Text, service: Callable[[], object]) -> HttpResponse:
    def act(form: django_forms.Form) -> HttpResponse:
        service()
        return redirect(_at(report))

    def form(data: Any, files: Any) -> forms.NothingForm:
        return forms.NothingForm(data)

    return submitting(
        request, form, act, title, "reports/confirm.html", **selectors.report_page(request.actor, report)
    )


def _may_begin(request: Asked, counted: FigureSet) -> bool:
    return (
        request.actor.may("reports.begin", counted)
        and not Report.objects.filter(unit=counted.unit, year=counted.year).exists()
    )


def _gap(record: dict[str, Any]) -> str:
    return record["gap"][language()] if record["gap"] else ""


def _at(report: Report) -> str:
    return reverse("reports:report", kwargs={"key": report.pk})
