"""Changes for the permission test."""

from __future__ import annotations

import datetime

from lianheng.web.access.actor import operator
from lianheng.web.history.services import writing
from lianheng.web.rulebook.models import Change

from ..records import Case, Place, Stage

DAY = datetime.date(2021, 7, 1)
RULE, KNOB = "payments.split_below_limit", "least_share"


def changes(place: Place) -> dict[str, Change]:
    made = {}
    for words, state in (("proposed", "proposed"), ("", "withdrawn")):
        change = Change(
            unit=place.unit, target="parameter", name=RULE, content="{}", from_on=DAY, reason="制度", state=state,
            proposer=place.person,
        )  # fmt: skip
        with writing(operator(), "rulebook.propose", change):
            pass
        made[words] = change
    return made


def rules(stage: Stage) -> list[Case]:
    return [Case("a rule", {"name": RULE})]


def standards(stage: Stage) -> list[Case]:
    return [Case("a standard", {"name": "limits"})]


def knobs(stage: Stage) -> list[Case]:
    return [Case("a parameter", {"name": RULE, "parameter": KNOB})]


RECORDS = {Change: changes}
ADDRESSES = {
    "rulebook:rule": rules,
    "rulebook:standard": standards,
    "rulebook:propose_standard": standards,
    "rulebook:propose_parameter": knobs,
}
