"""Inspections, problems from audits and warnings, assets, procurement and reviews, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from .books import Books, Row, not_after
from .results import Recount, add, count, count_distinct, fraction, recounts, share, total


@recounts("oversight.inspections_planned")
def inspections_planned(books: Books) -> Recount:
    return count(row["inspection_id"] for row in books.of_year("inspections"))


@recounts("oversight.inspections_done")
def inspections_done(books: Books) -> Recount:
    return count(row["inspection_id"] for row in books.of_year("inspections") if books.by_now(row["done_on"]))


def finished(books: Books, kind: str) -> list[Row]:
    """Inspections of a kind done in the year, whenever they were planned."""
    return [
        row
        for row in books.until_year("inspections")
        if row["kind"] == kind and books.in_year(row["done_on"]) and books.by_now(row["done_on"])
    ]


add(
    "audit.internal_audits",
    lambda books: count(row["inspection_id"] for row in finished(books, "internal_audit")),
)
add(
    "audit.fund_checks",
    lambda books: count(row["inspection_id"] for row in finished(books, "fund_allocation")),
)


def checked(column: str) -> Callable[[Books], Recount]:
    return lambda books: total(
        (row["inspection_id"], row[column]) for row in finished(books, "fund_allocation")
    )


add("audit.fund_check_items", checked("items"))
add("audit.fund_check_amount", checked("amount"))


def problems(which: Callable[[Books, Row], bool]) -> Callable[[Books], Recount]:
    return lambda books: count(row["problem_id"] for row in books.of_year("problems") if which(books, row))


def by_audit(row: Row) -> bool:
    return row["source"] in ("audit", "inspection")


def verified_by_another(books: Books, row: Row) -> bool:
    return books.by_now(row["verified_on"]) and row["verifier_id"] not in (None, row["holder_id"])


def by_warning(row: Row) -> bool:
    return bool(row["source"] == "warning")


add("audit.problems", problems(lambda books, row: by_audit(row)))
add("audit.problems_mended", problems(lambda books, row: by_audit(row) and verified_by_another(books, row)))
add("warnings.raised", problems(lambda books, row: by_warning(row)))
add("warnings.confirmed", problems(lambda books, row: by_warning(row) and row["state"] not in (None, "open")))
add("procurement.warnings", problems(lambda books, row: by_warning(row) and "采购" in row["kind"]))


def held_assets(books: Books) -> list[Row]:
    return [
        row
        for row in books.own("assets")
        if row["state"] != "disposed" and not_after(row["acquired_on"], books.reckoned_on)
    ]


@recounts("assets.value")
def asset_value(books: Books) -> Recount:
    return total((row["asset_id"], row["value"]) for row in held_assets(books))


def events(kind: str) -> Callable[[Books], Recount]:
    return lambda books: count(
        row["event_id"] for row in books.of_year("asset_events") if row["kind"] == kind
    )


add("assets.leases", events("lease"))
add("assets.disposals", events("dispose"))


@recounts("assets.counted")
def assets_counted(books: Books) -> Recount:
    return count_distinct(
        (row["event_id"], row["asset_id"]) for row in books.of_year("asset_events") if row["kind"] == "count"
    )


def assets_found(books: Books) -> set[str]:
    """Assets counted in the year, whosever they are."""
    return {
        row["asset_id"]
        for row in books.all("asset_events")
        if row["kind"] == "count" and books.in_year(row["on"])
    }


@recounts("assets.match_rate")
def match_rate(books: Books) -> Recount:
    counted = assets_found(books)
    held = held_assets(books)
    active = {row["unit_id"] for row in held if row["asset_id"] in counted}
    return share(
        (
            row["asset_id"],
            row["asset_id"] in counted and row["state"] != "lost" if row["unit_id"] in active else None,
        )
        for row in held
    )


def procurements(books: Books) -> list[Row]:
    return [row for row in books.of_year("procurements") if row["status"] != "cancelled"]


add("procurement.number", lambda books: count(row["procurement_id"] for row in procurements(books)))
add(
    "procurement.amount",
    lambda books: total((row["procurement_id"], row["budget"]) for row in procurements(books)),
)
add(
    "procurement.single_source",
    lambda books: count(
        row["procurement_id"] for row in procurements(books) if row["method"] == "single_source"
    ),
)


@recounts("procurement.open_rate")
def open_rate(books: Books) -> Recount:
    def tendered(row: Row) -> Decimal | None:
        if row["method"] is None:
            return None
        return row["budget"] if row["method"] == "open" else Decimal(0)

    return fraction((row["procurement_id"], tendered(row), row["budget"]) for row in procurements(books))


@recounts("procurement.saving_rate")
def saving_rate(books: Books) -> Recount:
    triples = []
    for row in books.of_year("procurements"):
        amounts = [
            award["amount"]
            for award in books.all("awards")
            if award["procurement_id"] == row["procurement_id"] and award["status"] == "active"
        ]
        if row["status"] == "complete" and amounts:
            known = row["budget"] is not None and None not in amounts
            saved = row["budget"] - sum(amounts) if known else None
            triples.append((row["procurement_id"], saved, row["budget"]))
    return fraction(triples)


@recounts("reviews.number")
def reviews(books: Books) -> Recount:
    return count(row["review_id"] for row in books.of_year("reviews"))


def reviewed(books: Books) -> list[Row]:
    return [
        row
        for row in books.of_year("reviews")
        if books.by_now(row["reviewed_on"]) and row["reviewed"] is not None
    ]


add("reviews.submitted", lambda books: total((row["review_id"], row["submitted"]) for row in reviewed(books)))
add("reviews.reviewed", lambda books: total((row["review_id"], row["reviewed"]) for row in reviewed(books)))
add(
    "reviews.cut",
    lambda books: total((row["review_id"], row["submitted"] - row["reviewed"]) for row in reviewed(books)),
)
add(
    "reviews.cut_rate",
    lambda books: fraction(
        (row["review_id"], row["submitted"] - row["reviewed"], row["submitted"]) for row in reviewed(books)
    ),
)


@recounts("reviews.overdue")
def reviews_overdue(books: Books) -> Recount:
    def late(row: Row) -> bool:
        passed = row["due_on"] < books.as_at
        return passed and (row["reviewed_on"] is None or row["reviewed_on"] > row["due_on"])

    return count(row["review_id"] for row in books.of_year("reviews") if late(row))
