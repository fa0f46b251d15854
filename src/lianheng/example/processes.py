"""The event log of travel: each permit and each claim step by step, by people in different roles."""

from __future__ import annotations

import datetime
import random

from lianheng.example.world import Row, Value, World
from lianheng.example.workdays import at


def write_processes(world: World, year: int) -> None:
    chance = world.chance("process_events", year)
    permits = {row["application_id"]: row for row in world.tables["applications"] if row["kind"] == "travel"}
    for application in permits.values():
        if str(application["starts_on"]).startswith(str(year)):
            _permit(world, chance, application)
    for claim in world.tables["claims"]:
        if claim["kind"] == "travel" and str(claim["submitted_on"]).startswith(str(year)):
            _claim(world, chance, claim, permits[claim["application_id"]])


def _permit(world: World, chance: random.Random, row: Row) -> None:
    case_id = f"permit {row['application_id']}"
    totals = [claim["total"] for claim in world.rows("claims", application_id=row["application_id"])]
    _case(world, case_id, "travel_permit", row["amount"], sum(totals), case_id, row)
    steps = (("提交申请", row["submitted_on"], row["applicant_id"], "EMPLOYEE", "submitted"), ("部门审核", row["approved_on"], "P005", "BUDGET OWNER", "approved"), ("领导审批", row["approved_on"], row["approver_id"], "SUPERVISOR", "approved"))  # fmt: skip
    _events(world, chance, case_id, "travel_permit", steps, row["amount"])


def _claim(world: World, chance: random.Random, row: Row, permit: Row) -> None:
    case_id = f"claim {row['claim_id']}"
    _case(world, case_id, "travel_claim", permit["amount"], row["total"], f"permit {permit['application_id']}", row)
    steps = (
        ("提交报销", row["submitted_on"], row["claimant_id"], "EMPLOYEE", "submitted"),
        ("财务审核", row["submitted_on"], "P007", "ADMINISTRATION", "approved"),
        ("领导审批", row["approved_on"], row["approver_id"], "SUPERVISOR", "approved"),
        ("支付", row["paid_on"], "P013", "UNDEFINED", "paid"),
    )
    _events(world, chance, case_id, "travel_claim", steps, row["total"])


def _case(world: World, case_id: str, process: str, requested: Value, declared: Value, permit_id: str, row: Row) -> None:
    world.add(
        "process_cases", case_id=case_id, process=process, requested=requested, declared=declared, permit_id=permit_id,
        flagged_overspent=False, unit=row["unit_id"], claimed=declared,
    )  # fmt: skip


def _events(
    world: World, chance: random.Random, case_id: str, process: str, steps: tuple[tuple[str, Value, Value, str, str], ...], amount: Value
) -> None:  # fmt: skip
    """The steps in order; each a few hours after the one before, on its own day."""
    hour = 8
    last: Value = None
    for number, (activity, on, actor, role, outcome) in enumerate(steps, start=1):
        assert isinstance(on, datetime.date)
        hour = hour + 2 if on == last else 9
        last = on
        world.add(
            "process_events", case_id=case_id, event_no=number, process=process, activity=activity,
            at=at(on, min(hour, 17), chance.randint(0, 59)), actor=actor, role=role, amount=amount, outcome=outcome,
        )  # fmt: skip
