"""Lodging caps: by place, rank, season and day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

import pytest

Row = dict[str, str]
Table = Callable[[str], list[Row]]
InForce = Callable[..., list[Row]]


def lodging_cap(in_force: InForce, province: str, city: str, rank: str, day: str) -> Decimal:
    """The cap as a rule finds it: the city's own row or the rest of the province, in season or not."""
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
    in_force: InForce, province: str, city: str, rank: str, day: str, cap: int
) -> None:
    assert lodging_cap(in_force, province, city, rank, day) == cap


def test_there_are_no_lodging_caps_before_the_list(in_force: InForce) -> None:
    assert in_force("lodging_caps", "2016-04-30") == []
    assert in_force("lodging_caps", "2016-05-01")


def test_every_place_has_all_ranks_and_a_row_for_the_whole_year(table: Table) -> None:
    ranks = {"minister", "bureau", "division", "section", "staff"}
    by_window: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in table("lodging_caps"):
        by_window[row["province"], row["city"], row["season_from"], row["season_to"]].add(row["rank"])
    assert all(found == ranks for found in by_window.values())
    places = {(province, city) for province, city, *_ in by_window}
    assert all((*place, "", "") in by_window for place in places)


def test_seasons_of_a_place_do_not_overlap_and_never_lower_the_cap(table: Table) -> None:
    by_place: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in table("lodging_caps"):
        by_place[row["province"], row["city"], row["rank"]].append(row)
    for place, rows in by_place.items():
        (whole_year,) = [row for row in rows if not row["season_from"]]
        seasons = [row for row in rows if row["season_from"]]
        covered = [day for row in seasons for day in month_days(row)]
        assert len(covered) == len(set(covered)), place
        assert all(int(row["cap"]) > int(whole_year["cap"]) for row in seasons), place


def test_higher_ranks_never_have_a_lower_cap(table: Table) -> None:
    order = ["minister", "bureau", "division", "section", "staff"]
    by_window: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in table("lodging_caps"):
        by_window[row["province"], row["city"], row["season_from"]][row["rank"]] = int(row["cap"])
    for place, caps in by_window.items():
        assert all(caps[higher] >= caps[lower] for higher, lower in pairwise(order)), place


def test_places_are_in_their_normal_form(table: Table) -> None:
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
