"""The bureau's payments of a year: wages, small purchases, claims, cars, contracts; and those of the units beside it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal

from lianheng.example.cashier import Cashier, Payee
from lianheng.example.firms import Firms
from lianheng.example.money import positions, share, spending_day, spread, yuan
from lianheng.example.names import Firm
from lianheng.example.people import people
from lianheng.example.projects import PROJECTS, project_line
from lianheng.example.units import ACCOUNTING, COMMITTEE, REVIEW, SERVICE
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row, Value, World

SMALL = (
    # trade, economic code, what for
    ("办公用品", "30201", ("采购复印纸和墨盒", "采购档案盒", "采购办公文具", "采购计算机耗材")),
    ("印务", "30202", ("印刷会议材料", "印刷预算草案文本", "印制宣传折页")),
    ("维修服务", "30213", ("维修打印机", "维修空调", "更换灯具和插座", "维修门禁")),
    ("租赁", "30214", ("租赁会议音响", "租赁展板")),
    ("文化传媒", "30201", ("制作公示牌", "制作廉政宣传栏")),
)
PAYMENTS = {BUREAU: 2_650, ACCOUNTING: 1_250, REVIEW: 120, SERVICE: 130, COMMITTEE: 160}
"""How many small payments a year, of 45 people's size. The accounting centre pays by itself only since the last year."""
WAGES = ("30101", "30113", "30112")
CLAIM_CODES = {
    "travel": "30211",
    "reception": "30217",
    "meeting": "30215",
    "training": "30216",
    "overseas": "30212",
}
CLAIM_LINES = {"travel": "B04", "reception": "B05", "meeting": "B08", "training": "B08", "overseas": "B07"}


