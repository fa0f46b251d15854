"""Weekly meetings, enterprises, service cases, complaints, surveys and plans, counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from .books import BEIJING, Books, Row, beijing_day
from .derived import calendar, weeks
from .results import Recount, add, count, count_distinct, key, listed, mean, recounts, share, total


def meeting_weeks(held: bool) -> Callable[[Books], Recount]:
    return lambda books: count(
        row["week_id"] for row in books.made(weeks) if row["friday_worked"] and (not held or row["held"])
    )


add("style.weekly_meetings_due", meeting_weeks(held=False))
add("style.weekly_meetings_held", meeting_weeks(held=True))


@recounts("style.weekly_attendance_rate")
def weekly_attendance(books: Books) -> Recount:
    return share(
        (key(row, "activity_id", "person_id"), row["status"] == "present")
        for row in books.of_year("attendance")
        if books.find("activities", row["activity_id"])["kind"] == "weekly_meeting"
    )


@recounts("style.leader_lectures")
def leader_lectures(books: Books) -> Recount:
    leaders = [row for row in books.all("people") if row["role"] in ("chief", "deputy")]
    ids, names = {row["person_id"] for row in leaders}, {row["name"] for row in leaders}
    return count(
        row["activity_id"]
        for row in books.of_year("activities")
        if row["kind"] in ("study", "discussion", "weekly_meeting", "party_lecture", "theory_lecture")
        and (row["host_id"] in ids or row["lecturer"] in names)
    )


def enterprise(row: Row) -> str:
    return str(row["uscc"] or row["enterprise"])


@recounts("services.enterprises_served")
def enterprises(books: Books) -> Recount:
    return count_distinct(
        (row["request_id"], enterprise(row)) for row in books.of_year("enterprise_requests")
    )


def financing(column: str) -> Callable[[Books], Recount]:
    return lambda books: total(
        (row["request_id"], row[column])
        for row in books.of_year("enterprise_requests")
        if row["kind"] == "financing"
    )


add("services.financing_asked", financing("asked"))
add("services.financing_obtained", financing("obtained"))


def rewards(books: Books) -> Iterator[Row]:
    """Rewards paid in the year by the run's day, whenever they were asked for."""
    for row in books.until_year("enterprise_requests"):
        if row["kind"] == "reward" and books.in_year(row["done_on"]) and books.by_now(row["done_on"]):
            yield row


@recounts("services.reward_firms")
def reward_firms(books: Books) -> Recount:
    return count_distinct((row["request_id"], enterprise(row)) for row in rewards(books))


@recounts("services.reward_amount")
def reward_amount(books: Books) -> Recount:
    return total((row["request_id"], row["obtained"]) for row in rewards(books))


@recounts("services.reward_days")
def reward_days(books: Books) -> Recount:
    return mean((row["request_id"], (row["done_on"] - row["received_on"]).days) for row in rewards(books))


@recounts("services.rewards_without_application")
def rewards_without_application(books: Books) -> Recount:
    return count(row["request_id"] for row in rewards(books) if row["no_application"] is True)


def finished(books: Books) -> Iterator[Row]:
    """Cases finished in the year by the run's day, whenever they were received."""
    for row in books.until_year("service_cases"):
        day = beijing_day(row["done_at"])
        if books.in_year(day) and books.by_now(day):
            yield row


def days_taken(row: Row) -> Decimal:
    seconds = (row["done_at"] - row["received_at"]).total_seconds()
    return (Decimal(seconds) / 86400).quantize(Decimal("0.000001"))


def in_promised_time(row: Row) -> bool | None:
    received, done = (
        calendar().get(row[name].astimezone(BEIJING).date()) for name in ("received_at", "done_at")
    )
    if received is None or done is None:
        return None
    return bool(done["workday_no"] - received["workday_no"] <= row["promised_days"])


@recounts("services.approval_items")
def approval_items(books: Books) -> Recount:
    return count_distinct((row["case_id"], row["item"]) for row in books.of_year("service_cases"))


@recounts("services.approval_cases")
def approval_cases(books: Books) -> Recount:
    return count(row["case_id"] for row in finished(books))


@recounts("services.approval_days")
def approval_days(books: Books) -> Recount:
    return mean((row["case_id"], days_taken(row)) for row in finished(books))


@recounts("services.approval_on_time_rate")
def approval_on_time(books: Books) -> Recount:
    return share((row["case_id"], in_promised_time(row)) for row in finished(books))


@recounts("complaints.received")
def complaints(books: Books) -> Recount:
    return count(row["complaint_id"] for row in books.of_year("complaints"))


@recounts("complaints.closed")
def complaints_closed(books: Books) -> Recount:
    return count(row["complaint_id"] for row in books.of_year("complaints") if books.by_now(row["closed_on"]))


@recounts("complaints.returned")
def complaints_returned(books: Books) -> Recount:
    return total(
        (row["complaint_id"], row["amount"])
        for row in books.of_year("complaints")
        if books.by_now(row["closed_on"]) and row["upheld"] is True
    )


@recounts("plans.satisfaction_rate")
def satisfaction(books: Books) -> Recount:
    return share(
        (row["response_id"], None if row["score"] is None else row["score"] >= 4)
        for row in books.of_year("surveys")
    )


@recounts("plans.satisfaction_sample")
def satisfaction_sample(books: Books) -> Recount:
    return count(row["response_id"] for row in books.of_year("surveys"))


@recounts("plans.items")
def plans(books: Books) -> Recount:
    return listed(
        (row["plan_id"], row["title"] if row["target"] is None else f"{row['title']}，{row['target']}")
        for row in books.own("plans")
        if books.year is not None and row["year"] == books.year + 1
    )
