"""Values of the standards that anyone can look up, on the days they change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

Row = dict[str, str]
Table = Callable[[str], list[Row]]
InForce = Callable[..., list[Row]]


def value(rows: list[Row], column: str) -> Decimal:
    """The value of the one row there is."""
    (row,) = rows
    return Decimal(row[column])


@pytest.mark.parametrize(
    ("name", "column", "wanted", "day", "expected"),
    [
        ("travel_allowances", "amount", {"province": "*", "allowance": "meal"}, "2021-05-01", "100"),
        ("travel_allowances", "amount", {"province": "西藏", "allowance": "meal"}, "2021-05-01", "120"),
        ("travel_allowances", "amount", {"province": "新疆", "allowance": "local"}, "2021-05-01", "80"),
        ("host_meal_shares", "share", {"meal": "dinner"}, "2021-05-01", "0.4"),
        ("host_meal_shares", "share", {"meal": "car_half_day"}, "2019-08-01", "0.5"),
        ("meeting_caps", "total", {"class": "2"}, "2016-07-01", "650"),
        ("training_caps", "total", {"class": "3"}, "2017-01-01", "550"),
        ("lecture_fees", "fee", {"lecturer_title": "academician"}, "2021-05-01", "1500"),
        ("study_hours", "hours", {"audience": "branch_officer"}, "2021-05-01", "56"),
        ("budget_progress", "share", {"month_day": "09-30"}, "2021-09-30", "0.75"),
        ("vehicle_caps", "price_cap", {"kind": "confidential"}, "2018-01-01", "120000"),
        ("vehicle_caps", "engine_cap", {"kind": "emergency"}, "2018-01-01", "1.8"),
        ("decision_quorums", "share", {"category": "personnel"}, "2021-05-01", "0.666666"),
        ("limits", "value", {"limit_id": "supplement_share"}, "2021-05-01", "0.1"),
        ("limits", "value", {"limit_id": "panel_min"}, "2021-05-01", "3"),
    ],
)
def test_known_values(
    in_force: InForce, name: str, column: str, wanted: dict[str, str], day: str, expected: str
) -> None:
    assert value(in_force(name, day, **wanted), column) == Decimal(expected)


@pytest.mark.parametrize(
    ("rank", "transport", "seat", "allowed"),
    [
        ("minister", "rail", "business", 1),
        ("bureau", "rail", "business", 0),
        ("bureau", "rail", "first", 1),
        ("section", "rail", "first", 0),
        ("section", "rail", "soft", 0),
        ("staff", "rail", "second", 1),
        ("minister", "air", "first", 1),
        ("bureau", "air", "business", 0),
        ("staff", "air", "economy", 1),
        ("bureau", "ship", "second", 1),
        ("staff", "ship", "second", 0),
    ],
)
def test_seats_by_rank(in_force: InForce, rank: str, transport: str, seat: str, allowed: int) -> None:
    rows = in_force("transport_classes", "2021-05-01", rank=rank, transport=transport, seat_class=seat)
    assert value(rows, "allowed") == allowed


@pytest.mark.parametrize(
    ("day", "allowed"), [("2013-12-08", 1), ("2025-05-17", 1), ("2025-05-18", 0), ("2025-05-19", 0)]
)
def test_alcohol_ends_on_the_day_the_revised_rules_were_published(
    in_force: InForce, day: str, allowed: int
) -> None:
    assert value(in_force("reception_bans", day, item="alcohol"), "allowed") == allowed


def test_the_car_of_a_host_is_paid_for_only_since_august_2019(in_force: InForce) -> None:
    assert in_force("host_meal_shares", "2019-07-31", meal="car_half_day") == []
    assert len(in_force("host_meal_shares", "2019-07-31", meal="lunch")) == 1


@pytest.mark.parametrize(
    ("level", "day", "amount"),
    [
        ("central", "2016-12-31", 1_200_000),
        ("central", "2017-01-01", 2_000_000),
        ("city", "2020-01-01", 2_000_000),
    ],
)
def test_goods_are_tendered_openly_from_the_amount_of_the_day(
    in_force: InForce, level: str, day: str, amount: int
) -> None:
    found = value(
        in_force("procurement_thresholds", day, level=level, kind="goods", threshold="open_tender"), "amount"
    )
    assert found == amount


def test_works_are_tendered_from_four_million_since_june_2018(in_force: InForce) -> None:
    wanted = {"level": "city", "kind": "works", "threshold": "open_tender"}
    assert value(in_force("procurement_thresholds", "2018-05-31", **wanted), "amount") == 2_000_000
    assert value(in_force("procurement_thresholds", "2018-06-01", **wanted), "amount") == 4_000_000


@pytest.mark.parametrize(
    ("deadline", "days", "kind", "bound"),
    [
        ("tender_period", "20", "calendar", "at_least"),
        ("intention", "30", "calendar", "at_least"),
        ("award_notice", "2", "working", "at_most"),
        ("contract_signed", "30", "calendar", "at_most"),
        ("contract_published", "2", "working", "at_most"),
        ("contract_filed", "7", "working", "at_most"),
        ("single_source_notice", "5", "working", "at_least"),
    ],
)
def test_procurement_deadlines_are_those_of_the_law(
    in_force: InForce, deadline: str, days: str, kind: str, bound: str
) -> None:
    (row,) = in_force("procurement_deadlines", "2021-05-01", deadline=deadline)
    assert (row["days"], row["day_kind"], row["bound"]) == (days, kind, bound)
    assert row["direction"] == ("max" if bound == "at_least" else "min")


def test_meals_and_cost_items_add_up(in_force: InForce, table: Table) -> None:
    for row in table("meeting_caps"):
        assert int(row["total"]) == sum(int(row[item]) for item in ("lodging", "food", "other"))
    for row in table("training_caps"):
        assert int(row["total"]) == sum(int(row[item]) for item in ("lodging", "food", "venue", "other"))
    (year_2021,) = {
        sum(
            Decimal(row["share"])
            for row in in_force("host_meal_shares", "2021-05-01")
            if row["meal"] != "car_half_day"
        )
    }
    assert year_2021 == 1


def test_sixteen_categories_are_paid_by_official_card(table: Table) -> None:
    by_card = {row["name"] for row in table("economic_codes") if row["official_card"] == "1"}
    assert len(by_card) == 17  # water and electricity are one category in the list
    assert {"差旅费", "会议费", "公务接待费", "公务用车运行维护费", "其他交通费用", "水费", "电费"} <= by_card


def test_three_public_items_and_other_codes_are_marked(table: Table) -> None:
    item = {row["code"]: row["three_public_item"] for row in table("economic_codes")}
    marked = {code: found for code, found in item.items() if found != "none"}
    assert marked == {
        "30212": "overseas",
        "30217": "reception",
        "30231": "vehicle_running",
        "30913": "vehicle_purchase",
        "31013": "vehicle_purchase",
    }
    assert all((row["other"] == "1") == row["code"].endswith("99") for row in table("economic_codes"))


def test_incompatible_steps_stand_in_both_orders(table: Table) -> None:
    pairs = {(row["process"], row["step"], row["other_step"]) for row in table("incompatible_steps")}
    assert all((process, other, step) in pairs and step != other for process, step, other in pairs)
    assert ("expense", "pay", "record") in pairs
    assert ("asset", "custody", "record") in pairs


@pytest.mark.parametrize("count", [3, 6, 9, 30, 300, 2999])
def test_rounded_thirds_never_accuse_and_never_excuse(in_force: InForce, count: int) -> None:
    cap = value(in_force("limits", "2021-05-01", limit_id="excellent_share"), "value")
    floor = value(in_force("limits", "2021-05-01", limit_id="panel_expert_share"), "value")
    assert int(cap * count) == count // 3
    enough = -(-2 * count // 3)
    assert enough >= floor * count
    assert enough - 1 < floor * count


def test_no_limit_repeats_a_deadline_of_procurement(table: Table) -> None:
    limits = {row["limit_id"] for row in table("limits")}
    assert not limits & {row["deadline"] for row in table("procurement_deadlines")}
