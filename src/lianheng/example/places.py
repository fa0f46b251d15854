"""Where people travel to, what a night may cost there, and what getting there costs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from lianheng.standards.catalogue import FOLDER


@dataclass(frozen=True)
class Place:
    """A city of a province. ``fare`` is the usual price of one way, in yuan; ``weight`` how often people go."""

    province: str
    city: str
    transport: str
    seat_class: str
    fare: int
    weight: int


PLACES = (
    Place("安徽", "芜湖", "rail", "second", 58, 9),
    Place("安徽", "蚌埠", "rail", "second", 62, 7),
    Place("安徽", "马鞍山", "road", "none", 74, 5),
    Place("安徽", "滁州", "road", "none", 55, 5),
    Place("安徽", "安庆", "rail", "second", 81, 5),
    Place("江苏", "南京", "rail", "second", 67, 9),
    Place("江苏", "苏州", "rail", "second", 178, 5),
    Place("上海", "上海", "rail", "second", 214, 6),
    Place("浙江", "杭州", "rail", "second", 192, 6),
    Place("湖北", "武汉", "rail", "second", 134, 4),
    Place("山东", "济南", "rail", "second", 301, 3),
    Place("北京", "北京", "rail", "second", 427, 5),
    Place("广东", "深圳", "air", "economy", 890, 2),
    Place("四川", "成都", "air", "economy", 760, 2),
)


@cache
def _caps() -> dict[tuple[str, str, str], int]:
    """The lowest cap of the year by province, city and rank: within it in every season."""
    lowest: dict[tuple[str, str, str], int] = {}
    with (FOLDER / "lodging_caps.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key = (row["province"], row["city"], row["rank"])
            lowest[key] = min(int(row["cap"]), lowest.get(key, 10**6))
    return lowest


def night_cap(place: Place, rank: str) -> int:
    """What a night may cost at any time of the year."""
    caps = _caps()
    return caps.get((place.province, place.city, rank)) or caps[place.province, "*", rank]
