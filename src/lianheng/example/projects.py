"""What the bureau and its neighbours buy in a year: four purchases under each budget project, a few small ones beside.

Three in four begin early in the year, so that the money of their line is spent ahead of time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.money import yuan
from lianheng.example.procurement import Order, Procurement
from lianheng.example.units import ACCOUNTING, COMMITTEE, REVIEW, SERVICE
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU


@dataclass(frozen=True)
class Project:
    """A budget project and what is bought under it. ``code`` is the economic code, ``category`` that of the goods."""

    name: str
    kind: str
    trade: str
    code: str
    category: str
    items: tuple[str, str, str, str]


PROJECTS = (
    Project(
        "财政信息化运维",
        "services",
        "信息科技",
        "30227",
        "C0206",
        ("预算系统运维", "支付系统运维", "机房维保", "网络安全服务"),
    ),
    Project(
        "财政云平台建设", "goods", "设备", "31007", "A0201", ("服务器", "存储设备", "网络设备", "安全设备")
    ),
    Project(
        "办公设备更新", "goods", "办公用品", "31002", "A0202", ("计算机", "打印设备", "会议系统", "档案设备")
    ),
    Project(
        "投资评审服务",
        "services",
        "工程咨询",
        "30227",
        "C0304",
        ("概算评审", "结算评审", "决算审核", "造价咨询"),
    ),
    Project(
        "绩效评价服务",
        "services",
        "会计师事务所",
        "30227",
        "C0801",
        ("重点项目评价", "部门整体评价", "政策评价", "再评价"),
    ),
    Project(
        "国资清查服务",
        "services",
        "企业管理咨询",
        "30227",
        "C0802",
        ("清查盘点", "产权梳理", "价值核实", "数据治理"),
    ),
    Project(
        "政务大厅改造",
        "works",
        "建筑工程",
        "31006",
        "B0701",
        ("大厅装修", "强弱电改造", "消防改造", "外立面维修"),
    ),
    Project(
        "档案数字化",
        "services",
        "文化传媒",
        "30227",
        "C1801",
        ("凭证扫描", "著录加工", "挂接质检", "存储备份"),
    ),
    Project(
        "业务用房家具", "goods", "家具", "31002", "A0604", ("办公桌椅", "档案柜", "会议家具", "大厅家具")
    ),
    Project(
        "物业与安保",
        "services",
        "物业服务",
        "30209",
        "C2104",
        ("物业管理", "安保服务", "绿化养护", "设施维保"),
    ),
)
STARTS = ((1, 25), (2, 20), (3, 10), (7, 1))
"""From when the four purchases of a project are planned. The last, in summer, is the smallest."""
LARGE = {
    (1, 0): (Decimal(2_286_400), "open", None),
    (1, 1): (Decimal(2_037_600), "open", None),
    (1, 2): (Decimal(2_114_300), "single_source", "只能从唯一供应商处采购，经批准"),
    (1, 3): (Decimal(643_500), "consultation", "限额标准以下"),
}
"""The cloud platform: two purchases tendered, one from the only firm there is, published first."""
BESIDE = (
    (ACCOUNTING, "财务软件维护"),
    (REVIEW, "评审资料印制"),
    (SERVICE, "服务大厅标识"),
    (COMMITTEE, "会务保障"),
)


def project_line(year: int, place: int) -> str:
    """The budget line of a project."""
    return f"{BUREAU}-{year}-P{place + 1:02d}"


def write_purchases(procurement: Procurement) -> None:
    for place, project in enumerate(PROJECTS):
        for part in range(4):
            procurement.buy(_order(procurement, project, place, part))
    for unit_id, title in BESIDE:
        for part in range(3):
            procurement.buy(_small_order(procurement, unit_id, f"{title}（{part + 1}）", part))


def _order(procurement: Procurement, project: Project, place: int, part: int) -> Order:
    chance, year = procurement.chance, procurement.year
    size = (0.27 if part == 3 else 1) * (1.7 if project.kind == "works" else 1)
    method = "open" if part == 0 else "inquiry" if part == 3 and project.kind == "goods" else "consultation"
    budget, method, basis = LARGE.get(
        (place, part),
        (yuan(chance.randint(311, 458) * 1_000 * size), method, None if method == "open" else "限额标准以下"),
    )
    return Order(
        title=f"{year}年{project.items[part]}采购",
        kind=project.kind,
        trade=project.trade,
        category=f"{project.category}{part + 1:02d}01",
        budget=budget,
        method=method,
        planned=datetime.date(year, *STARTS[part]) + (chance.randint(0, 9) - 31) * DAY,
        line_id=project_line(year, place),
        basis=basis,
        count=1 if method == "single_source" else None,
    )


def _small_order(procurement: Procurement, unit_id: str, title: str, part: int) -> Order:
    """Below every threshold, by inquiry."""
    chance, year = procurement.chance, procurement.year
    return Order(
        title=f"{year}年{title}",
        kind="services",
        trade="文化传媒",
        category=f"C99{part:02d}01",
        budget=yuan(chance.randint(68, 94) * 1_000),
        method="inquiry",
        planned=datetime.date(year - 1, 12, 10) + (6 * part + chance.randint(0, 4)) * DAY,
        unit_id=unit_id,
        basis="限额标准以下",
        count=5,
        agency="DL07" if unit_id == SERVICE else None,
    )
