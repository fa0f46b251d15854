"""The event log of travel: each permit and each claim step by step, by people in different roles."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal

from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import at
from lianheng.example.world import Row, Value, World

Step = tuple[str, Value, Value, str, str | None]
"""What was done, on which day, by whom, in which role, with which outcome."""
SENT_BACK = 0.04
"""How often anybody sends a case back."""


def write_processes(world: World, year: int) -> None:
    chance = world.chance("process_events", year)
    permits = {row["application_id"]: row for row in world.rows("applications", kind="travel")}
    claims = list(world.rows("claims", kind="travel"))
    declared: dict[Value, Decimal] = defaultdict(Decimal)
    for claim in claims:
        declared[claim["application_id"]] += as_money(claim["total"])
    for permit in permits.values():
        if str(permit["starts_on"]).startswith(str(year)):
            _permit(world, chance, permit, declared[permit["application_id"]])
    for claim in claims:
        if claim["application_id"] in permits and str(claim["submitted_on"]).startswith(str(year)):
            _claim(world, chance, claim, permits[claim["application_id"]])


def _permit(world: World, chance: random.Random, row: Row, declared: Decimal) -> None:
    case_id = f"permit {row['application_id']}"
    _case(world, case_id, "travel_permit", row["amount"], declared, case_id, row)
    asked, approved = row["submitted_on"], row["approved_on"]
    steps: list[Step] = [
        ("提交申请", asked, row["applicant_id"], "EMPLOYEE", "submitted"),
        *_decided(chance, ("科室审核", approved, "P005", "BUDGET OWNER", "approved"), row["applicant_id"]),
        *_decided(
            chance, ("领导审批", approved, row["approver_id"], "SUPERVISOR", "approved"), row["applicant_id"]
        ),
        ("Start trip", row["starts_on"], None, "EMPLOYEE", None),
        ("End trip", row["ends_on"], None, "EMPLOYEE", None),
    ]
    _events(world, chance, case_id, "travel_permit", steps, row["amount"])


def _claim(world: World, chance: random.Random, row: Row, permit: Row) -> None:
    case_id, permit_id = f"claim {row['claim_id']}", f"permit {permit['application_id']}"
    _case(world, case_id, "travel_claim", permit["amount"], row["total"], permit_id, row)
    claimant, asked, approved = row["claimant_id"], row["submitted_on"], row["approved_on"]
    steps: list[Step] = [
        ("提交报销", asked, claimant, "EMPLOYEE", "submitted"),
        *_decided(chance, ("财务审核", asked, "P007", "ADMINISTRATION", "approved"), claimant),
        *_decided(chance, ("领导审批", approved, row["approver_id"], "SUPERVISOR", "approved"), claimant),
        ("支付", row["paid_on"], "P013", "UNDEFINED", "paid"),
    ]
    _events(world, chance, case_id, "travel_claim", steps, row["total"])


def _decided(chance: random.Random, approval: Step, applicant: Value) -> list[Step]:
    """An approval; now and then the case is sent back first, put right, and approved by the same person."""
    if chance.random() >= SENT_BACK:
        return [approval]
    activity, on, actor, role, _ = approval
    return [
        (activity, on, actor, role, "rejected"),
        ("重新提交", on, applicant, "EMPLOYEE", "submitted"),
        approval,
    ]


def _case(
    world: World, case_id: str, process: str, requested: Value, declared: Value, permit_id: str, row: Row
) -> None:
    world.add(
        "process_cases",
        case_id=case_id,
        process=process,
        requested=requested,
        declared=declared,
        permit_id=permit_id,
        flagged_overspent=False,
        unit=row["unit_id"],
        claimed=declared,
    )


def _events(
    world: World, chance: random.Random, case_id: str, process: str, steps: list[Step], amount: Value
) -> None:
    """The steps in order, each an hour or so after the one before it on its day."""
    hour = 8
    last: Value = None
    for number, (activity, on, actor, role, outcome) in enumerate(steps, start=1):
        hour = hour + 1 if on == last else 9
        last = on
        world.add(
            "process_events",
            case_id=case_id,
            event_no=number,
            process=process,
            activity=activity,
            at=at(as_day(on), min(hour, 17), chance.randint(0, 59)),
            actor=actor,
            role=role,
            amount=amount,
            outcome=outcome,
        )
