"""What the pages of rules and standards tell, put together from the engine, the cases and the changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count

from lianheng.engine.examples import read_examples
from lianheng.engine.rule import Rule, all_rules
from lianheng.ledger.catalogue import any_table
from lianheng.standards.catalogue import FOLDER, read_rows, standard_tables
from lianheng.web.access.actor import Actor
from lianheng.web.cases.models import Case, Run
from lianheng.web.cases.selectors import dismissal_rates, open_cases, recorded_rules
from lianheng.web.rulebook.models import Change
from lianheng.web.rulebook.selectors import in_force, tuned_parameters


def rules_page(reader: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Every rule, filtered by area, colour or words, with its open cases and how many were dismissed."""
    rules = [rule for rule in all_rules() if _wanted(rule, asked)]
    counted = reader.permitted("cases.view_case", Case.objects.filter(open_cases(reader.today)))
    waiting = dict(counted.values_list("rule").annotate(Count("pk")).order_by())
    rates = dismissal_rates(reader)
    return {
        "rules": [
            {"rule": rule, "open": waiting.get(rule.id, 0), "rate": _share(rates.get(rule.id))}
            for rule in rules
        ],
        "areas": sorted({rule.area for rule in all_rules()}),
        "asked": asked,
        "total": len(all_rules()),
    }


def _wanted(rule: Rule, asked: Mapping[str, str]) -> bool:
    said = f"{rule.id} {rule.title.zh} {rule.title.en}".lower()
    return (
        asked.get("area", "") in ("", rule.area)
        and asked.get("colour", "") in ("", rule.severity.value)
        and asked.get("text", "").lower() in said
    )


def _share(rate: tuple[int, int] | None) -> dict[str, int] | None:
    return (
        None if rate is None else {"off": rate[0], "all": rate[1], "percent": round(100 * rate[0] / rate[1])}
    )


def rule_page(reader: Actor, name: str) -> dict[str, Any] | None:
    """A rule with its reasons, its parameters as they are set here, its worked examples, and what it found last."""
    rule = next((rule for rule in all_rules() if rule.id == name), None)
    if rule is None:
        return None
    units = sorted(unit for unit in (reader.units("rulebook.view_rules") or ()))
    tuned = tuned_parameters(units[0], reader.today).get(rule.id, {}) if units else {}
    rate = dismissal_rates(reader).get(rule.id)
    return {
        "rule": rule,
        "subject": any_table(rule.subject),
        "parameters": [
            {"knob": knob, "value": tuned.get(knob.name, knob.default)} for knob in rule.parameters
        ],
        "examples": read_examples(rule),
        "runs": _last_counts(reader, rule),
        "rate": _share(rate),
        "open": reader.permitted(
            "cases.view_case", Case.objects.filter(open_cases(reader.today), rule=rule.id)
        ).count(),
    }


def _last_counts(reader: Actor, rule: Rule) -> list[dict[str, Any]]:
    """What the last runs in reach counted of a rule, the newest first."""
    found = []
    for run in reader.permitted("cases.view_run", Run.objects.select_related("unit"))[:6]:
        item = next((item for item in recorded_rules(run) if item["rule"] == rule.id), None)
        if item is not None:
            found.append({**item, "made": run})
    return found


def standards_page() -> dict[str, Any]:
    return {"standards": list(standard_tables().values())}


def standard_page(reader: Actor, name: str) -> dict[str, Any]:
    """A standard's dated rows as shipped, and the bureau's own that are in force today."""
    table = standard_tables()[name]
    rows = read_rows(table, FOLDER / f"{name}.csv").to_pylist()
    own = [change for change in in_force(Change.Target.STANDARD, reader.today) if change.name == name]
    seen = reader.units("rulebook.view_change")
    return {
        "table": table,
        "fields": table.fields,
        "rows": [[row[field.name] for field in table.fields] for row in rows],
        "own": [change for change in own if seen is None or change.unit_id in seen],
    }
