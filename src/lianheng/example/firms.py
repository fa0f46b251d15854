"""The firms the bureaus deal with, by trade, as the register of suppliers shows them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example.names import Firm, firm
from lianheng.example.world import World

TRADES = {
    # trade: how many firms
    "办公用品": 18,
    "印务": 8,
    "物业服务": 16,
    "汽车服务": 5,
    "石油销售": 3,
    "财产保险": 2,
    "维修服务": 10,
    "信息科技": 16,
    "工程咨询": 16,
    "会计师事务所": 16,
    "建筑工程": 16,
    "设备": 16,
    "家具": 16,
    "租赁": 4,
    "文化传媒": 16,
    "企业管理咨询": 16,
    "国际交流服务": 2,
    "汽车销售": 2,
    "会务服务": 6,
}


class Firms:
    """The firms by trade."""

    def __init__(self, world: World) -> None:
        self.world = world
        chance = world.chance("firms")
        self.by_trade = {
            trade: [
                firm(world, chance, trade, "" if trade.endswith("所") else "有限公司") for _ in range(count)
            ]
            for trade, count in TRADES.items()
        }

    def __getitem__(self, trade: str) -> list[Firm]:
        return self.by_trade[trade]

    def register(self, more: list[Firm]) -> None:
        """Write them, and others met on the way, to the register: old enough, staffed, in good standing."""
        for known in [*(member for members in self.by_trade.values() for member in members), *more]:
            register(self.world, known)


def register(world: World, known: Firm) -> None:
    chance = world.chance("suppliers", known.uscc)
    world.add(
        "suppliers",
        supplier_id=known.uscc,
        name=known.name,
        legal_rep=known.legal_rep,
        registered_on=datetime.date(
            world.first_year - chance.randint(4, 15), chance.randint(1, 12), chance.randint(1, 28)
        ),
        capital=Decimal(chance.choice((500, 800, 1_000, 2_000, 5_000, 10_000)) * 10_000),
        address=known.address,
        phone=known.phone,
        account=known.account,
        insured_staff=chance.randint(12, 160),
        status="active",
        status_on=None,
        shareholders=known.legal_rep,
        uscc=known.uscc,
    )
