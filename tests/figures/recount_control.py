"""Regulations due for revision, and the points that records prove of internal control, counted by hand."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable
from decimal import Decimal

from .books import Books, Row, not_after
from .recount_money import paid_on_line
from .recount_oversight import assets_found, held_assets, procurements
from .recount_study import plain
from .results import Recount, listed, recounts, total

FIELDS = ("预算", "收入", "支出", "采购", "资产", "建设", "合同", "决策")
FINAL_ACCOUNT_FROM, FINAL_ACCOUNT_DAYS = datetime.date(2021, 4, 1), 366
INCOMPATIBLE = {
    "budget": "approve-check approve-pay approve-request check-pay check-request pay-request",
    "revenue": "approve-record approve-request check-custody check-pay custody-record pay-record",
    "expense": "approve-pay approve-record approve-request approve-review check-pay pay-record pay-request pay-review "
    "record-request record-review request-review",
    "procurement": "accept-approve accept-custody accept-pay accept-request approve-pay approve-request pay-request "
    "request-review",
    "asset": "approve-request check-custody check-record custody-record",
    "construction": "accept-pay approve-request check-pay check-record pay-request pay-review request-review",
    "contract": "approve-custody approve-request custody-request custody-review request-review",
}


def name_of(title: str) -> str:
    """A regulation's name without title marks and without the version it closes with."""
    return re.sub(
        r"[（(][^（()）]*(试行|暂行|修订|修正|版)[^（()）]*[）)]$",
        "",
        title.replace("《", "").replace("》", ""),
    )


@recounts("plans.regulations_due")
def regulations_due(books: Books) -> Recount:
    day = books.reckoned_on
    known = [row for row in books.all("regulations") if row["issued_on"] <= day]

    def is_due(row: Row) -> bool:
        changed = row["basis_changed_on"]
        same = [other for other in known if name_of(other["title"]) == name_of(row["title"])]
        in_force = (
            row["action"] != "repealed"
            and row["effective_on"] <= day
            and (row["ends_on"] is None or row["ends_on"] >= day)
            and not any(
                other["action"] == "repealed" and other["issued_on"] >= row["issued_on"] for other in same
            )
        )
        answered = any(
            other["action"] != "compiled" and not_after(changed, other["issued_on"]) for other in same
        )
        return in_force and not_after(changed, day) and not answered

    return listed((row["regulation_id"], plain(row["title"])) for row in known if is_due(row))


def once(keys: Iterable[str], points: Decimal | int) -> Recount:
    """All the points on the first of the rows that prove them."""
    ordered = sorted(keys)
    return total((key, points if place == 0 else 0) for place, key in enumerate(ordered))


def merged(parts: Iterable[Recount]) -> Recount:
    parts = list(parts)
    return Recount(
        sum((part.value or Decimal(0) for part in parts), Decimal(0)),
        tuple(key for part in parts for key in part.keys),
    )


def on_control(row: Row) -> bool:
    return "内控" in row["title"] or "内部控制" in row["title"]


@recounts("control.unit_setup")
def unit_setup(books: Books) -> Recount:
    steps: dict[str, list[str]] = {}
    for row in books.until_year("activities"):
        step = _step(row["title"])
        lasting = step in ("mechanism", "processes")
        if on_control(row) and books.by_now(row["held_on"]) and (lasting or books.in_year(row["held_on"])):
            steps.setdefault(step, []).append(row["activity_id"])
    points = {"mechanism": 4, "training": 3, "assessment": 3, "processes": 4}
    return merged(once(steps[step], points[step]) for step in steps if step)


def _step(title: str) -> str:
    words = {"风险评估": "assessment", "流程": "processes", "培训": "training"}
    words |= dict.fromkeys(("领导小组", "启动", "机制"), "mechanism")
    return next((step for word, step in words.items() if word in title), "")


@recounts("control.chief_role")
def chief_role(books: Books) -> Recount:
    parts: dict[str, list[str]] = {}
    for row in books.of_year("activities"):
        if on_control(row) and books.find("people", row["host_id"]).get("role") == "chief":
            plan = any(word in row["title"] for word in ("方案", "制度"))
            posts = any(word in row["title"] for word in ("分工", "岗位"))
            parts.setdefault("plan" if plan else "posts" if posts else "meeting", []).append(
                row["activity_id"]
            )
    return merged(once(keys, 2) for keys in parts.values())


@recounts("control.power_limits")
def power_limits(books: Books) -> Recount:
    rows = books.of_year("decisions")
    attended = {
        (books.find("people", row["person_id"])["unit_id"], row["on"])
        for row in books.all("officer_logs")
        if row["form"] == "attend"
    }
    last = all(row["chief_position"] == row["spoke"] is not None for row in rows)
    watched = all(
        (row["unit_id"], books.find("activities", row["activity_id"])["held_on"]) in attended for row in rows
    )
    return once((row["decision_id"] for row in rows), 4 * last + 4 * watched)


