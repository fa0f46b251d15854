"""What the bureau pays in a year of itself: wages, small purchases, claims, cars; and what the units beside it buy."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.cashier import Cashier, Payee, line, payee
from lianheng.example.firms import Firms
from lianheng.example.money import positions, share, spending_day, spread, yuan
from lianheng.example.names import Firm
from lianheng.example.people import people
from lianheng.example.units import ACCOUNTING, COMMITTEE, REVIEW, SERVICE
from lianheng.example.values import as_day, as_instant, as_money
from lianheng.example.world import BUREAU, Row, Value, World

SMALL = (
    # trade, economic code, what for
    ("办公用品", "30201", ("采购复印纸和墨盒", "采购档案盒", "采购办公文具", "采购计算机耗材")),
    ("印务", "30202", ("印刷会议材料", "印刷预算草案文本", "印制宣传折页")),
    ("维修服务", "30213", ("维修打印机", "维修空调", "更换灯具和插座", "维修门禁")),
    ("租赁", "30214", ("租赁会议音响", "租赁展板")),
    ("文化传媒", "30201", ("制作公示牌", "制作廉政宣传栏")),
)
USUAL = (9, 5, 5, 2, 2)
"""How often each of them is paid, to one another."""
PAYMENTS = {BUREAU: 2_650, ACCOUNTING: 1_250, REVIEW: 120, SERVICE: 130, COMMITTEE: 160}
"""Small payments a year, of 45 people's size. The accounting centre pays by itself only since the last year."""
WAGES = (("30101", "1", "工资"), ("30113", "0.12", "住房公积金"), ("30112", "0.27", "社会保险费"))
"""Economic code, share of the wages, name."""
MONTHLY_WAGE = Decimal("6387.42")


@dataclass(frozen=True)
class ClaimKind:
    """How claims of a kind are paid."""

    code: str
    line: str
    purpose: str


CLAIMS = {
    "travel": ClaimKind("30211", "B04", "差旅费报销"),
    "reception": ClaimKind("30217", "B05", "公务接待用餐"),
    "meeting": ClaimKind("30215", "B08", "会议场租和资料费"),
    "training": ClaimKind("30216", "B08", "培训场租和资料费"),
    "overseas": ClaimKind("30212", "B07", "因公出访费用"),
}


