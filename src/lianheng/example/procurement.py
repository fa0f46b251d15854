"""Purchases: intention, notice, bids, a drawn panel, the award, a contract signed, published and filed in time."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from lianheng.example.decisions import Decisions
from lianheng.example.firms import Firms
from lianheng.example.money import share
from lianheng.example.names import Firm, person_name
from lianheng.example.units import NAMES
from lianheng.example.values import as_day
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, Row, World

LARGE_FUNDS = 100_000
"""From here on the leaders decide."""
AGENCIES = ("DL01", "DL02", "DL03", "DL04", "DL05", "DL06")
"""The agencies that run tenders, by their published numbers."""
WAIT = {"open": 21, "single_source": 0}
"""Days for bids; 16 where the method has no longer ones."""


@dataclass(frozen=True)
class Order:
    """What is to be bought. ``planned`` is when its intention is published."""

    title: str
    kind: str
    trade: str
    category: str
    budget: Decimal
    method: str
    planned: datetime.date
    line_id: str | None = None
    unit_id: str = BUREAU
    basis: str | None = None
    bidders: tuple[Firm, ...] = ()
    """Who bids, the winner first; empty leaves it to chance."""
    count: int | None = None
    """How many bid, where chance does not decide."""
    agency: str | None = None


@dataclass
class Market:
    """What the firms have won over the years, so that wins go round as they do where bidding is fair."""

    owed: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """How many wins equal chances still owe a firm."""
    won: defaultdict[tuple[int, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """What a firm has won in a year."""
    lines: set[tuple[str | None, str]] = field(default_factory=set)
    """On which lines a firm has won."""

    def took(self, year: int, line_id: str | None, firm: Firm, price: Decimal) -> None:
        self.owed[firm.uscc] -= 1
        self.won[year, firm.uscc] += price
        if line_id is not None:
            self.lines.add((line_id, firm.uscc))


class Procurement:
    """The purchases of one year."""

    def __init__(self, world: World, year: int, firms: Firms, decisions: Decisions, market: Market) -> None:
        self.world, self.year, self.firms, self.decisions, self.market = world, year, firms, decisions, market
        self.chance: random.Random = world.chance("procurements", year)
        self._number = 0

    def buy(self, order: Order) -> Row:
        """One purchase from its intention to its contract. Returns the procurement's row."""
        workdays, chance = self.world.workdays, self.chance
        self._number += 1
        intention = workdays.after(order.planned, 0)
        notice = workdays.after(intention + 31 * DAY, 0)
        alone = order.method == "single_source"
        due = workdays.after(notice + WAIT.get(order.method, 16) * DAY, 0)
        decided = workdays.after(due, 8 if alone else chance.randint(1, 3))
        row = self.world.add(
            "procurements",
            procurement_id=f"ZC{self.year}-{self._number:03d}",
            unit_id=order.unit_id,
            title=order.title,
            category_code=order.category,
            kind=order.kind,
            budget=order.budget,
            ceiling=order.budget,
            method=order.method,
            method_basis=order.basis,
            line_id=order.line_id,
            intention_on=intention,
            notice_on=notice,
            documents_from_on=notice,
            bids_due_at=None if alone else at(due, 9, 30),
            bids_due_on=None if alone else due,
            decided_on=decided,
            award_notice_on=workdays.after(decided, 1),
            single_source_notice_on=notice if alone else None,
            status="complete",
            currency="CNY",
            buyer_id=order.unit_id,
            procuring_entity_id=order.agency or AGENCIES[self._number % len(AGENCIES)],
        )
        winner, price = self._compete(row, order, due)
        if not alone:
            self._panel(row, order)
        self._sign(row, order, winner, price)
        return row

    def _compete(self, row: Row, order: Order, due: datetime.date) -> tuple[Firm, Decimal]:
        """Three to six bids, none like another; the lowest is from whom chance owes most. The only firm there is just agrees."""
        bidders = self._bidders(order)
        count = len(bidders)
        ratios = self._ratios(count) if count > 1 else [0.93]
        row["tenderers"] = count
        for bidder, ratio in zip(bidders, ratios, strict=True) if count > 1 else ():
            self._bid(row, bidder, share(order.budget, f"{ratio:.6f}"), due, ratio == ratios[0])
        winner, price = bidders[0], share(order.budget, f"{ratios[0]:.6f}")
        self.market.took(self.year, order.line_id, winner, price)
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

    def _bidders(self, order: Order) -> list[Firm]:
        """Who bids, the winner first: whom chance owes most, who has won nothing on this line, nor little last year."""
        if order.bidders:
            return list(order.bidders)
        pool = [
            firm for firm in self.firms[order.trade] if (order.line_id, firm.uscc) not in self.market.lines
        ]
        if order.count == 1:
            pool = [firm for firm in pool if not self._grown(firm, order)]
        bidders = self.chance.sample(pool, order.count or self.chance.randint(3, 6))
        for bidder in bidders:
            self.market.owed[bidder.uscc] += 1 / len(bidders)
        return sorted(
            bidders, key=lambda bidder: (self._grown(bidder, order), -self.market.owed[bidder.uscc])
        )

    def _grown(self, bidder: Firm, order: Order) -> bool:
        """Whether winning would treble what the firm won the year before."""
        before = self.market.won[self.year - 1, bidder.uscc]
        return 0 < before < (self.market.won[self.year, bidder.uscc] + order.budget) / 2

    def _ratios(self, count: int) -> list[float]:
        """Prices as shares of the budget: well spread, in no regular steps, the lowest two to seven per cent ahead."""
        chance = self.chance
        lowest = chance.uniform(0.76, 0.86)
        while True:
            others = [chance.uniform(lowest * 1.08, 0.995) for _ in range(count - 2)]
            others.append(lowest * chance.uniform(1.02, 1.07))
            ordered = sorted([lowest, *others])
            steps = [high - low for low, high in pairwise(ordered)]
            irregular = all(not 0.9 < step / before < 1.1 for before, step in pairwise(steps))
            if ordered[-1] > lowest * 1.13 and min(steps) > 0.012 and irregular:
                chance.shuffle(others)
                return [lowest, *others]

    def _bid(self, row: Row, bidder: Firm, price: Decimal, due: datetime.date, won: bool) -> None:
        chance, number = self.chance, int(bidder.uscc[10:16])
        sent = self.world.workdays.after(due, -chance.randint(1, 3))
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
            contact=bidder.legal_rep,
            phone=bidder.phone,
            legal_rep=bidder.legal_rep,
            address=bidder.address,
            bond_account=bidder.account,
            file_author=f"{bidder.name[2:6]}投标部",
            file_machine=f"EX-{bidder.uscc[-8:]}",
            ip=f"198.18.{number // 250}.{number % 250}",
            rank=1 if won else None,
        )

    def _panel(self, row: Row, order: Order) -> None:
        """Five at an open tender, else three; one of them the purchaser's own."""
        size = 5 if order.method == "open" else 3
        for place in range(size):
            own = place == size - 1
            self.world.add(
                "experts",
                procurement_id=row["procurement_id"],
                person_name=person_name(self.world, self.chance),
                role="purchaser" if own else "expert",
                drawn=not own,
                employer=NAMES[order.unit_id] if own else f"示例第{self.chance.randint(1, 40)}研究所",
            )

    def _sign(self, row: Row, order: Order, winner: Firm, price: Decimal) -> None:
        signed = self.world.workdays.after(as_day(row["award_notice_on"]), self.chance.randint(4, 9))
        decision_id = None
        if order.budget >= LARGE_FUNDS:
            meeting = self.decisions.meeting_by(as_day(row["notice_on"]))
            decision_id = self.decisions.decide(meeting, "project", order.title, order.budget, signed)[
                "decision_id"
            ]
        self.world.add(
            "contracts",
            contract_id=f"HT{str(row['procurement_id'])[2:]}",
            procurement_id=row["procurement_id"],
            unit_id=order.unit_id,
            supplier_id=winner.uscc,
            supplier=winner.name,
            amount=price,
            signed_on=signed,
            published_on=self.world.workdays.after(signed, 1),
            filed_on=self.world.workdays.after(signed, self.chance.randint(2, 6)),
            accepted_on=signed + self.chance.randint(50, 75) * DAY,
            decision_id=decision_id,
            award_id=f"{row['procurement_id']}-Z",
            currency="CNY",
        )
