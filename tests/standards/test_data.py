"""The standards' dated rows: sound as data, and right on values anyone can look up. Read with plain readers."""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

import lianheng.standards

DATA = Path(lianheng.standards.__file__).parent / "data"
NAMES = sorted(path.stem for path in DATA.glob("*.yaml"))
COMMON = ["layer", "place", "document", "article", "valid_from", "valid_to", "mark", "source"]
OPEN = datetime.date.max

Row = dict[str, str]


@cache
def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def key(name: str) -> list[str]:
    return [column for column in schema(name)["primaryKey"] if column not in COMMON]


def span(row: Row) -> tuple[datetime.date, datetime.date]:
    first = datetime.date.fromisoformat(row["valid_from"])
    return first, datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else OPEN


def in_force(name: str, day: str, **wanted: str) -> list[Row]:
    on = datetime.date.fromisoformat(day)
    return [
        row
        for row in table(name)
        if span(row)[0] <= on <= span(row)[1]
        and all(row[column] == value for column, value in wanted.items())
    ]


def value(name: str, column: str, day: str, **wanted: str) -> Decimal:
    (row,) = in_force(name, day, **wanted)
    return Decimal(row[column])


def lodging_cap(province: str, city: str, rank: str, day: str) -> Decimal:
    """The cap as a rule finds it: the city's own row or the rest of the province, in season or the whole year."""
    rows = in_force("lodging_caps", day, province=province, city=city, rank=rank)
    rows = rows or in_force("lodging_caps", day, province=province, city="*", rank=rank)
    seasonal = [row for row in rows if row["season_from"] and in_season(row, day[5:])]
    (row,) = seasonal or [row for row in rows if not row["season_from"]]
    return Decimal(row["cap"])


def in_season(row: Row, day: str) -> bool:
    first, last = row["season_from"], row["season_to"]
    return first <= day <= last if first <= last else day >= first or day <= last


def month_days(row: Row) -> Iterator[str]:
    leap_year = (datetime.date(2020, 1, 1) + datetime.timedelta(n) for n in range(366))
    return (day for date in leap_year if in_season(row, day := f"{date:%m-%d}"))


# The files themselves


