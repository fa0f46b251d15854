"""Duties, organisation life, talks, risks, pledges and tasks, counted by hand."""

from __future__ import annotations

from collections.abc import Callable

from .books import Books, Row, not_after
from .branch_periods import branch_periods
from .derived import required_pledges, required_talks
from .results import Recount, add, count, count_distinct, key, numbered, recounts, share

Which = Callable[[Books, Row], bool]


def rows_of(name: str, column: str, which: Which) -> Callable[[Books], Recount]:
    """Rows of the year for which ``which`` holds."""
    return lambda books: count(row[column] for row in books.of_year(name) if which(books, row))


def done(books: Books, row: Row) -> bool:
    return books.by_now(row["done_on"])


def in_charge(row: Row) -> bool:
    return row["holder_kind"] in ("organisation", "chief", "deputy")


add("duties.planned", rows_of("duties", "duty_id", lambda books, row: True))
add("duties.done", rows_of("duties", "duty_id", done))
add("responsibility.items", rows_of("duties", "duty_id", lambda books, row: in_charge(row)))
add(
    "responsibility.items_on_time",
    rows_of(
        "duties",
        "duty_id",
        lambda books, row: in_charge(row) and done(books, row) and not_after(row["done_on"], row["due_on"]),
    ),
)


@recounts("duties.done_rate")
def done_rate(books: Books) -> Recount:
    return share((row["duty_id"], done(books, row)) for row in books.of_year("duties"))


@recounts("responsibility.items_on_time_rate")
def items_on_time_rate(books: Books) -> Recount:
    return share(
        (row["duty_id"], not_after(row["done_on"], row["due_on"]))
        for row in books.of_year("duties")
        if in_charge(row) and books.by_now(row["due_on"])
    )


def owed(kind: str, fulfilled: bool) -> Callable[[Books], Recount]:
    return lambda books: count(
        row["period_id"]
        for row in books.made(branch_periods)
        if row["kind"] == kind
        and (kind != "committee_meeting" or row["has_committee"])
        and (not fulfilled or row["fulfilled"])
    )


for kind in ("member_meeting", "committee_meeting", "group_meeting", "party_lecture", "theme_day"):
    add(f"organisation.{kind}s_due", owed(kind, fulfilled=False))
    add(f"organisation.{kind}s_held", owed(kind, fulfilled=True))


def graded(*grades: str) -> Callable[[Books], Recount]:
    return lambda books: count(
        key(row, "year", "person_id") for row in books.of_year("appraisals") if row["grade"] in grades
    )


add("organisation.appraised", graded("excellent", "qualified", "basic", "unqualified"))
for grade in ("excellent", "qualified", "basic", "unqualified"):
    add(f"organisation.appraised_{grade}", graded(grade))


def between(*roles: tuple[str, str]) -> Which:
    def which(books: Books, row: Row) -> bool:
        pair = tuple(
            books.find("people", row[column])["role"] for column in ("interviewer_id", "interviewee_id")
        )
        return pair in roles

    return which


add("organisation.talks", rows_of("talks", "talk_id", lambda books, row: True))
add("talks.chief_to_deputies", rows_of("talks", "talk_id", between(("chief", "deputy"))))
add("talks.deputies_to_heads", rows_of("talks", "talk_id", between(("deputy", "head"))))
add("talks.leaders", rows_of("talks", "talk_id", between(("chief", "deputy"), ("deputy", "head"))))
add("warnings.reminded", rows_of("talks", "talk_id", lambda books, row: row["kind"] == "reminder"))


@recounts("talks.staff_covered")
def staff_covered(books: Books) -> Recount:
    return count_distinct(
        (row["talk_id"], row["interviewee_id"])
        for row in books.of_year("talks")
        if books.find("people", row["interviewee_id"])["role"] == "staff"
    )


@recounts("talks.coverage_rate")
def coverage(books: Books) -> Recount:
    return share((row["requirement_id"], row["talks"] > 0) for row in books.made(required_talks))


add("talks.first_form", rows_of("actions", "action_id", lambda books, row: row["form"] == "1"))


@recounts("talks.first_form_measures")
def first_form_measures(books: Books) -> Recount:
    return numbered(
        [(row["action_id"], row["measure"]) for row in books.of_year("actions") if row["form"] == "1"], "人次"
    )


def assessed(*levels: str) -> Callable[[Books], Recount]:
    return lambda books: count(row["risk_id"] for row in books.own("risks") if row["level"] in levels)


add("risks.points", lambda books: count(row["risk_id"] for row in books.own("risks")))
for level in ("high", "medium", "low"):
    add(f"risks.{level}", assessed(level))

add(
    "responsibility.plans_with_clause",
    rows_of(
        "activities",
        "activity_id",
        lambda books, row: row["kind"] == "business_meeting" and row["integrity_clause"] is True,
    ),
)


def signed(kind: str) -> Which:
    return lambda books, row: row["kind"] == kind and books.by_now(row["signed_on"])


add("responsibility.letters_signed", rows_of("pledges", "pledge_id", signed("responsibility")))
add("responsibility.commitments_signed", rows_of("pledges", "pledge_id", signed("commitment")))


@recounts("responsibility.pledge_rate")
def pledge_rate(books: Books) -> Recount:
    return share(
        (row["requirement_id"], books.by_now(row["signed_on"])) for row in books.made(required_pledges)
    )


def deadline(row: Row) -> object:
    return row["due_on"] if row["extended_to"] is None else row["extended_to"]


def from_discipline(row: Row) -> bool:
    return "纪" in row["source"]


add("services.tasks", rows_of("tasks", "task_id", lambda books, row: True))
add(
    "services.tasks_on_time",
    rows_of(
        "tasks", "task_id", lambda books, row: done(books, row) and not_after(row["done_on"], deadline(row))
    ),
)
add("audit.discipline_requests", rows_of("tasks", "task_id", lambda books, row: from_discipline(row)))
add(
    "audit.discipline_requests_answered",
    rows_of("tasks", "task_id", lambda books, row: from_discipline(row) and done(books, row)),
)


@recounts("services.tasks_on_time_rate")
def tasks_on_time_rate(books: Books) -> Recount:
    return share(
        (row["task_id"], not_after(row["done_on"], deadline(row)))
        for row in books.of_year("tasks")
        if not_after(deadline(row), books.as_at)
    )
