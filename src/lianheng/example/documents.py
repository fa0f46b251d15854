"""Documents from above, each conveyed in time, and the regulations studied."""

from __future__ import annotations

import datetime

from lianheng.example.world import World

SPIRIT = (
    ("关于深入学习全面从严治党要求的通知", "示例省委办公室", "省"),
    ("关于加强政治机关建设的意见", "示例市委办公室", "市"),
    ("关于深化学习教育的工作安排", "示例开发区党工委", "区"),
    ("关于贯彻落实全会精神的通知", "示例市委办公室", "市"),
    ("关于过紧日子从严控制支出的通知", "示例省财政部门", "省"),
)
RULES = (
    "中国共产党章程",
    "中国共产党纪律处分条例",
    "中国共产党党内监督条例",
    "关于新形势下党内政治生活的若干准则",
    "中华人民共和国监察法",
)
CIRCULARS = (
    ("关于{n}起形式主义官僚主义典型问题的通报", "circular"),
    ("关于{n}起违反中央八项规定精神典型问题的通报", "circular"),
    ("关于财政资金管理典型案例的通报", "case_bulletin"),
    ("警示录（第{n}辑）", "case_bulletin"),
)
NOTICES = (
    "年度落实党风廉政建设工作要点",
    "内部控制报告编报工作通知",
    "国有资产清查盘点工作通知",
    "政府采购意向公开工作通知",
    "节日期间廉洁纪律通知",
)


def write_documents(world: World, year: int) -> None:
    """About nineteen a year. To be conveyed within twenty days; the regulations have no date."""
    chance = world.chance("documents", year)
    titles = [(f"{title}", "spirit", issuer, level) for title, issuer, level in SPIRIT]
    titles += [(title, "regulation", "中央", "中央") for title in RULES]
    titles += [(title.format(n="三"), kind, "示例市纪委监委", "市") for title, kind in CIRCULARS]
    titles += [(f"{year}年{title}", "notice", "示例开发区管理委员会", "区") for title in NOTICES]
    for number, (title, kind, issuer, level) in enumerate(titles, start=1):
        month = 1 + number * 10 // len(titles)
        received = chance.choice(world.workdays.month(year, month))
        world.add(
            "documents",
            document_id=f"W{year}-{number:02d}",
            title=title,
            issuer=issuer,
            level=level,
            kind=kind,
            received_on=received,
            convey_due_on=None if kind == "regulation" else received + datetime.timedelta(20),
        )