@recounts("control.regulations")
def regulations(books: Books) -> Recount:
    day = books.reckoned_on
    in_force = [
        row
        for row in books.until_year("regulations")
        if row["action"] != "repealed"
        and row["issued_on"] <= day
        and row["effective_on"] <= day
        and (row["ends_on"] is None or row["ends_on"] >= day)
    ]
    parts = []
    for field in FIELDS:
        names = (field, "收支") if field in ("收入", "支出") else (field,)
        keys = [row["regulation_id"] for row in in_force if any(name in row["area"] for name in names)]
        parts.append(once(keys, 2))
    return merged(parts)


def granted(books: Books) -> list[Row]:
    day = books.reckoned_on
    return [
        row
        for row in books.own("role_assignments")
        if row["from_on"] <= day and (row["to_on"] is None or row["to_on"] >= day)
    ]


def conflicting(rows: list[Row], books: Books) -> bool:
    pairs = {
        (process, frozenset(pair.split("-")))
        for process, listed in INCOMPATIBLE.items()
        for pair in listed.split()
    }
    return books.reckoned_on.year >= 2014 and any(
        one["person_id"] == other["person_id"]
        and one["process"] == other["process"]
        and (one["process"], frozenset((one["step"], other["step"]))) in pairs
        for one in rows
        for other in rows
    )


@recounts("control.separation")
def separation(books: Books) -> Recount:
    rows = granted(books)
    holders: dict[str, set[str]] = {}
    for row in rows:
        holders.setdefault(row["process"], set()).add(row["person_id"])
    split = all(len(people) >= 2 for people in holders.values())
    return once((row["assignment_id"] for row in rows), 3 * split + 3 * (not conflicting(rows, books)))


@recounts("control.systems")
def systems(books: Books) -> Recount:
    rows = granted(books)
    covered = {"expense" if row["process"] == "revenue" else row["process"] for row in rows}
    return once((row["assignment_id"] for row in rows), len(covered) + 4 * (not conflicting(rows, books)))


@recounts("control.budget")
def budget(books: Books) -> Recount:
    rows = books.of_year("budget_lines")
    approved = all(books.by_now(row["approved_on"]) for row in rows)
    initial = sum((row["initial"] for row in rows), Decimal(0))
    paid = sum((paid_on_line(books, row) for row in rows), Decimal(0))
    points = max(4 - math.ceil(abs(paid - initial) / (initial * Decimal("0.05"))), 0) if initial > 0 else 0
    return once((row["line_id"] for row in rows), 3 * approved + points)


@recounts("control.income_expense")
def income_expense(books: Books) -> Recount:
    rows = books.of_year("payments")
    classified = all(row["line_id"] is not None and row["economic_code"] is not None for row in rows)
    approved = all(row["approver_id"] is not None for row in rows)
    reviewed = all(
        row["reviewer_id"] is not None
        and row["maker_id"] is not None
        and row["reviewer_id"] != row["maker_id"]
        for row in rows
    )
    return once((row["payment_id"] for row in rows), 2 * classified + 2 * approved + 2 * reviewed)


@recounts("control.procurement")
def procurement(books: Books) -> Recount:
    rows = procurements(books)
    notices = ("notice_on", "award_notice_on", "single_source_notice_on")
    public = all(
        row["line_id"] is not None and any(row[name] is not None for name in notices) for row in rows
    )
    reasoned = all(row["method"] == "open" or row["method_basis"] for row in rows)
    return once((row["procurement_id"] for row in rows), 4 * public + 3 * reasoned)


@recounts("control.assets")
def assets(books: Books) -> Recount:
    rows = held_assets(books)
    counted = assets_found(books)
    found = all(row["asset_id"] in counted and row["state"] != "lost" for row in rows)
    carded = all(not_after(row["carded_on"], books.reckoned_on) for row in rows)
    return once((row["asset_id"] for row in rows), 4 * found + 2 * carded)


@recounts("control.construction")
def construction(books: Books) -> Recount:
    rows = books.own("projects")
    approved = all(
        row["started_on"] is None or not_after(row["approved_on"], row["started_on"]) for row in rows
    )

    def is_settled(row: Row) -> bool:
        if row["usable_on"] is None or books.by_now(row["final_account_on"]):
            return True
        in_force = books.as_at >= FINAL_ACCOUNT_FROM
        return in_force and (books.as_at - row["usable_on"]).days <= FINAL_ACCOUNT_DAYS

    settled = all(is_settled(row) for row in rows)
    within = all(row["paid"] <= row["estimate"] for row in rows)
    return once((row["project_id"] for row in rows), 2 * approved + 2 * settled + 4 * within)


@recounts("control.contracts")
def contracts(books: Books) -> Recount:
    rows = books.of_year("contracts")
    filed = all(books.by_now(row["filed_on"]) for row in rows)

    def paid(contract: Row) -> Decimal:
        mine = books.group("payments", "contract_id").get(contract["contract_id"], [])
        return sum((row["amount"] for row in mine), Decimal(0))

    within = all(paid(row) <= row["amount"] + (row["changed_amount"] or 0) for row in rows)
    return once((row["contract_id"] for row in rows), 3 * filed + 3 * within)
