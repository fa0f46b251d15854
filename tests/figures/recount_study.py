"""Documents, study, education and regulations, counted by hand."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

from .books import Books, Row, not_after
from .derived import festivals, person_years
from .results import (
    Recount,
    add,
    count,
    count_distinct,
    fraction,
    key,
    listed,
    mean,
    numbered,
    recounts,
    share,
)

TOPICS = ("学史明理", "学史增信", "学史崇德", "学史力行")
HOURS_FROM, HOURS_TO = 2019, 2028


def plain(title: str) -> str:
    """A title without its title marks; those of a title inside it become single ones."""
    if title.startswith("《") and title.endswith("》") and "《" not in title[1:]:
        title = title[1:-1]
    return title.translate({ord("《"): "〈", ord("》"): "〉"})


def held(*kinds: str, subkind: str | None = None) -> Callable[[Books], Recount]:
    """Activities of the year of those kinds (any, when none is named), and of that form."""
    return lambda books: count(
        row["activity_id"]
        for row in books.of_year("activities")
        if (not kinds or row["kind"] in kinds) and (subkind is None or row["subkind"] == subkind)
    )


add("study.sessions", held("study"))
add("study.four_histories", held("four_histories"))
add("duties.platform_items", held(subkind="online"))
add("education.sessions", held("study", "discussion"))
add("education.lectures", held("theory_lecture", "party_lecture"))
add("education.warning_activities", held("warning_education"))
add("education.films", held("warning_education", subkind="film"))
add("education.base_visits", held("warning_education", subkind="base_visit"))
add("education.culture_activities", held("culture"))
add("organisation.org_life_meetings", held("org_life_meeting"))
add("responsibility.business_plans", held("business_meeting"))
add("responsibility.integrity_meetings", held("integrity_meeting"))


def attended(which: Callable[[Row], bool], *statuses: str) -> Callable[[Books], Recount]:
    return lambda books: count(
        key(row, "activity_id", "person_id")
        for row in books.of_year("attendance")
        if row["status"] in statuses and which(books.find("activities", row["activity_id"]))
    )


add("duties.platform_reads", attended(lambda activity: activity["subkind"] == "online", "present", "made_up"))
add(
    "education.session_attendances",
    attended(lambda activity: activity["kind"] in ("study", "discussion"), "present"),
)
add(
    "education.warning_attendances",
    attended(lambda activity: activity["kind"] == "warning_education", "present"),
)


def first_conveyed(books: Books, document: Row) -> datetime.date | None:
    """The day an activity, of whichever unit, first conveyed a document by the run's day."""
    return min(
        (
            row["held_on"]
            for row in books.group("activities", "document_id").get(document["document_id"], [])
            if books.by_now(row["held_on"])
        ),
        default=None,
    )


@recounts("study.documents_received")
def received(books: Books) -> Recount:
    return count(row["document_id"] for row in books.of_year("documents"))


@recounts("study.documents_conveyed")
def conveyed(books: Books) -> Recount:
    return count(
        row["document_id"] for row in books.of_year("documents") if first_conveyed(books, row) is not None
    )


@recounts("study.documents_on_time")
def conveyed_on_time(books: Books) -> Recount:
    def in_time(row: Row) -> bool:
        first = first_conveyed(books, row)
        return first is not None and (row["convey_due_on"] is None or first <= row["convey_due_on"])

    return count(row["document_id"] for row in books.of_year("documents") if in_time(row))


@recounts("study.documents_on_time_rate")
def conveyed_on_time_rate(books: Books) -> Recount:
    return share(
        (row["document_id"], not_after(first_conveyed(books, row), row["convey_due_on"]))
        for row in books.of_year("documents")
        if books.by_now(row["convey_due_on"])
    )


@recounts("education.circulars_received")
def circulars(books: Books) -> Recount:
    return count(
        row["document_id"]
        for row in books.of_year("documents")
        if row["kind"] in ("circular", "case_bulletin")
    )