class Spending:
    """Pays for one year."""

    def __init__(self, world: World, year: int, cashier: Cashier, firms: Firms) -> None:
        self.world, self.year, self.cashier, self.firms = world, year, cashier, firms
        self.chance = world.chance("spending", year)

    def write(self) -> None:
        self._wages()
        for unit_id, count in PAYMENTS.items():
            if unit_id == ACCOUNTING and self.year < self.world.year:
                continue
            self._small(unit_id, round(count * self.world.people / 45) if unit_id == BUREAU else count)
        self._claims()
        self._cars()
        self._mistakes()

    def _mistakes(self) -> None:
        """Three bills paid a second time by mistake, and taken back the week after."""
        bills = self.world.rows("payments", unit_id=BUREAU, economic_code="30202")
        paid = [
            row for row in bills if as_day(row["paid_on"]).year == self.year and as_money(row["amount"]) > 600
        ]
        for row in self.chance.sample(paid, 3):
            again = self.cashier.repeat(row, self.world.workdays.after(as_day(row["paid_on"]), 3))
            self.cashier.take_back(again, self.world.workdays.after(as_day(row["paid_on"]), 8))

    def _wages(self) -> None:
        """On the tenth of each month, and last year's bonus in January: the bank passes them on."""
        bank = Payee("工资统发专户", None, "9990000000000001")
        base = self.world.people * MONTHLY_WAGE
        for code, part, name in WAGES:
            for turn, month in enumerate((1, *range(1, 13))):
                on = self.world.workdays.after(datetime.date(self.year, month, 10), 0 if turn else 3)
                amount = self._unused(share(base, part) + (turn + 1) * Decimal("113.27"))
                purpose = f"{month}月{name}" if turn else f"上年奖励性{name}"
                self.cashier.pay(BUREAU, line(self.year, f"W{code}"), on, bank, amount, code, purpose)

    def _small(self, unit_id: str, count: int) -> None:
        """Two orders of magnitude, evenly: what a bureau buys week by week."""
        chance, line_id = self.chance, line(self.year, "B03", unit_id)
        amounts = [self._unused(spread(chance, 50, 5_000)) for _ in range(count)]
        for amount, position in zip(amounts, positions(amounts), strict=True):
            trade, code, purposes = chance.choices(SMALL, USUAL)[0]
            to = payee(chance.choice(self.firms[trade]))
            on = self.world.workdays.after(spending_day(self.year, position), 0)
            self.cashier.pay(unit_id, line_id, on, to, amount, code, chance.choice(purposes), "transfer")

    def _claims(self) -> None:
        """What was claimed: to the traveller's card, or to the firm that sent the invoice."""
        people_by_id = {row["person_id"]: row for row in people(self.world)}
        sellers = self._sellers()
        for claim in self.world.tables["claims"]:
            if as_day(claim["paid_on"]).year != self.year:
                continue
            kind, paid = str(claim["kind"]), CLAIMS[str(claim["kind"])]
            seller, invoice_no = sellers.get(claim["claim_id"], (payee(self.firms["国际交流服务"][0]), None))
            person = people_by_id[claim["claimant_id"]]
            to = Payee(str(person["name"]), None, str(person["bank_account"])) if kind == "travel" else seller
            self.cashier.pay(
                BUREAU,
                line(self.year, paid.line),
                as_day(claim["paid_on"]),
                to,
                as_money(claim["total"]),
                paid.code,
                paid.purpose,
                str(claim["method"]),
                claim_id=claim["claim_id"],
                invoice_no=invoice_no,
            )

    def _sellers(self) -> dict[Value, tuple[Payee, Value]]:
        """The seller and the number of the first invoice of each claim."""
        found: dict[Value, tuple[Payee, Value]] = {}
        for row in self.world.tables["invoices"]:
            seller = Payee(str(row["seller"]), str(row["seller_uscc"]))
            found.setdefault(row["claim_id"], (seller, row["invoice_id"]))
        return found

    def _cars(self) -> None:
        """Fuel and tolls together at the month's end, repairs and insurance within the week."""
        monthly: dict[int, Decimal] = defaultdict(Decimal)
        for event in self.world.tables["vehicle_events"]:
            when = as_instant(event["at"])
            if when.year != self.year or event.get("amount") is None:
                continue
            if event["kind"] in ("fuel", "toll"):
                monthly[when.month] += as_money(event["amount"])
            else:
                self._service(event, self.world.workdays.after(when.date(), 4))
        for month, amount in sorted(monthly.items()):
            on = self.world.workdays.month(self.year, month)[-2]
            self._car(on, self.firms["石油销售"][0], amount, f"{month}月公务用车加油和通行费")

    def _service(self, event: Row, on: datetime.date) -> None:
        insured = event["kind"] == "insurance"
        firm = self.firms["财产保险"][0] if insured else self.chance.choice(self.firms["汽车服务"])
        self._car(
            on, firm, as_money(event["amount"]), f"{event['plate']}车辆{'保险' if insured else '维修保养'}"
        )

    def _car(self, on: datetime.date, firm: Firm, amount: Decimal, purpose: str) -> None:
        line_id = line(self.year, "B06")
        self.cashier.pay(BUREAU, line_id, on, payee(firm), self._unused(amount), "30231", purpose, "card")

    def _unused(self, amount: Decimal) -> Decimal:
        amount = yuan(amount)
        while not self.world.unused("amounts", amount):
            amount += Decimal("0.01")
        return amount
