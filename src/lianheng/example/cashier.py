"""How a payment is made: three different people make, review and approve it, on a working day, in office hours."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from lianheng.example.invoices import Invoices
from lianheng.example.names import Firm
from lianheng.example.people import people, staff_of
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import at
from lianheng.example.world import BUREAU, Row, Value, World


@dataclass(frozen=True)
class Payee:
    """Who receives the money."""

    name: str
    uscc: str | None = None
    account: str | None = None


def payee(firm: Firm) -> Payee:
    """A firm, paid to its account."""
    return Payee(firm.name, firm.uscc, firm.account)


def line(year: int, name: str, unit_id: str = BUREAU) -> str:
    """The number of a budget line."""
    return f"{unit_id}-{year}-{name}"


class Cashier:
    """Makes the payments of a world. Vouchers are numbered by unit and month once all are made."""

    def __init__(self, world: World, invoices: Invoices) -> None:
        self.world, self.invoices = world, invoices
        self.chance = world.chance("payments")
        treasury = [str(row["person_id"]) for row in staff_of(world, "国库支付科")]
        self.reviewer, self.makers = treasury[0], treasury[1:]
        self.approvers = [str(row["person_id"]) for row in people(world, "deputy")]
        self._reversals: list[tuple[Row, Row]] = []
        self._vouchers: dict[tuple[str, int, int], int] = defaultdict(int)

    def pay(
        self,
        unit_id: str,
        line_id: str | None,
        on: datetime.date,
        payee: Payee,
        amount: Decimal,
        code: str,
        purpose: str,
        method: str = "direct",
        **links: Value,
    ) -> Row:
        """One payment, against an invoice when a firm is paid. Its voucher comes with ``number_vouchers``."""
        chance = self.chance
        if payee.uscc and not links.get("invoice_no") and not code.startswith("312"):
            links["invoice_no"] = self.invoices.number()
        return self.world.add(
            "payments",
            payment_id=None,
            voucher_no=None,
            unit_id=unit_id,
            line_id=line_id,
            paid_on=on,
            entered_at=at(on, chance.randint(9, 16), chance.randint(0, 59)),
            payee=payee.name,
            payee_uscc=payee.uscc,
            payee_account=payee.account,
            amount=amount,
            method=method,
            economic_code=code,
            purpose=purpose,
            maker_id=chance.choice(self.makers),
            reviewer_id=self.reviewer,
            approver_id=chance.choice(self.approvers),
            **links,
        )

    def repeat(self, row: Row, on: datetime.date) -> Row:
        """The same payment on another day."""
        fresh: Row = {
            "payment_id": None,
            "voucher_no": None,
            "paid_on": on,
            "entered_at": at(on, self.chance.randint(9, 16), 30),
        }
        return self.world.add("payments", **{**row, **fresh})

    def take_back(self, row: Row, on: datetime.date) -> Row:
        """A reversal of a payment: the same, negative, and naming it."""
        reversal = self.repeat(row, on)
        reversal["amount"] = -as_money(row["amount"])
        self._reversals.append((reversal, row))
        return reversal

    def number_vouchers(self) -> None:
        """Number the payments that have none, in the order of their days, without gaps."""
        new = [row for row in self.world.tables["payments"] if row["voucher_no"] is None]
        for row in sorted(new, key=lambda row: (str(row["paid_on"]), str(row["unit_id"]))):
            on = as_day(row["paid_on"])
            self._vouchers[str(row["unit_id"]), on.year, on.month] += 1
            number = self._vouchers[str(row["unit_id"]), on.year, on.month]
            row["voucher_no"] = f"记-{on:%Y%m}-{number:04d}"
            row["payment_id"] = f"{row['unit_id']}-{on:%Y%m}-{number:04d}"
        for reversal, row in self._reversals:
            reversal["reverses_id"] = row["payment_id"]
