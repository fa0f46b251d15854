"""Purchases: intention, notice, bids, a drawn panel, the award, a contract signed, published and filed in time.

Three in four begin early in the year, so that the money of their line is spent ahead of time.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.decisions import Decisions
from lianheng.example.firms import Firms
from lianheng.example.money import share, yuan
from lianheng.example.names import Firm, person_name
from lianheng.example.world import BUREAU, Row, World
from lianheng.example.workdays import DAY, at


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
    Project("财政信息化运维", "services", "信息科技", "30227", "C0206", ("预算系统运维", "支付系统运维", "机房维保", "网络安全服务")),
    Project("财政云平台建设", "goods", "设备", "31007", "A0201", ("服务器", "存储设备", "网络设备", "安全设备")),
    Project("办公设备更新", "goods", "办公用品", "31002", "A0202", ("计算机", "打印设备", "会议系统", "档案设备")),
    Project("投资评审服务", "services", "工程咨询", "30227", "C0304", ("概算评审", "结算评审", "决算审核", "造价咨询")),
    Project("绩效评价服务", "services", "会计师事务所", "30227", "C0801", ("重点项目评价", "部门整体评价", "政策评价", "再评价")),
    Project("国资清查服务", "services", "企业管理咨询", "30227", "C0802", ("清查盘点", "产权梳理", "价值核实", "数据治理")),
    Project("政务大厅改造", "works", "建筑工程", "31006", "B0701", ("大厅装修", "强弱电改造", "消防改造", "外立面维修")),
    Project("档案数字化", "services", "文化传媒", "30227", "C1801", ("凭证扫描", "著录加工", "挂接质检", "存储备份")),
    Project("业务用房家具", "goods", "家具", "31002", "A0604", ("办公桌椅", "档案柜", "会议家具", "大厅家具")),
    Project("物业与安保", "services", "物业服务", "30209", "C2104", ("物业管理", "安保服务", "绿化养护", "设施维保")),
)
STARTS = ((1, 25), (2, 20), (3, 10), (7, 1))
"""From when the four purchases of a project are planned. The last, in summer, is the smallest."""


class Procurement:
    """The purchases of one year."""

    def __init__(self, world: World, year: int, firms: Firms, decisions: Decisions) -> None:
        self.world, self.year, self.firms, self.decisions = world, year, firms, decisions
        self.chance: random.Random = world.chance("procurements", year)
        self._number = 0

    def write(self) -> None:
        for place, project in enumerate(PROJECTS):
            for part in range(4):
                self._purchase(project, place, part)

    def _purchase(self, project: Project, place: int, part: int) -> None:
        chance, workdays = self.chance, self.world.workdays
        self._number += 1
        budget = yuan(chance.randint(311, 458) * 1_000 * (0.27 if part == 3 else 1) * (1.7 if project.kind == "works" else 1))
        method = "open" if part == 0 else "consultation" if part < 3 else "inquiry" if project.kind == "goods" else "consultation"
        intention = datetime.date(self.year, *STARTS[part]) - 31 * DAY + chance.randint(0, 9) * DAY
        intention = workdays.after(intention, 0)
        notice = workdays.after(intention + 31 * DAY, 0)
        meeting = self.decisions.meeting_by(notice)
        due = workdays.after(notice + (21 if method == "open" else 16) * DAY, 0)
        decided = workdays.after(due, chance.randint(1, 3))
        row = self.world.add(
            "procurements",
            procurement_id=f"ZC{self.year}-{self._number:03d}",
            unit_id=BUREAU,
            title=f"{self.year}年{project.items[part]}采购",
            category_code=f"{project.category}{part + 1:02d}01",
            kind=project.kind,
            budget=budget,
            ceiling=budget,
            method=method,
            method_basis=None if method == "open" else "限额标准以下",
            line_id=project_line(self.year, place),
            intention_on=intention,
            notice_on=notice,
            documents_from_on=notice,
            bids_due_at=at(due, 9, 30),
            decided_on=decided,
            award_notice_on=workdays.after(decided, 1),
            status="complete",
            currency="CNY",
            bids_due_on=due,
        )
        winner, price = self._compete(row, project, place, part, budget, due)
        self._panel(row, method)
        self._sign(row, winner, price, meeting)

    def _compete(
        self, row: Row, project: Project, place: int, part: int, budget: Decimal, due: datetime.date
    ) -> tuple[Firm, Decimal]:  # fmt: skip
        """Three to six bids, none like another; the lowest wins."""
        pool = self._pool(project.trade)
        bidders = self.chance.sample(pool, min(len(pool), self.chance.randint(3, 6)))
        ratios = self._ratios(len(bidders))
        row["tenderers"] = len(bidders)
        for bidder, ratio in zip(bidders, ratios, strict=True):
            self._bid(row, bidder, share(budget, f"{ratio:.6f}"), due, ratio == min(ratios))
        winner = bidders[ratios.index(min(ratios))]
        price = share(budget, f"{min(ratios):.6f}")
        self.world.add(
            "awards",
            award_id=f"{row['procurement_id']}-Z",
            procurement_id=row["procurement_id"],
            supplier_id=winner.uscc,
            supplier=winner.name,
            amount=price,
            decided_on=row["decided_on"],
            status="active",
            item_codes=row["category_code"],
            currency="CNY",
        )
        return winner, price

    def _pool(self, trade: str) -> list[Firm]:
        """A trade's firms, and where there are few, those of its neighbours."""
        found = list(self.firms[trade])
        return found if len(found) >= 8 else found + self.firms["维修服务"][:7]

    def _ratios(self, count: int) -> list[float]:
        """Prices as shares of the budget: well spread, in no regular steps, the lowest two to seven per cent ahead."""
        chance = self.chance
        lowest = chance.uniform(0.76, 0.86)
        while True:
            others = [lowest * chance.uniform(1.02, 1.07), *(chance.uniform(lowest * 1.08, 0.995) for _ in range(count - 2))]
            ordered = sorted([lowest, *others])
            steps = [high - low for low, high in zip(ordered, ordered[1:], strict=False)]
            if ordered[-1] > lowest * 1.13 and min(steps) > 0.012 and max(steps) - min(steps) > 0.02:
                chance.shuffle(others)
                return [lowest, *others]

    def _bid(self, row: Row, bidder: Firm, price: Decimal, due: datetime.date, won: bool) -> None:
        chance = self.chance
        sent = self.world.workdays.after(due, -chance.randint(1, 3))
        number = chance.randrange(10**6)
        self.world.add(
            "bids",
            bid_id=f"{row['procurement_id']}-{bidder.uscc[-6:]}",
            procurement_id=row["procurement_id"],
            supplier_id=bidder.uscc,
            supplier=bidder.name,
            amount=price,
            currency="CNY",
            status="valid",
            submitted_at=at(sent, chance.randint(9, 16), chance.randint(0, 59)),
            contact=f"{bidder.legal_rep}代理人",
            phone=bidder.phone,
            legal_rep=bidder.legal_rep,
            address=bidder.address,
            bond_account=bidder.account,
            file_author=f"{bidder.name[2:6]}投标部",
            file_machine=f"EX-{bidder.uscc[-8:]}",
            ip=f"198.51.100.{int(bidder.account[-6:]) % 250}-{number:06d}"[:30],
            rank=1 if won else None,
        )

    def _panel(self, row: Row, method: str) -> None:
        """Five at an open tender, else three; one of them the purchaser's own."""
        size = 5 if method == "open" else 3
        for place in range(size):
            own = place == size - 1
            self.world.add(
                "experts",
                procurement_id=row["procurement_id"],
                person_name=person_name(self.world, self.chance),
                role="purchaser" if own else "expert",
                drawn=not own,
                employer="示例开发区财政金融保障局" if own else f"示例第{self.chance.randint(1, 40)}研究所",
            )

    def _sign(self, row: Row, winner: Firm, price: Decimal, meeting: Row) -> None:
        notice = row["award_notice_on"]
        assert isinstance(notice, datetime.date)
        signed = self.world.workdays.after(notice, self.chance.randint(4, 9))
        decision = self.decisions.decide(meeting, "project", f"{row['title']}", row["budget"], signed)
        self.world.add(
            "contracts",
            contract_id=f"HT{str(row['procurement_id'])[2:]}",
            procurement_id=row["procurement_id"],
            unit_id=BUREAU,
            supplier_id=winner.uscc,
            supplier=winner.name,
            amount=price,
            signed_on=signed,
            published_on=self.world.workdays.after(signed, 1),
            filed_on=self.world.workdays.after(signed, self.chance.randint(2, 6)),
            accepted_on=signed + self.chance.randint(50, 75) * DAY,
            decision_id=decision["decision_id"],
            award_id=f"{row['procurement_id']}-Z",
            currency="CNY",
        )


def project_line(year: int, place: int) -> str:
    """The budget line of a project."""
    return f"{BUREAU}-{year}-P{place + 1:02d}"
