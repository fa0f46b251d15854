"""Counts and reports for the permission test."""

from __future__ import annotations

import datetime
import json
from typing import Any

import yaml
from django.utils import timezone

from lianheng.web.access.actor import operator
from lianheng.web.history.services import writing
from lianheng.web.people.models import Person
from lianheng.web.reports.counting import figures_file, write_whole
from lianheng.web.reports.drafting import shipped_outline
from lianheng.web.reports.models import FigureSet, Report

from ..records import Case as Address
from ..records import Place, Stage

DAY = datetime.date(2021, 12, 31)
FIGURE = "people.staff"
COUNTED = json.dumps(
    [
        {
            "id": FIGURE, "title": {"zh": "干部职工", "en": "Staff"}, "value": "0", "wording": "0", "items": [],
            "series": [], "table": "people", "rows": 0, "keys": [], "gap": None, "version": "1",
        }
    ]
).encode()  # fmt: skip


def counts(place: Place) -> dict[str, FigureSet]:
    import hashlib

    counted = FigureSet(
        unit=place.unit, year=2021, as_at=DAY, at=timezone.now(), by_name="甲", ledger_digest="",
        digest=hashlib.sha256(COUNTED).hexdigest(), figures=1, gaps=0,
    )  # fmt: skip
    with writing(operator(), "reports.count_figures", counted):
        pass
    write_whole(figures_file(counted), COUNTED)
    return {"": counted}


def reports(place: Place) -> dict[str, Report]:
    counted = counts(place)[""]
    made: dict[str, Report] = {}
    for state in ("draft", "submitted", "approved"):
        common: dict[str, Any] = {
            "dated": DAY,
            "outline": _short(shipped_outline()),
            "figure_set": counted,
            "author": place.person,
        }
        report = Report(unit=place.unit, year=1900 + Report.objects.count(), state=state, **common)
        if state == "approved":
            report.approver, report.approved_digest = Person.objects.exclude(pk=place.person.pk).first(), "0"
        with writing(operator(), "reports.write", report):
            pass
        made[state] = report
    return made


def figures(stage: Stage) -> list[Address]:
    return [Address("a figure", {"name": FIGURE})]


def sections(stage: Stage) -> list[Address]:
    return [Address("a section", {"number": 0})]


def files(stage: Stage) -> list[Address]:
    return [Address("a file", {"ending": "docx"})]


ADDRESSES = {"reports:figure": figures, "reports:section": sections, "reports:file": files}


def _short(outline: str) -> str:
    """Its first section: the permission test renders a report hundreds of times."""
    raw = yaml.safe_load(outline)
    raw["parts"] = [raw["parts"][0] | {"sections": raw["parts"][0]["sections"][:1]}]
    return yaml.safe_dump(raw, allow_unicode=True)


RECORDS = {FigureSet: counts, Report: reports}
