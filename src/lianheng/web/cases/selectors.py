"""Reading runs and cases."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from decimal import Decimal
from typing import Any

from django.db.models import Case as When
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, Value
from django.db.models import When as Choice

from lianheng.engine.rule import Rule, all_rules
from lianheng.web.access.actor import Actor
from lianheng.web.cases.models import Case, CaseParty, Letter, Run
from lianheng.web.cases.parties import KINDS
from lianheng.web.cases.steps import OPEN, WAYS, Colour, State, Step

_LOUDNESS = When(
    *(Choice(colour=colour, then=Value(number)) for number, colour in enumerate(Colour)),
    output_field=IntegerField(),
)


def runs() -> QuerySet[Run]:
    return Run.objects.select_related("unit")


def cases() -> QuerySet[Case]:
    """Every case, the loudest and longest waiting first."""
    return Case.objects.select_related("unit", "holder").order_by(_LOUDNESS, "look_due_on", "pk")


def letters() -> QuerySet[Letter]:
    return Letter.objects.select_related("to", "case")


def open_cases(today: datetime.date) -> Q:
    return Q(state__in=[state.value for state in OPEN])


def overdue(today: datetime.date) -> Q:
    """Cases whose next step should have been taken before today."""
    return Q(state=State.SUSPECTED, look_due_on__lt=today) | Q(state=State.MENDING, due_on__lt=today)


def rule_of(rule_id: str) -> Rule | None:
    """A rule by its id; None when a later version of the product no longer has it."""
    return next((rule for rule in all_rules() if rule.id == rule_id), None)


def case_page(reader: Actor, case: Case) -> dict[str, Any]:
    """A case in plain words: what, why, the article, the numbers, the rows, what else concerns the same."""
    return {
        "case": case,
        "rule": rule_of(case.rule),
        "rows": case.rows.select_related("found_in", "lost_in")[:200],
        "steps": case.steps.all(),
        "comments": case.comments.select_related("by__person"),
        "letters": reader.permitted("cases.view_letter", case.letters.select_related("to")),
        "related": related(reader, case),
        "repeats": repeats(case),
        "choices": [
            step
            for step in WAYS
            if step is not Step.VANISH
            and reader.may(f"cases.{step.value}", case)
            and State(case.state) in WAYS[step].source
        ],
        "today": reader.today,
    }


def related(reader: Actor, case: Case) -> list[dict[str, Any]]:
    """Other cases in the reader's reach that name the same person, supplier, voucher or invoice."""
    mine = {(party.kind, party.value) for party in case.parties.all()}
    if not mine:
        return []
    values = {value for _, value in mine}
    shared = CaseParty.objects.filter(
        value__in=values, case__in=reader.permitted("cases.view_case", Case.objects.all())
    )
    found = shared.exclude(case=case).select_related("case").order_by("-case__found_on")[:100]
    return [
        {"case": party.case, "kind": KINDS[party.kind], "value": party.value}
        for party in found
        if (party.kind, party.value) in mine
    ][:30]


def repeats(case: Case) -> int:
    """How often the same rule had been confirmed against the same holder or supplier before."""
    mine = CaseParty.objects.filter(case=case, kind__in=["person", "supplier", "payee"])
    same = mine.filter(kind=OuterRef("kind"), value=OuterRef("value"))
    shared = CaseParty.objects.filter(Exists(same), case=OuterRef("pk"))
    earlier = Case.objects.filter(rule=case.rule, unit=case.unit, pk__lt=case.pk).exclude(violation="")
    return earlier.filter(Exists(shared)).count()


def run_page(run: Run) -> dict[str, Any]:
    """A run with each rule's counts, as the run itself recorded them."""
    return {"run": run, "rules": recorded_rules(run)}


def recorded_rules(run: Run) -> list[dict[str, Any]]:
    """The per-rule record of a run. Raises OSError when its file is gone (the verification names it)."""
    from lianheng.web.cases.running import run_folder

    record = json.loads((run_folder(run) / "run.json").read_text(encoding="utf-8"))
    titles = {rule.id: rule.title for rule in all_rules()}
    return [item | {"title": titles.get(item["rule"])} for item in record["rules"]]


def compared(old: Run, new: Run) -> list[dict[str, Any]]:
    """Rules whose counts differ between two runs, with both."""
    before = {item["rule"]: item for item in recorded_rules(old)}
    after = {item["rule"]: item for item in recorded_rules(new)}
    found = []
    for rule in sorted(before.keys() | after.keys()):
        was, now = before.get(rule), after.get(rule)
        if was is None or now is None or _counts(was) != _counts(now):
            found.append({"rule": rule, "title": (now or was or {})["title"], "was": was, "now": now})
    return found


def _counts(item: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        item[name] for name in ("version", "run", "judged", "pass", "fail", "not_applicable", "cannot_judge")
    )


def dismissal_rates(reader: Actor) -> dict[str, tuple[int, int]]:
    """For each rule: how many of its decided cases were found normal or dismissed, and how many were decided."""
    decided = reader.permitted(
        "cases.view_case", Case.objects.exclude(state__in=[State.SUSPECTED, State.GONE])
    )
    rows = decided.values("rule").annotate(
        off=Count("pk", filter=Q(state__in=[State.NORMAL, State.DISMISSED])), all=Count("pk")
    )
    return {row["rule"]: (row["off"], row["all"]) for row in rows}


AGES = ((0, 3), (4, 10), (11, 30), (31, 10_000))


def ageing(reader: Actor) -> dict[str, list[int]]:
    """Open cases by colour and by days since they were found."""
    days: Counter[tuple[str, int]] = Counter()
    for colour, found_on in _open_of(reader).values_list("colour", "found_on"):
        days[(colour, (reader.today - found_on).days)] += 1
    return {
        colour.value: [
            sum(number for (of, age), number in days.items() if of == colour.value and low <= age <= high)
            for low, high in AGES
        ]
        for colour in Colour
    }


def totals(reader: Actor) -> dict[str, Any]:
    """How many cases are open, overdue, closed; and the money in the open ones."""
    seen = reader.permitted("cases.view_case", Case.objects.all())
    counted = seen.aggregate(
        open=Count("pk", filter=open_cases(reader.today)),
        overdue=Count("pk", filter=overdue(reader.today)),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
        amount=Sum("amount", filter=open_cases(reader.today)),
    )
    return counted | {"amount": counted["amount"] or Decimal(0)}


def _open_of(reader: Actor) -> QuerySet[Case]:
    return reader.permitted("cases.view_case", Case.objects.filter(open_cases(reader.today)))
