"""Regulations by what became of them in a year: issued, revised, compiled; and the honours won."""

from __future__ import annotations

import datetime

from lianheng.example.people import people
from lianheng.example.world import World

TITLES = (
    ("issued", "服务企业十项承诺制度", "营商环境"),
    ("issued", "谈心谈话实施办法", "党风廉政"),
    ("revised", "财政工作规则", "机关运行"),
    ("revised", "三重一大事项议事规则", "决策"),
    ("compiled", "机关费用管理办法", "支出"),
    ("compiled", "机关差旅费管理办法", "支出"),
    ("compiled", "公务出行交通费管理规定", "支出"),
)


def write_regulations(world: World, year: int) -> None:
    """Two issued, two revised, three compiled; everyone signs within the month."""
    chance = world.chance("regulations", year)
    for number, (action, title, area) in enumerate(TITLES, start=1):
        issued = chance.choice(world.workdays.month(year, 1 + number))
        world.add(
            "regulations",
            regulation_id=f"R{year}-{number}",
            title=title if year == world.year else f"{title}（{year}年版）",
            document_no=f"示财〔{year}〕{number * 3}号",
            action=action,
            area=area,
            issued_on=issued,
            effective_on=issued + datetime.timedelta(30),
            ends_on=None if year == world.year else datetime.date(year + 1, 12, 31),
            recipients=len(people(world)),
            acknowledged=len(people(world)),
            basis_changed_on=None,
        )


def write_honours(world: World, year: int) -> None:
    world.add(
        "honours",
        honour_id=f"H{year}-1",
        title="廉政文化作品征集活动",
        level="区",
        rank="三等奖",
        collective=True,
        awarded_on=world.workdays.month(year, 10)[6],
    )
    world.add(
        "honours",
        honour_id=f"H{year}-2",
        title="财政业务知识竞赛",
        level="市",
        rank="优秀奖",
        collective=False,
        awarded_on=world.workdays.month(year, 11)[6],
    )
