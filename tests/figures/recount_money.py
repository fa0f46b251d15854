"""Budget, payments, the three public expenses and the monthly figures, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from .books import Books, Row
from .results import Recount, add, count, count_distinct, course, fraction, key, mean, recounts, total

THREE = ("year", "unit_id", "item")
MONTH = ("month", "unit_id", "side", "item")


@recounts("budget.adjusted")
def adjusted(books: Books) -> Recount:
    return total((row["line_id"], row["adjusted"]) for row in books.of_year("budget_lines"))


@recounts("budget.executed")
def executed(books: Books) -> Recount:
    return total(
        (row["payment_id"], row["amount"]) for row in books.of_year("payments") if row["line_id"] is not None
    )


def paid_on_line(books: Books, line: Row, month: int = 12, day: int = 31) -> Decimal:
    """What was paid on a line in the line's own year, up to that day."""
    return sum(
        (
            row["amount"]
            for row in books.group("payments", "line_id").get(line["line_id"], [])
            if row["paid_on"].year == line["year"]
            and (row["paid_on"].month, row["paid_on"].day) <= (month, day)
        ),
        Decimal(0),
    )


def execution(month: int, day: int) -> Callable[[Books], Recount]:
    """Paid on each of the year's lines up to that day, over what the line holds."""
    return lambda books: fraction(
        (row["line_id"], paid_on_line(books, row, month, day), row["adjusted"] + row["carried_in"])
        for row in books.of_year("budget_lines")
    )


add("budget.execution_rate", execution(12, 31))
add("budget.execution_june", execution(6, 30))
add("budget.execution_september", execution(9, 30))


@recounts("budget.key_projects")
def key_projects(books: Books) -> Recount:
    return count_distinct(
        (row["line_id"], row["project"])
        for row in books.of_year("budget_lines")
        if row["key_project"] is True
    )


@recounts("budget.key_projects_amount")
def key_projects_amount(books: Books) -> Recount:
    return total(
        (row["line_id"], row["adjusted"])
        for row in books.of_year("budget_lines")
        if row["key_project"] is True
    )


@recounts("budget.analyses_issued")
def analyses_issued(books: Books) -> Recount:
    return count(row["month"] for row in books.of_year("analyses") if books.by_now(row["issued_on"]))


def disclosed(column: str, item: str | None) -> Callable[[Books], Recount]:
    return lambda books: total(
        (key(row, *THREE), row[column])
        for row in books.of_year("three_public_years")
        if item in (None, row["item"])
    )


def change(item: str | None) -> Callable[[Books], Recount]:
    """This year less last year, where every item of every unit stands in both years; one row carries it."""

    def recount(books: Books) -> Recount:
        if books.year is None:
            return Recount(None, ())
        rows = [row for row in books.own("three_public_years") if item in (None, row["item"])]
        this = {(row["unit_id"], row["item"]): row for row in rows if row["year"] == books.year}
        last = {(row["unit_id"], row["item"]): row for row in rows if row["year"] == books.year - 1}
        keys = [key(row, *THREE) for row in (*this.values(), *last.values())]
        if not keys or this.keys() != last.keys():
            return Recount(None, tuple(keys))
        moved = sum((this[slot]["actual"] - last[slot]["actual"] for slot in this), Decimal(0))
        return mean([(keys[0], moved), *((each, None) for each in keys[1:])])

    return recount


for name, item in {
    "three_public": None, "overseas": "overseas", "vehicle_purchase": "vehicle_purchase",
    "vehicle_running": "vehicle_running", "reception": "reception",
}.items():  # fmt: skip
    add(f"spending.{name}_budget", disclosed("budget", item))
    add(f"spending.{name}_actual", disclosed("actual", item))
    add(f"spending.{name}_change", change(item))
add("spending.overseas_groups", disclosed("groups", "overseas"))
add("spending.overseas_people", disclosed("people", "overseas"))
add("spending.vehicles_bought", disclosed("vehicles", "vehicle_purchase"))
add("spending.vehicles_kept", disclosed("vehicles", "vehicle_running"))
add("spending.reception_batches", disclosed("groups", "reception"))
add("spending.reception_people", disclosed("people", "reception"))


@recounts("spending.three_public_trend")
def three_public_trend(books: Books) -> Recount:
    return course(
        (key(row, *THREE), row["year"], row["actual"]) for row in books.until_year("three_public_years")
    )


@recounts("spending.claims_judged")
def claims_judged(books: Books) -> Recount:
    return count(row["claim_id"] for row in books.of_year("claims"))


@recounts("spending.over_standard_amount")
def over_standard(books: Books) -> Recount:
    return total(
        (row["problem_id"], row["amount"])
        for row in books.of_year("problems")
        if row["source"] == "warning" and "超标准" in row["kind"]
    )


def latest(books: Books, side: str) -> list[Row]:
    """The rows of one side in each unit's latest month of the year that has come by the run's day."""
    now = f"{books.as_at.year}-{books.as_at.month:02}"
    rows = [row for row in books.of_year("revenue_months") if row["month"] <= now]
    last: dict[str, str] = {}
    for row in rows:
        last[row["unit_id"]] = max(last.get(row["unit_id"], ""), row["month"])
    return [row for row in rows if row["side"] == side and row["month"] == last[row["unit_id"]]]


def to_date(side: str) -> Callable[[Books], Recount]:
    return lambda books: total((key(row, *MONTH), row["ytd"]) for row in latest(books, side))


def growth(side: str) -> Callable[[Books], Recount]:
    return lambda books: fraction(
        (key(row, *MONTH), row["ytd"] - row["ytd_prior"], row["ytd_prior"]) for row in latest(books, side)
    )


def progress(side: str) -> Callable[[Books], Recount]:
    return lambda books: fraction(
        (key(row, *MONTH), row["ytd"], row["annual_budget"]) for row in latest(books, side)
    )


for side in ("revenue", "expenditure"):
    add(f"monthly.{side}", to_date(side))
    add(f"monthly.{side}_growth", growth(side))
    add(f"monthly.{side}_progress", progress(side))
