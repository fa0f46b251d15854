"""Where departments fall behind, and the year's problems, counted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .books import Books
from .derived import person_years, required_talks
from .results import Recount, count, listed, numbered, recounts, share, total

BEHIND = Decimal("0.8")


@dataclass(frozen=True)
class Measured:
    """One row: whose it is and what it adds to the mean of its department and its unit."""

    key: str
    unit: Any
    year: int
    department: str | None
    value: Decimal


def behind(rows: Iterable[Measured], scale: int, words: str) -> Recount:
    """Rows of departments whose mean is below four fifths of the unit's; ``words`` tells the mean times ``scale``."""
    rows = list(rows)
    pairs = []
    for row in rows:
        unit = [each.value for each in rows if (each.unit, each.year) == (row.unit, row.year)]
        mine = [
            each.value
            for each in rows
            if (each.unit, each.year, each.department) == (row.unit, row.year, row.department)
        ]
        if row.department is not None and sum(mine) * len(unit) < BEHIND * sum(unit) * len(mine):
            shown = (sum(mine, Decimal(0)) * scale / len(mine)).quantize(Decimal("0.1"), ROUND_HALF_UP)
            text = str(shown.to_integral_value()) if shown == shown.to_integral_value() else str(shown)
            pairs.append((row.key, f"{row.department}（{words.format(text)}）"))
    return listed(pairs)


@recounts("shortcomings.study_behind")
def study_behind(books: Books) -> Recount:
    return behind(
        (
            Measured(
                row["person_year_id"], row["unit_id"], row["year"], row["department"], row["study_hours"]
            )
            for row in books.made(person_years)
        ),
        1,
        "人均{}学时",
    )


@recounts("shortcomings.talks_behind")
def talks_behind(books: Books) -> Recount:
    return behind(
        (
            Measured(
                row["requirement_id"],
                row["unit_id"],
                row["year"],
                books.find("people", row["interviewee_id"])["department"],
                Decimal(row["talks"] > 0),
            )
            for row in books.made(required_talks)
        ),
        100,
        "覆盖{}%",
    )


@recounts("shortcomings.duties_behind")
def duties_behind(books: Books) -> Recount:
    return behind(
        (
            Measured(
                row["duty_id"],
                books.find("people", row["holder_id"])["unit_id"],
                row["year"],
                books.find("people", row["holder_id"])["department"],
                Decimal(books.by_now(row["done_on"])),
            )
            for row in books.of_year("duties")
        ),
        100,
        "完成{}%",
    )


@recounts("shortcomings.duties_overdue")
def duties_overdue(books: Books) -> Recount:
    return count(
        row["duty_id"]
        for row in books.of_year("duties")
        if row["due_on"] < books.as_at and not books.by_now(row["done_on"])
    )


@recounts("shortcomings.problems")
def problems(books: Books) -> Recount:
    return count(row["problem_id"] for row in books.of_year("problems"))


@recounts("shortcomings.problems_amount")
def problems_amount(books: Books) -> Recount:
    return total((row["problem_id"], row["amount"]) for row in books.of_year("problems"))


@recounts("shortcomings.problem_units")
def problem_units(books: Books) -> Recount:
    rows = books.of_year("problems")

    def told(unit: str) -> str:
        return f"{books.find('units', unit)['name']}{sum(row['unit_id'] == unit for row in rows)}个"

    return listed((row["problem_id"], told(row["unit_id"])) for row in rows)


@recounts("shortcomings.problem_kinds")
def problem_kinds(books: Books) -> Recount:
    return numbered([(row["problem_id"], row["kind"]) for row in books.of_year("problems")], "个")


@recounts("shortcomings.overdue_rectification")
def overdue_rectification(books: Books) -> Recount:
    return count(
        row["problem_id"]
        for row in books.until_year("problems")
        if row["due_on"] < books.as_at and not books.by_now(row["done_on"])
    )


@recounts("shortcomings.repeated_problems")
def repeated_problems(books: Books) -> Recount:
    return listed(
        (row["problem_id"], row["kind"])
        for row in books.of_year("problems")
        if any(
            early["unit_id"] == row["unit_id"]
            and early["kind"] == row["kind"]
            and early["found_on"] < row["found_on"]
            for early in books.all("problems")
        )
    )


@recounts("shortcomings.mended_rate")
def mended_rate(books: Books) -> Recount:
    return share((row["problem_id"], books.by_now(row["verified_on"])) for row in books.of_year("problems"))
