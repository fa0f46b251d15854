"""Special funds for firms: applied for, reckoned by the policy, decided, published for a week, paid within the month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.cashier import Cashier, Payee
from lianheng.example.money import spread, yuan
from lianheng.example.names import Firm, firm
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, World


@dataclass(frozen=True)
class Fund:
    name: str
    policy: str
    rate: str
    cap: int
    code: str


FUNDS = (
    Fund("惠企奖补专项资金", "示例惠企政策第一条", "0.05", 80_000, "31204"),
    Fund("科技创新专项资金", "示例科创政策第三条", "0.1", 90_000, "31204"),
    Fund("贷款贴息专项资金", "示例金融政策第二条", "0.03", 60_000, "31205"),
    Fund("就业补助专项资金", "示例就业政策第五条", "0.2", 40_000, "31204"),
)
BATCHES = ((3, 11), (5, 9), (8, 6), (10, 4))
"""In which months firms are paid, and how many of each fund."""


class Funds:
    """The allocations of one year, to firms that receive from one fund only."""

    def __init__(self, world: World, year: int, cashier: Cashier, enterprises: list[Firm]) -> None:
        self.world, self.year, self.cashier = world, year, cashier
        self.enterprises = iter(enterprises)
        self.chance = world.chance("fund_allocations", year)
        self._number = 0

    def write(self) -> None:
        for place, fund in enumerate(FUNDS):
            for month, count in BATCHES:
                for _ in range(count):
                    self._allocate(
                        fund, f"{BUREAU}-{self.year}-S{place + 1:02d}", month, next(self.enterprises)
                    )

    def _allocate(self, fund: Fund, line_id: str, month: int, recipient: Firm) -> None:
        chance, workdays = self.chance, self.world.workdays
        self._number += 1
        base, amount = self._reckon(fund)
        paid_on = workdays.month(self.year, month)[8 + self._number % 6]
        shown_to = workdays.after(paid_on, -4)
        shown_from = shown_to - 9 * DAY
        decided = workdays.after(shown_from, -2)
        self.world.add(
            "fund_allocations",
            allocation_id=f"ZX{self.year}-{self._number:03d}",
            fund=fund.name,
            year=self.year,
            recipient=recipient.name,
            recipient_uscc=recipient.uscc,
            policy=fund.policy,
            base=base,
            rate=Decimal(fund.rate),
            cap=Decimal(fund.cap),
            amount=amount,
            applied_on=decided - chance.randint(12, 25) * DAY,
            decided_on=decided,
            published_from_on=shown_from,
            published_to_on=shown_to,
            paid_on=paid_on,
            agent=None,
            phone=recipient.phone,
            invoice_no=f"{340199210000 + self._number}-{chance.randrange(10**8):08d}",
            relation_declared=False,
        )
        to = Payee(recipient.name, recipient.uscc, recipient.account)
        self.cashier.pay(BUREAU, line_id, paid_on, to, amount, fund.code, f"{fund.name}拨付")

    def _reckon(self, fund: Fund) -> tuple[Decimal, Decimal]:
        """A base and what the policy gives on it; never close below the line from which others must approve."""
        while True:
            base = spread(self.chance, 5_000 / float(fund.rate), 1.02 * fund.cap / float(fund.rate))
            amount = min(yuan(base * Decimal(fund.rate)), Decimal(fund.cap))
            if not 40_000 < amount < 51_000 and self.world.unused("amounts", amount):
                return base, amount


def enterprises(world: World) -> list[Firm]:
    """The zone's own firms, one for each allocation of a year."""
    chance = world.chance("enterprises")
    wanted = len(FUNDS) * sum(count for _, count in BATCHES)
    trades = ("新材料", "精密制造", "智能装备", "生物医药", "电子", "食品", "包装", "物流")
    return [firm(world, chance, trades[number % len(trades)]) for number in range(wanted)]
