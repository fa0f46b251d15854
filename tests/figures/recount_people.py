"""People, officers, leaders and actions, counted by hand."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from .books import Books, Row, not_after
from .results import Recount, add, count, count_distinct, key, recounts

LEADERS = ("chief", "deputy", "head")
MEMBERS = ("member", "probationary")
ROTATION_YEARS = 5
"""The bureau's own term of a key post, where none is set for the holder."""


def in_post(which: Callable[[Row], bool]) -> Callable[[Books], Recount]:
    return lambda books: count(
        row["person_id"] for row in books.own("people") if books.in_post(row) and which(row)
    )


add("people.staff", in_post(lambda row: True))
add("people.members", in_post(lambda row: row["party"] in MEMBERS))
add("officers.number", in_post(lambda row: row["officer"] in ("inspector", "liaison")))
add("leaders.key_few", in_post(lambda row: row["role"] in LEADERS))


@recounts("people.branches")
def branches(books: Books) -> Recount:
    return count_distinct(
        (row["person_id"], (row["unit_id"], row["branch"]))
        for row in books.own("people")
        if books.in_post(row) and row["party"] in MEMBERS and row["branch"] is not None
    )


def logged(which: Callable[[Row], bool]) -> Callable[[Books], Recount]:
    return lambda books: count(row["log_id"] for row in books.of_year("officer_logs") if which(row))


add("officers.logs", logged(lambda row: True))
add("officers.meetings_attended", logged(lambda row: row["form"] == "attend"))
add("officers.advice", logged(lambda row: row["advice"] is True))
add("officers.advice_adopted", logged(lambda row: row["advice"] is True and row["adopted"] is True))


def left_before(books: Books, post: Row, day: datetime.date) -> bool:
    left = books.find("people", post["person_id"])["left_on"]
    return left is not None and left < day


def moved_on(books: Books, post: Row) -> datetime.date:
    """The day the holder took a key post in another area, which shows that this one was given up."""
    later = (
        other["since_on"]
        for other in books.all("key_posts")
        if other["person_id"] == post["person_id"]
        and other["area"] != post["area"]
        and other["since_on"] > post["since_on"]
    )
    return min(later, default=datetime.date.max)


@recounts("leaders.key_posts")
def key_posts(books: Books) -> Recount:
    day = books.reckoned_on
    return count(
        row["post_id"]
        for row in books.own("key_posts")
        if row["since_on"] <= day < moved_on(books, row) and not left_before(books, row, day)
    )


def rotation_due_on(post: Row) -> datetime.date:
    """The day set, else the same day so many years after taking the post; 29 February ends on the 28th."""
    since, due = post["since_on"], post["rotation_due_on"]
    if due is not None:
        return due
    day = 28 if (since.month, since.day) == (2, 29) else since.day
    return since.replace(year=since.year + ROTATION_YEARS, day=day)


@recounts("leaders.rotations_due")
def rotations_due(books: Books) -> Recount:
    starts_on = books.as_at if books.year is None else datetime.date(books.year, 1, 1)
    return count(
        row["post_id"]
        for row in books.own("key_posts")
        if row["since_on"] < rotation_due_on(row) <= books.year_end
        and not left_before(books, row, starts_on)
        and moved_on(books, row) >= starts_on
    )


@recounts("leaders.rotations_done")
def rotations_done(books: Books) -> Recount:
    def unit(row: Row) -> object:
        return books.find("people", row["person_id"])["unit_id"]

    def taken_over(row: Row) -> bool:
        return any(
            early["area"] == row["area"]
            and unit(early) == unit(row)
            and early["since_on"] < row["since_on"]
            and early["person_id"] != row["person_id"]
            for early in books.all("key_posts")
        )

    return count(
        row["post_id"]
        for row in books.own("key_posts")
        if books.in_year(row["since_on"]) and books.by_now(row["since_on"]) and taken_over(row)
    )


def reports(on_time: bool) -> Callable[[Books], Recount]:
    return lambda books: count(
        row["duty_id"]
        for row in books.of_year("duties")
        if row["source"] == "定期报告"
        and (not on_time or (not_after(row["done_on"], row["due_on"]) and books.by_now(row["done_on"])))
    )


add("leaders.reports_due", reports(on_time=False))
add("leaders.reports_on_time", reports(on_time=True))


def declared(which: Callable[[Books, Row], bool]) -> Callable[[Books], Recount]:
    return lambda books: count(
        row["declaration_id"] for row in books.of_year("declarations") if which(books, row)
    )


def is_leader_matter(books: Books, row: Row) -> bool:
    return books.find("people", row["person_id"])["role"] in ("chief", "deputy") and row["kind"] in (
        "annual_matters",
        "event",
        "family_event",
    )


def filed_in_time(books: Books, row: Row) -> bool:
    return not_after(row["filed_on"], row["due_on"]) and books.by_now(row["filed_on"])


add("leaders.declarations_due", declared(lambda books, row: True))
add("leaders.declarations_on_time", declared(filed_in_time))
add("leaders.declarations_checked", declared(lambda books, row: row["checked"] is True))
add("organisation.leader_matters_due", declared(is_leader_matter))
add(
    "organisation.leader_matters_on_time",
    declared(lambda books, row: is_leader_matter(books, row) and filed_in_time(books, row)),
)


@recounts("discipline.people")
def dealt_with(books: Books) -> Recount:
    return count_distinct((key(row, "action_id"), row["person_id"]) for row in books.of_year("actions"))


def gravest(form: str) -> Callable[[Books], Recount]:
    def recount(books: Books) -> Recount:
        actions = [row for row in books.of_year("actions") if row["form"] is not None]
        highest: dict[str, str] = {}
        for row in actions:
            highest[row["person_id"]] = max(highest.get(row["person_id"], "0"), row["form"])
        return count_distinct(
            (row["action_id"], row["person_id"])
            for row in actions
            if row["form"] == form and highest[row["person_id"]] == form
        )

    return recount


for number, name in enumerate(("first", "second", "third", "fourth"), start=1):
    add(f"discipline.{name}_form", gravest(str(number)))
