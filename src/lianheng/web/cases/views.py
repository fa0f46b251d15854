"""Pages of runs, cases and inquiry letters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.gate import Asked, page
from lianheng.web.cases import forms, selectors, services, tables
from lianheng.web.cases.models import Case, Letter, Run
from lianheng.web.cases.running import run_folder
from lianheng.web.cases.steps import TOGETHER, WAYS, Step
from lianheng.web.jobs.services import start
from lianheng.web.people.models import Unit
from lianheng.web.shell.listing import listing
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say

READ = ("GET", "HEAD")
FILES = {"record": "run.json", "findings": "findings.parquet", "workbook": "findings.xlsx"}


@page("cases.view_case", methods=READ)
def case_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("cases.view_case", selectors.cases())
    steps = [step for step in TOGETHER if request.actor.may(WAYS[step].action)]
    more = {"totals": selectors.totals(request.actor), "steps": steps}
    return listing(
        request,
        tables.CaseTable,
        tables.CaseFilter,
        records,
        Text("预警事项", "Cases"),
        "cases/list.html",
        **more,
    )


@page("cases.view_case", Case, methods=READ)
def case(request: Asked, case: Case) -> HttpResponse:
    return render(request, "cases/case.html", selectors.case_page(request.actor, case))


@page("cases.view_case", Case)
def take_step(request: Asked, case: Case, step: str) -> HttpResponse:
    """One step of a case: its form, and the step itself."""
    if step not in {known.value for known in WAYS} or step == Step.VANISH:
        raise Http404
    taken = Step(step)
    request.actor.must(WAYS[taken].action, case)

    def act(form: forms.StepForm) -> HttpResponse:
        getattr(services, step)(request.actor, case, **form.values())
        messages.success(request, say(Text(f"已办理：{taken.label}。", f"Done: {taken.label}.")))
        return redirect(_at(case))

    def form(data: Any, files: Any) -> forms.StepForm:
        return forms.FORMS.get(taken, forms.StepForm)(data, case=case)

    told = {"case": case, "rule": selectors.rule_of(case.rule)}
    return submitting(request, form, act, Text(str(taken.label), str(taken.label)), "cases/step.html", **told)


@page("cases.comment", Case, methods=("POST",))
def comment(request: Asked, case: Case) -> HttpResponse:
    form = forms.CommentForm(request.POST)
    if form.is_valid():
        services.comment(request.actor, case, form.cleaned_data["text"])
    return redirect(_at(case))


@page("cases.view_case")
def many(request: Asked) -> HttpResponse:
    """The same step for several cases at once: all of them, or none."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = [int(key) for key in asked.getlist("case") if key.isdecimal() and len(key) < 19]
    chosen = list(request.actor.permitted("cases.view_case", selectors.cases()).filter(pk__in=numbers))
    step = next((step for step in TOGETHER if step.value == asked.get("step")), None)
    if step is None or not chosen:
        messages.warning(request, say(Text("请先选择事项和步骤。", "Choose cases and a step first.")))
        return redirect("cases:cases")
    request.actor.must(WAYS[step].action)

    def act(form: forms.StepForm) -> HttpResponse:
        values = {name: value for name, value in form.values().items() if name != "version"}
        services.together(request.actor, chosen, step.value, values)
        messages.success(request, say(Text(f"已办理 {len(chosen)} 件。", f"{len(chosen)} cases done.")))
        return redirect("cases:cases")

    def form(data: Any, files: Any) -> forms.StepForm:
        return forms.FORMS.get(step, forms.StepForm)(data, case=chosen[0])

    told = {"chosen": chosen, "step": step}
    return submitting(request, form, act, Text(str(step.label), str(step.label)), "cases/many.html", **told)


@page("cases.write_letter", Case)
def new_letter(request: Asked, case: Case) -> HttpResponse:
    def act(form: forms.LetterForm) -> HttpResponse:
        letter = services.write_letter(request.actor, case, **form.cleaned_data)
        return redirect("cases:letter", key=letter.pk)

    def form(data: Any, files: Any) -> forms.LetterForm:
        return forms.LetterForm(data, case=case)

    return submitting(
        request, form, act, Text("发出问询函", "Send an inquiry letter"), "cases/step.html", case=case
    )


@page("cases.view_letter", methods=READ)
def letter_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("cases.view_letter", selectors.letters())
    return listing(
        request, tables.LetterTable, tables.LetterFilter, records, Text("问询函", "Inquiry letters")
    )


@page("cases.view_letter", Letter, methods=READ)
def letter(request: Asked, letter: Letter) -> HttpResponse:
    return render(request, "cases/letter.html", {"letter": letter, "case": letter.case})


@page("cases.reply", Letter)
def reply(request: Asked, letter: Letter) -> HttpResponse:
    def act(form: forms.ReplyForm) -> HttpResponse:
        services.reply(request.actor, letter, form.cleaned_data["text"], letter.version)
        return redirect("cases:letter", key=letter.pk)

    def form(data: Any, files: Any) -> forms.ReplyForm:
        return forms.ReplyForm(data)

    return submitting(
        request, form, act, Text("回复问询函", "Answer the letter"), "cases/reply.html", letter=letter
    )


@page("cases.view_run", methods=READ)
def run_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("cases.view_run", selectors.runs())
    new = reverse("cases:start_run") if request.actor.may("cases.start_run") else None
    return listing(request, tables.RunTable, tables.RunFilter, records, Text("运行记录", "Runs"), new=new)


@page("cases.view_run", Run, methods=READ)
def run(request: Asked, run: Run) -> HttpResponse:
    told = selectors.run_page(run)
    earlier = Run.objects.filter(unit=run.unit, year=run.year, at__lt=run.at).first()
    if request.GET.get("with", "").isdecimal():
        others = request.actor.permitted("cases.view_run", Run.objects.filter(unit=run.unit))
        earlier = get_object_or_404(others, pk=request.GET["with"])
    told |= {"earlier": earlier, "differences": selectors.compared(earlier, run) if earlier else []}
    return render(request, "cases/run.html", told)


@page("cases.view_findings", Run, methods=READ)
def run_file(request: Asked, run: Run, name: str) -> FileResponse:
    if name not in FILES:
        raise Http404
    return FileResponse((run_folder(run) / FILES[name]).open("rb"), as_attachment=True, filename=FILES[name])


@page("cases.start_run")
def start_run(request: Asked) -> HttpResponse:
    """Ask the worker to run the rules."""
    units = request.actor.permitted("cases.start_run", Unit.objects.all())

    def act(form: forms.RunForm) -> HttpResponse:
        job = start(
            request.actor,
            "cases.run",
            unit=form.cleaned_data["unit"].pk,
            year=form.cleaned_data["year"],
            trigger="demand",
        )
        return redirect("jobs:job", key=job.pk)

    def form(data: Any, files: Any) -> forms.RunForm:
        initial = {"unit": units.first(), "year": request.actor.today.year}
        return forms.RunForm(data, units=units, initial=initial)

    return submitting(request, form, act, Text("运行规则", "Run the rules"))


def _at(case: Case) -> str:
    return reverse("cases:case", kwargs={"key": case.pk})