def line(year: int, name: str, unit_id: str = BUREAU) -> str:
    return f"{unit_id}-{year}-{name}"


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
        self._contracts()
        self._mistakes()

    def _mistakes(self) -> None:
        """Three bills paid a second time by mistake, and taken back the week after."""
        paid = [
            row
            for row in self.world.rows("payments", unit_id=BUREAU, economic_code="30202")
            if str(row["paid_on"]).startswith(str(self.year))
        ]
        for row in self.chance.sample([row for row in paid if Decimal(str(row["amount"])) > 600], 3):
            on = row["paid_on"]
            assert isinstance(on, datetime.date)
            again = self.cashier.repeat(row, self.world.workdays.after(on, 3))
            self.cashier.take_back(again, self.world.workdays.after(on, 8))

    def _wages(self) -> None:
        """On the tenth of each month, and last year's bonus in January: the bank passes them on."""
        bank = Payee("工资统发专户", None, "9990000000000001")
        base = Decimal(self.world.people) * Decimal("6387.42")
        names = {"30101": "工资", "30113": "住房公积金", "30112": "社会保险费"}
        for code, part in zip(WAGES, ("1", "0.12", "0.27"), strict=True):
            for turn, month in enumerate((1, *range(1, 13))):
                on = self.world.workdays.after(datetime.date(self.year, month, 10), 0 if turn else 3)
                amount = share(base, part) + (turn + 1) * Decimal("113.27")
                purpose = f"{month}月{names[code]}" if turn else f"上年奖励性{names[code]}"
                self.cashier.pay(
                    BUREAU, line(self.year, f"W{code}"), on, bank, self._unused(amount), code, purpose
                )

    def _small(self, unit_id: str, count: int) -> None:
        """Two orders of magnitude, evenly: what a bureau buys week by week."""
        chance = self.chance
        amounts = [self._unused(spread(chance, 50, 5_000)) for _ in range(count)]
        for amount, position in zip(amounts, positions(amounts), strict=True):
            trade, code, purposes = chance.choices(SMALL, (9, 5, 5, 2, 2))[0]
            firm = chance.choice(self.firms[trade])
            on = self.world.workdays.after(spending_day(self.year, position), 0)
            self.cashier.pay(
                unit_id,
                line(self.year, "B03", unit_id),
                on,
                payee(firm),
                amount,
                code,
                chance.choice(purposes),
                "transfer",
            )

    def _claims(self) -> None:
        claimants = {row["person_id"]: row for row in people(self.world)}
        venues = self._venues()
        for claim in self.world.tables["claims"]:
            paid_on, total, kind = claim["paid_on"], claim["total"], str(claim["kind"])
            if (
                not isinstance(paid_on, datetime.date)
                or paid_on.year != self.year
                or not isinstance(total, Decimal)
            ):
                continue
            person = claimants[claim["claimant_id"]]
            if kind == "travel":
                to, purpose, invoice = (
                    Payee(str(person["name"]), None, str(person["bank_account"])),
                    "差旅费报销",
                    venues[claim["claim_id"]][1],
                )
            else:
                to, invoice = venues.get(claim["claim_id"], (payee(self.firms["国际交流服务"][0]), None))
                purpose = {
                    "reception": "公务接待用餐",
                    "meeting": "会议场租和资料费",
                    "training": "培训场租和资料费",
                    "overseas": "因公出访费用",
                }[kind]
            self.cashier.pay(
                BUREAU, line(self.year, CLAIM_LINES[kind]), paid_on, to, total, CLAIM_CODES[kind], purpose,
                str(claim["method"]), claim_id=claim["claim_id"], invoice_no=invoice,
            )  # fmt: skip

    def _venues(self) -> dict[object, tuple[Payee, str | None]]:
        """The first invoice of each claim: its seller, who is paid unless a traveller is, and its number."""
        found: dict[object, tuple[Payee, str | None]] = {}
        for row in self.world.tables["invoices"]:
            found.setdefault(
                row["claim_id"], (Payee(str(row["seller"]), str(row["seller_uscc"])), str(row["invoice_id"]))
            )
        return found

    def _cars(self) -> None:
        """Fuel and tolls together at the month's end, repairs and insurance within the week."""
        monthly: dict[int, Decimal] = defaultdict(Decimal)
        for event in self.world.tables["vehicle_events"]:
            when, amount, kind = event["at"], event.get("amount"), str(event["kind"])
            if (
                not isinstance(when, datetime.datetime)
                or when.year != self.year
                or not isinstance(amount, Decimal)
            ):
                continue
            if kind in ("fuel", "toll"):
                monthly[when.month] += amount
            else:
                on = self.world.workdays.after(when.date(), 4)
                firm = (
                    self.firms["财产保险"][0]
                    if kind == "insurance"
                    else self.chance.choice(self.firms["汽车服务"])
                )
                purpose = f"{event['plate']}车辆{'保险' if kind == 'insurance' else '维修保养'}"
                self._car(on, payee(firm), amount, purpose)
        for month, amount in sorted(monthly.items()):
            on = self.world.workdays.month(self.year, month)[-2]
            self._car(on, payee(self.firms["石油销售"][0]), amount, f"{month}月公务用车加油和通行费")

    def _car(self, on: datetime.date, to: Payee, amount: Decimal, purpose: str) -> None:
        self.cashier.pay(
            BUREAU, line(self.year, "B06"), on, to, self._unused(amount), "30231", purpose, "card"
        )

    def _contracts(self) -> None:
        """Seven tenths a month after the signing, the rest after acceptance; small and late ones at once."""
        lines = {row["procurement_id"]: row["line_id"] for row in self.world.tables["procurements"]}
        accounts = {firm.uscc: firm for firms in self.firms.by_trade.values() for firm in firms}
        for contract in list(self.world.tables["contracts"]):
            signed = contract["signed_on"]
            if (
                contract["procurement_id"] is not None
                and isinstance(signed, datetime.date)
                and signed.year == self.year
            ):
                self._contract(
                    contract,
                    signed,
                    lines[contract["procurement_id"]],
                    payee(accounts[str(contract["supplier_id"])]),
                )

    def _contract(self, contract: Row, signed: datetime.date, line_id: Value, to: Payee) -> None:
        accepted, amount, unit_id = contract["accepted_on"], contract["amount"], str(contract["unit_id"])
        assert isinstance(accepted, datetime.date)
        assert isinstance(amount, Decimal)
        codes = {project_line(self.year, place): project.code for place, project in enumerate(PROJECTS)}
        on_line, code = str(line_id or line(self.year, "B03", unit_id)), codes.get(str(line_id), "30227")
        first = Decimal(0) if signed.month > 6 or unit_id != BUREAU else share(amount, "0.7")
        title = f"合同{contract['contract_id']}"
        if first:
            self._pay_contract(
                contract,
                on_line,
                self.world.workdays.after(signed + 18 * DAY, 0),
                to,
                first,
                code,
                f"{title}首付款",
            )
        self._pay_contract(
            contract,
            on_line,
            self.world.workdays.after(accepted, 4),
            to,
            amount - first,
            code,
            f"{title}验收款",
        )

    def _pay_contract(
        self, contract: Row, on_line: str, on: datetime.date, to: Payee, amount: Decimal, code: str, purpose: str
    ) -> None:  # fmt: skip
        unit_id = str(contract["unit_id"])
        self.cashier.pay(unit_id, on_line, on, to, amount, code, purpose, contract_id=contract["contract_id"])

    def _unused(self, amount: Decimal) -> Decimal:
        amount = yuan(amount)
        while not self.world.unused("amounts", amount):
            amount += Decimal("0.01")
        return amount


def payee(firm: Firm) -> Payee:
    return Payee(firm.name, firm.uscc, firm.account)