def test_every_schema_has_its_rows_and_every_table_its_schema() -> None:
    assert {path.stem for path in DATA.glob("*.csv")} - {"calendar_notices", "calendar_corrections"} == set(
        NAMES
    )
    assert all(table(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_the_schema_and_end_with_the_common_ones(name: str) -> None:
    fields = [field["name"] for field in schema(name)["fields"]]
    assert list(table(name)[0]) == fields
    assert fields[-len(COMMON) :] == COMMON
    assert {*key(name), *schema(name)["stricter"], *COMMON} == set(fields)
    assert set(schema(name)["stricter"].values()) <= {"min", "max", "any"}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_of_its_type_and_among_its_values(name: str) -> None:
    readers = {"integer": int, "number": Decimal, "date": datetime.date.fromisoformat, "string": str}
    for field in schema(name)["fields"]:
        limits = field.get("constraints", {})
        for cell in {row[field["name"]] for row in table(name)}:
            assert cell == cell.strip()
            if cell == "":
                assert not limits.get("required") or field["name"] in key(name), field["name"]
                continue
            read = readers[field["type"]](cell)
            assert "enum" not in limits or cell in limits["enum"], cell
            assert "pattern" not in limits or re.fullmatch(limits["pattern"], cell), cell
            assert read >= limits.get("minimum", read), cell
            assert read <= limits.get("maximum", read), cell


@pytest.mark.parametrize("name", NAMES)
def test_labels_and_titles_exist_in_chinese_and_columns_in_both_languages(name: str) -> None:
    for described in [schema(name), *schema(name)["fields"]]:
        assert re.search("[一-鿿]", described["title"]), described["name"]
        assert described["title_en"].isascii(), described["name"]
        assert described["description"], described["name"]
        assert described["description_en"], described["name"]
    for field in schema(name)["fields"]:
        assert list(field.get("labels", {})) == field.get("constraints", {}).get("enum", [])


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    for row in table(name):
        assert row["document"], row
        assert row["source"], row
        assert row["mark"] in {"L", "V", "K", "P"}
        assert row["mark"] != "L" or row["article"], row


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_in_order_and_rows_of_one_key_follow_each_other(name: str) -> None:
    spans = defaultdict(list)
    for row in table(name):
        first, last = span(row)
        assert first <= last, row
        spans[(row["layer"], row["place"], *(row[column] for column in key(name)))].append((first, last))
    for same, periods in spans.items():
        for (_, ended), (begun, _) in pairwise(sorted(periods)):
            assert ended < begun, same
            assert begun - ended == datetime.timedelta(days=1), f"a gap in {same}"


def test_a_law_is_named_only_where_it_was_read_and_a_local_example_never_as_law() -> None:
    for name in NAMES:
        for row in table(name):
            assert row["mark"] != "L" or row["layer"] == "central", row
            assert row["mark"] != "P" or row["layer"] == "bureau", row


# Lodging


@pytest.mark.parametrize(
    ("province", "city", "rank", "day", "cap"),
    [
        ("北京", "北京", "staff", "2021-06-01", 500),
        ("北京", "北京", "minister", "2021-06-01", 1100),
        ("北京", "北京", "bureau", "2021-06-01", 650),
        ("上海", "上海", "section", "2021-06-01", 500),
        ("安徽", "合肥", "staff", "2021-06-01", 350),
        ("安徽", "黄山", "bureau", "2021-06-01", 460),
        ("浙江", "宁波", "staff", "2021-06-01", 350),
        ("浙江", "杭州", "staff", "2021-06-01", 400),
        ("浙江", "温州", "staff", "2021-06-01", 340),
        ("海南", "三亚", "staff", "2021-09-30", 400),
        ("海南", "三亚", "staff", "2021-10-01", 480),
        ("海南", "三亚", "staff", "2022-04-30", 480),
        ("海南", "三亚", "staff", "2022-05-01", 400),
        ("河北", "张家口", "staff", "2021-10-31", 350),
        ("河北", "张家口", "staff", "2021-11-01", 525),
        ("河北", "张家口", "staff", "2022-01-01", 525),
        ("河北", "张家口", "staff", "2022-03-31", 525),
        ("河北", "张家口", "staff", "2022-04-01", 350),
        ("河北", "邯郸", "staff", "2022-01-01", 310),
        ("辽宁", "大连", "staff", "2021-07-01", 420),
        ("海南", "海口", "staff", "2021-02-28", 450),
        ("河南", "洛阳", "staff", "2021-05-10", 500),
        ("河南", "洛阳", "staff", "2021-05-11", 330),
        ("天津", "天津", "staff", "2021-05-11", 380),
        ("天津", "宁河", "staff", "2021-05-11", 320),
        ("重庆", "重庆", "staff", "2021-05-11", 370),
        ("重庆", "万州", "staff", "2021-05-11", 300),
    ],
)
def test_lodging_caps_are_those_of_the_published_list(
    province: str, city: str, rank: str, day: str, cap: int
) -> None:
    assert lodging_cap(province, city, rank, day) == cap


def test_there_are_no_lodging_caps_before_the_list() -> None:
    assert in_force("lodging_caps", "2016-04-30") == []
    assert in_force("lodging_caps", "2016-05-01")


def test_every_place_has_all_ranks_and_a_row_for_the_whole_year() -> None:
    ranks = {"minister", "bureau", "division", "section", "staff"}
    by_window = defaultdict(set)
    for row in table("lodging_caps"):
        by_window[row["province"], row["city"], row["season_from"], row["season_to"]].add(row["rank"])
    assert all(found == ranks for found in by_window.values())
    places = {(province, city) for province, city, *_ in by_window}
    assert all((*place, "", "") in by_window for place in places)


def test_seasons_of_a_place_do_not_overlap_and_never_lower_the_cap() -> None:
    by_place = defaultdict(list)
    for row in table("lodging_caps"):
        by_place[row["province"], row["city"], row["rank"]].append(row)
    for place, rows in by_place.items():
        (whole_year,) = [row for row in rows if not row["season_from"]]
        seasons = [row for row in rows if row["season_from"]]
        covered = [day for row in seasons for day in month_days(row)]
        assert len(covered) == len(set(covered)), place
        assert all(int(row["cap"]) > int(whole_year["cap"]) for row in seasons), place


def test_higher_ranks_never_have_a_lower_cap() -> None:
    order = ["minister", "bureau", "division", "section", "staff"]
    by_window = defaultdict(dict)
    for row in table("lodging_caps"):
        by_window[row["province"], row["city"], row["season_from"]][row["rank"]] = int(row["cap"])
    for place, caps in by_window.items():
        assert all(caps[higher] >= caps[lower] for higher, lower in pairwise(order)), place


def test_places_are_in_their_normal_form() -> None:
    names = {row["name"]: row["place_name"] for row in table("place_names")}
    for row in [*table("lodging_caps"), *table("travel_allowances")]:
        for place in {row["province"], row.get("city", "*")} - {"*"}:
            assert place not in names, f"{place} should be written {names.get(place)}"
    assert (names["延边朝鲜族自治州"], names["延边州"], names["安徽省"], names["广州市"]) == (
        "延边",
        "延边",
        "安徽",
        "广州",
    )


# Other worked values


@pytest.mark.parametrize(
    ("name", "column", "wanted", "day", "expected"),
    [
        ("travel_allowances", "amount", {"province": "*", "allowance": "meal"}, "2021-05-01", "100"),
        ("travel_allowances", "amount", {"province": "西藏", "allowance": "meal"}, "2021-05-01", "120"),
        ("travel_allowances", "amount", {"province": "新疆", "allowance": "local"}, "2021-05-01", "80"),
        (
            "transport_classes",
            "allowed",
            {"rank": "section", "transport": "rail", "seat_class": "first"},
            "2021-05-01",
            "0",
        ),
        (
            "transport_classes",
            "allowed",
            {"rank": "bureau", "transport": "rail", "seat_class": "first"},
            "2021-05-01",
            "1",
        ),
        (
            "transport_classes",
            "allowed",
            {"rank": "bureau", "transport": "air", "seat_class": "business"},
            "2021-05-01",
            "0",
        ),
        (
            "transport_classes",
            "allowed",
            {"rank": "staff", "transport": "ship", "seat_class": "second"},
            "2021-05-01",
            "0",
        ),
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
def test_known_values(name: str, column: str, wanted: dict[str, str], day: str, expected: str) -> None:
    assert value(name, column, day, **wanted) == Decimal(expected)


@pytest.mark.parametrize(
    ("day", "allowed"), [("2013-12-08", 1), ("2025-05-17", 1), ("2025-05-18", 0), ("2025-05-19", 0)]
)
def test_alcohol_ends_on_the_day_the_revised_rules_were_published(day: str, allowed: int) -> None:
    assert value("reception_bans", "allowed", day, item="alcohol") == allowed


def test_the_car_of_a_host_is_paid_for_only_since_august_2019() -> None:
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
def test_goods_are_tendered_openly_from_the_amount_of_the_day(level: str, day: str, amount: int) -> None:
    found = value("procurement_thresholds", "amount", day, level=level, kind="goods", threshold="open_tender")
    assert found == amount


def test_works_are_tendered_from_four_million_since_june_2018() -> None:
    wanted = {"level": "city", "kind": "works", "threshold": "open_tender"}
    assert value("procurement_thresholds", "amount", "2018-05-31", **wanted) == 2_000_000
    assert value("procurement_thresholds", "amount", "2018-06-01", **wanted) == 4_000_000


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
def test_procurement_deadlines_are_those_of_the_law(deadline: str, days: str, kind: str, bound: str) -> None:
    (row,) = in_force("procurement_deadlines", "2021-05-01", deadline=deadline)
    assert (row["days"], row["day_kind"], row["bound"]) == (days, kind, bound)
    assert row["direction"] == ("max" if bound == "at_least" else "min")


def test_meals_and_cost_items_add_up() -> None:
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


def test_sixteen_categories_are_paid_by_official_card() -> None:
    by_card = {row["name"] for row in table("economic_codes") if row["official_card"] == "1"}
    assert len(by_card) == 17  # water and electricity are one category in the list
    assert {"差旅费", "会议费", "公务接待费", "公务用车运行维护费", "其他交通费用", "水费", "电费"} <= by_card


def test_three_public_items_and_other_codes_are_marked() -> None:
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


def test_incompatible_steps_stand_in_both_orders() -> None:
    pairs = {(row["process"], row["step"], row["other_step"]) for row in table("incompatible_steps")}
    assert all((process, other, step) in pairs and step != other for process, step, other in pairs)
    assert ("expense", "pay", "record") in pairs
    assert ("asset", "custody", "record") in pairs


@pytest.mark.parametrize("count", [3, 6, 9, 30, 300, 2999])
def test_rounded_thirds_never_accuse_and_never_excuse(count: int) -> None:
    cap = value("limits", "value", "2021-05-01", limit_id="excellent_share")
    floor = value("limits", "value", "2021-05-01", limit_id="panel_expert_share")
    assert int(cap * count) == count // 3
    enough = -(-2 * count // 3)
    assert enough >= floor * count
    assert enough - 1 < floor * count


def test_no_limit_repeats_a_deadline_of_procurement() -> None:
    limits = {row["limit_id"] for row in table("limits")}
    assert not limits & {row["deadline"] for row in table("procurement_deadlines")}