@recounts("education.circulars_conveyed")
def circulars_conveyed(books: Books) -> Recount:
    return listed(
        (row["document_id"], plain(row["title"]))
        for row in books.of_year("documents")
        if row["kind"] in ("circular", "case_bulletin") and first_conveyed(books, row) is not None
    )


@recounts("education.regulations_studied")
def regulations_studied(books: Books) -> Recount:
    studied = {row["document_id"] for row in books.all("activities") if books.in_year(row["held_on"])}
    return listed(
        (row["document_id"], plain(row["title"]))
        for row in books.all("documents")
        if row["kind"] == "regulation" and row["document_id"] in studied
    )


def topics(activity: Row) -> set[str]:
    words = f"{activity['title'] or ''} {activity['subkind'] or ''}"
    return {topic for topic in TOPICS if topic in words}


@recounts("study.four_histories_topics")
def four_histories_topics(books: Books) -> Recount:
    return numbered(
        [
            (row["activity_id"], topic)
            for row in books.of_year("activities")
            if row["kind"] == "four_histories"
            for topic in topics(row)
        ],
        "次",
    )


@recounts("study.four_histories_missing")
def four_histories_missing(books: Books) -> Recount:
    covered: dict[str, set[str]] = {}
    for row in books.of_year("activities"):
        if row["kind"] == "four_histories":
            covered.setdefault(row["unit_id"], set()).update(topics(row))
    return listed(
        (unit, "、".join(topic for topic in TOPICS if topic not in named))
        for unit, named in covered.items()
        if len(named) < len(TOPICS)
    )


@recounts("education.essays")
def essays(books: Books) -> Recount:
    return count(row["essay_id"] for row in books.of_year("essays") if row["accepted"] is True)


@recounts("education.essay_authors")
def essay_authors(books: Books) -> Recount:
    return count_distinct(
        (row["essay_id"], row["person_id"]) for row in books.of_year("essays") if row["accepted"] is True
    )


@recounts("education.honours")
def honours(books: Books) -> Recount:
    whose = {True: "集体", False: "个人", None: ""}
    return listed(
        (row["honour_id"], row["title"] + whose[row["collective"]] + (row["rank"] or ""))
        for row in books.of_year("honours")
    )


def members(books: Books) -> list[Row]:
    return [row for row in books.made(person_years) if row["party"] in ("member", "probationary")]


def reached(row: Row) -> bool | None:
    """Whether a member reached the hours; not to be told for a year without a standard."""
    if not HOURS_FROM <= row["year"] <= HOURS_TO:
        return None
    return bool(row["study_hours"] >= Decimal(32 if row["branch_post"] is None else 56))


@recounts("education.study_hours_average")
def study_hours(books: Books) -> Recount:
    return mean((row["person_year_id"], row["study_hours"]) for row in members(books))


@recounts("education.members_reaching_hours")
def reaching_hours(books: Books) -> Recount:
    return count(row["person_year_id"] for row in members(books) if reached(row))


@recounts("education.members_reaching_hours_rate")
def reaching_hours_rate(books: Books) -> Recount:
    return share((row["person_year_id"], reached(row)) for row in members(books))


@recounts("education.festivals")
def festivals_of_year(books: Books) -> Recount:
    return count(row["festival_id"] for row in books.made(festivals))


@recounts("education.holiday_reminders")
def festivals_reminded(books: Books) -> Recount:
    return count(row["festival_id"] for row in books.made(festivals) if row["reminded"])


def acts(action: str) -> Callable[[Books], Recount]:
    return lambda books: listed(
        (row["regulation_id"], plain(row["title"]))
        for row in books.of_year("regulations")
        if row["action"] == action
    )


for act in ("issued", "revised", "compiled"):
    add(f"regulations.{act}", acts(act))


@recounts("regulations.acknowledged_rate")
def acknowledged(books: Books) -> Recount:
    return fraction(
        (row["regulation_id"], row["acknowledged"], row["recipients"])
        for row in books.of_year("regulations")
        if row["action"] in ("issued", "revised")
    )
