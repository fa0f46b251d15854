"""Steps left out, taken late, or taken without looking."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.planted.scene import Scene, plant
from lianheng.example.values import as_count, as_instant, as_money
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row

STAMPS = 210


def _cases(scene: Scene, process: str, count: int) -> list[Row]:
    """Cases of the last year that were never sent back."""
    last = f"S{scene.year}" if process == "travel_permit" else f"M{scene.year}"
    sent_back = {row["case_id"] for row in scene.world.rows("process_events", outcome="rejected")}
    return scene.pick(
        "process_cases",
        lambda row: last in str(row["case_id"]) and row["case_id"] not in sent_back,
        count,
        process=process,
    )


def _events(scene: Scene, case: Row) -> list[Row]:
    return list(scene.world.rows("process_events", case_id=case["case_id"]))


@plant("process.step_skipped", late=True)
def paid_without_approval(scene: Scene) -> None:
    for case in _cases(scene, "travel_claim", 2):
        scene.drop("process_events", *(row for row in _events(scene, case) if row["outcome"] == "approved"))
        scene.mark("process_cases", case)


@plant("process.approved_after_start", late=True)
def approved_on_the_way_back(scene: Scene) -> None:
    """The leader's approval is dated three days after the departure."""
    for case in _cases(scene, "travel_permit", 2):
        events = _events(scene, case)
        start = next(row for row in events if row["activity"] == "Start trip")
        approval = next(row for row in events if row["outcome"] == "approved" and row["role"] == "SUPERVISOR")
        approval["at"] = as_instant(start["at"]) + 3 * DAY
        scene.mark("process_cases", case)


@plant("process.over_permit", late=True)
def declared_above_permit(scene: Scene) -> None:
    for case in _cases(scene, "travel_claim", 2):
        case["declared"] = case["claimed"] = as_money(case["requested"]) * 2 + Decimal("318.50")
        scene.mark("process_cases", case)


@plant("process.paid_twice", late=True)
def paid_a_second_time(scene: Scene) -> None:
    case = _cases(scene, "travel_claim", 1)[0]
    paid = next(row for row in _events(scene, case) if row["outcome"] == "paid")
    scene.world.add(
        "process_events",
        **{**paid, "event_no": as_count(paid["event_no"]) + 1, "at": as_instant(paid["at"]) + 6 * DAY},
    )
    scene.mark("process_cases", case)


@plant("process.rejected_then_pushed", late=True)
def refused_by_one_passed_by_another(scene: Scene) -> None:
    case = _cases(scene, "travel_claim", 1)[0]
    events = _events(scene, case)
    approval = next(row for row in events if row["role"] == "SUPERVISOR")
    for row in events:
        if as_count(row["event_no"]) >= as_count(approval["event_no"]):
            row["event_no"] = as_count(row["event_no"]) + 1
    number = as_count(approval["event_no"]) - 1
    refuser = "P003" if approval["actor"] != "P003" else "P004"
    scene.world.add(
        "process_events", **{**approval, "event_no": number, "actor": refuser, "outcome": "rejected"}
    )
    scene.mark("process_cases", case)


@plant("process.rubber_stamp", late=True)
def two_hundred_in_half_an_hour(scene: Scene) -> None:
    """One afternoon, four seconds each, none sent back."""
    at = datetime.datetime.combine(scene.day(9), datetime.time(15, 30))
    for number in range(1, STAMPS + 1):
        case_id, amount = f"request FK{scene.year}-{number:03d}", Decimal(180 + number)
        case = scene.world.add(
            "process_cases",
            case_id=case_id,
            process="payment_request",
            requested=None,
            declared=amount,
            permit_id=None,
            flagged_overspent=None,
            unit=BUREAU,
            claimed=amount,
        )
        steps = (
            ("提交申请", "P020", "EMPLOYEE", "submitted", at - datetime.timedelta(seconds=4)),
            ("领导审批", "P010", "SUPERVISOR", "approved", at),
        )
        for event_no, (activity, actor, role, outcome, when) in enumerate(steps, start=1):
            scene.world.add(
                "process_events",
                case_id=case_id,
                event_no=event_no,
                process="payment_request",
                activity=activity,
                at=when + datetime.timedelta(seconds=8 * number),
                actor=actor,
                role=role,
                amount=amount,
                outcome=outcome,
            )
        scene.mark("process_cases", case)
