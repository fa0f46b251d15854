"""The bureau's state on the home page, from the last count: three public expenses, the budget, study and talks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.reports.counting import figure_records
from lianheng.web.reports.models import FigureSet
from lianheng.web.reports.selectors import latest_figures
from lianheng.web.shell.panels import Panel
from lianheng.web.shell.words import language, say

THREE_PUBLIC = ("overseas", "vehicle_purchase", "vehicle_running", "reception")
ITEMS = (
    Text("因公出国（境）", "Overseas"),
    Text("公车购置", "Vehicles bought"),
    Text("公车运行", "Vehicles run"),
    Text("公务接待", "Reception"),
)
COVERAGE = (
    "budget.execution_rate",
    "duties.done_rate",
    "education.members_reaching_hours_rate",
    "talks.coverage_rate",
    "responsibility.pledge_rate",
    "shortcomings.mended_rate",
)


def panels(actor: Actor) -> Iterator[Panel]:
    """Panels of the newest count in reach; none while nothing was counted."""
    counted = latest_figures(actor)
    if counted is None:
        return
    records = figure_records(counted)
    yield Panel(
        Text("三公经费：预算与决算（元）", "Three public expenses: budget and actual (yuan)"),
        "reports/panel_three_public.html",
        {
            "chart": _three_public(records, counted),
            "counted": counted,
            "figure": "spending.three_public_trend",
        },
    )
    yield Panel(
        Text("进度和覆盖", "Progress and coverage"),
        "reports/panel_coverage.html",
        {"items": _coverage(records), "counted": counted, "elapsed": _elapsed(counted)},
    )


def _three_public(records: dict[str, Any], counted: FigureSet) -> dict[str, Any]:
    def part(name: str, title: Text, colour: str) -> dict[str, Any]:
        figures = [f"spending.{item}_{name}" for item in THREE_PUBLIC]
        return {
            "name": say(title),
            "colour": colour,
            "values": [records[figure]["value"] if figure in records else None for figure in figures],
            "links": [
                reverse("reports:figure", kwargs={"key": counted.pk, "name": figure}) for figure in figures
            ],
        }

    return {
        "names": [say(item) for item in ITEMS],
        "parts": [
            part("budget", Text("预算", "Budget"), "#a8bcd6"),
            part("actual", Text("决算", "Actual"), "#1d4f8c"),
        ],
    }


def _coverage(records: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "title": records[name]["title"][language()],
            "wording": records[name]["wording"],
            "percent": None
            if records[name]["value"] is None
            else min(100, round(100 * float(records[name]["value"]))),
            "gap": records[name]["gap"],
        }
        for name in COVERAGE
        if name in records
    ]


def _elapsed(counted: FigureSet) -> int:
    """How much of the year had passed, in hundredths."""
    if counted.as_at.year != counted.year:
        return 100
    return round(100 * counted.as_at.timetuple().tm_yday / 365)
