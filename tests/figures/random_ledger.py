"""Small ledgers made by chance from a seed: every table that a figure reads, with empty cells and days on the edges of years.

Nothing in them makes sense as a bureau's year, and that is the point: what a figure counts may not depend on tidy records.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from lianheng.ledger.catalogue import ledger_tables
from lianheng.tabular.schema import Field, Table, Type

from .books import BEIJING, Row

SIZES = {
    "units": 3, "people": 36, "documents": 40, "budget_lines": 30, "procurements": 50, "assets": 40, "projects": 10,
    "activities": 420, "decisions": 30, "contracts": 30, "attendance": 300, "essays": 30, "talks": 90, "duties": 80,
    "pledges": 90, "declarations": 50, "appraisals": 50, "regulations": 60, "honours": 12, "officer_logs": 60,
    "risks": 20, "role_assignments": 40, "inspections": 60, "problems": 70, "actions": 40, "tasks": 40, "plans": 20,
    "key_posts": 30, "claims": 30, "payments": 160, "enterprise_requests": 60, "service_cases": 50, "surveys": 30,
    "complaints": 40, "asset_events": 70, "awards": 60, "reviews": 50, "analyses": 30,
}  # fmt: skip
"""Rows of each table, in an order in which the tables that others refer to come first."""
NAMES = {*SIZES, "three_public_years", "revenue_months"}
"""Every table that a figure reads."""
BLANKS = {1: 0.3, 2: 0.02}
"""How many of the cells that may be empty are so: in an untidy ledger and in a tidy one."""
YEARS = (2018, 2019, 2020, 2021, 2022)
TOPICS = ("学史明理", "学史增信", "学史崇德", "学史力行")
WORDS: dict[str, tuple[str, ...]] = {
    "name": ("张岚", "李柯", "王霁", "赵荻", "陈穗", "刘榆", "周澈"),
    "department": ("综合科", "预算科", "国库科", "采购办"),
    "post": ("局长", "副局长", "科长", "科员"),
    "branch": ("第一支部", "第二支部"),
    "branch_group": ("甲组", "乙组"),
    "branch_post": ("书记", "组织委员"),
    "area": ("采购", "资产", "收支管理", "预算", "合同"),
    "project": ("智慧财政", "公用经费", "培训"),
    "enterprise": ("云杉实业", "白鹭机械", "石榴食品"),
    "uscc": ("91340100A", "91340100B"),
    "measure": ("谈话提醒", "批评教育", "诫勉"),
    "holiday": ("春节", "国庆、中秋", "五一", "十一", "元旦"),
    "rank": ("一等奖", "三等奖"),
    "subkind": ("film", "base_visit", "online", "学史明理"),
    "place": ("会议室", "甲组活动室"),
}
KINDS: dict[str, tuple[str, ...]] = {
    "problems": ("采购方式不合规", "差旅超标准", "票据不规范"),
    "assets": ("设备", "房屋"),
}
SOURCES: dict[str, tuple[str, ...]] = {"duties": ("工作要点", "定期报告"), "tasks": ("区纪工委", "管委会")}
ITEMS: dict[str, tuple[str, ...]] = {
    "service_cases": ("代理记账许可", "资产审批", "采购备案"),
    "surveys": ("态度", "效率"),
}
TITLES: dict[str, tuple[str, ...]] = {
    "activities": (
        *TOPICS, "学史增信与学史力行", "内控启动会", "内部控制工作方案", "内控培训", "内控风险评估", "内部控制流程梳理",
        "内控岗位分工", "甲组会议", "乙组学习", "例会",
    ),
    "documents": ("《纪律处分条例》", "关于印发《监督条例》的通知", "章程", "警示录", "关于两起案例的通报"),
    "regulations": (
        "差旅办法", "《差旅办法》", "《差旅办法（试行）》", "差旅办法（2020年修订）", "关于印发《内控手册》的通知", "会议制度", *(f"办法{number}" for number in range(25)),
    ),
}  # fmt: skip
SPECIAL: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": KINDS, "source": SOURCES, "item": ITEMS, "title": TITLES,
}  # fmt: skip
"""Columns whose words depend on the table."""
EDGES = ((1, 1), (2, 1), (4, 28), (6, 30), (7, 1), (9, 20), (9, 30), (12, 31))
"""Days on which years, halves and quarters turn, and some on which a festival is near."""


@cache
def random_ledger(seed: int) -> dict[str, list[Row]]:
    """The tables of one ledger. The same seed gives the same ledger."""
    maker = Maker(random.Random(seed), BLANKS[seed])
    for name in SIZES:
        maker.fill(ledger_tables()[name])
    maker.fill_grid("three_public_years", 0.85)
    maker.fill_grid("revenue_months", 0.5)
    return maker.tables


class Maker:
    def __init__(self, chance: random.Random, blanks: float) -> None:
        self.chance = chance
        self.blanks = blanks
        self.tables: dict[str, list[Row]] = {}

    def fill(self, table: Table) -> None:
        rows: dict[tuple[Any, ...], Row] = {}
        for number in range(SIZES[table.name]):
            row = {column.name: self.cell(table, column, number) for column in table.fields}
            rows.setdefault(tuple(row[name] for name in table.key), row)
        self.tables[table.name] = list(rows.values())

    def fill_grid(self, name: str, share: float) -> None:
        """A table whose key is a grid of year or month, unit and item: most of its cells."""
        table = ledger_tables()[name]
        months = [f"{year}-{month:02}" for year in (2020, 2021) for month in (1, 5, 6, 12)]
        sides = table.columns["side"].labels if "side" in table.columns else (None,)
        items = table.columns["item"].labels or ("税收", "其他")
        rows: list[Row] = []
        for time in YEARS if "year" in table.key else months:
            for unit in self.tables["units"]:
                for side in sides:
                    for item in items:
                        key = {table.key[0]: time, "unit_id": unit["unit_id"], "side": side, "item": item}
                        row = {column.name: self.cell(table, column, 0) for column in table.fields}
                        if self.chance.random() < share:
                            rows.append(row | {name: value for name, value in key.items() if name in row})
        self.tables[name] = rows

    def cell(self, table: Table, column: Field, number: int) -> Any:
        if table.key == (column.name,) and column.name != "month":
            return f"{table.name[:2].upper()}{number}"
        if not column.required and self.chance.random() < self.blanks:
            return None
        for link in table.foreign_keys:
            if link.column == column.name:
                return self.key_of(link.table, link.target)
        if column.labels:
            return self.chance.choice(list(column.labels))
        return self.value(table, column)

    def key_of(self, table: str, column: str) -> Any:
        if table not in self.tables:
            return f"{table[:2].upper()}{self.chance.randrange(SIZES.get(table, 1))}"
        if table == "units":  # the last one is small, so that now and then all its rows are in order
            return self.chance.choices(self.tables[table], weights=(12, 7, 1))[0][column]
        return self.chance.choice(self.tables[table])[column]

    def value(self, table: Table, column: Field) -> Any:
        makers: dict[Type, Callable[[], Any]] = {
            Type.STRING: lambda: self.text(table.name, column.name),
            Type.INTEGER: lambda: (
                self.chance.choice(YEARS) if column.name == "year" else self.integer(column)
            ),
            Type.MONEY: lambda: (
                Decimal(self.chance.randint(-20_000 if column.minimum is None else 0, 200_000)) / 100
            ),
            Type.NUMBER: lambda: Decimal(self.chance.randint(0, 120)) / 2,
            Type.BOOLEAN: lambda: self.chance.random() < 0.6,
            Type.DATE: lambda: self.joining() if column.name in ("joined_on", "effective_on") else self.day(),
            Type.DATETIME: self.instant,
        }
        return makers[column.type]()

    def text(self, table: str, column: str) -> str:
        if column == "month":
            return f"{self.chance.choice((2020, 2021, 2022))}-{self.chance.randint(1, 12):02}"
        words = SPECIAL.get(column, {}).get(table) or WORDS.get(column) or (f"{column}甲", f"{column}乙")
        if column == "lecturer":
            words = WORDS["name"]
        if (table, column) == ("activities", "branch"):
            words = (*WORDS["branch"], "甲组")
        return self.chance.choice(words)

    def integer(self, column: Field) -> int:
        return self.chance.randint(int(column.minimum or 0), int(column.maximum or 9))

    def day(self) -> datetime.date:
        """Any day of three years, or one of the days on which years, halves and quarters turn."""
        year = self.chance.choice((2019, 2020, 2021, 2021))
        if self.chance.random() < 0.3:
            return datetime.date(year, *self.chance.choice(EDGES))
        return datetime.date(year, 1, 1) + datetime.timedelta(self.chance.randrange(380))

    def joining(self) -> datetime.date:
        return self.day() if self.chance.random() < 0.3 else datetime.date(2015, 1, 1)

    def instant(self) -> datetime.datetime:
        at = datetime.datetime.combine(self.day(), datetime.time(0), BEIJING)
        return (at + datetime.timedelta(minutes=self.chance.choice((-1, 0, 1, 540, 1080)))).astimezone(
            datetime.UTC
        )
