"""The books: each payment as an entry of two lines that balance, posted on the day it was paid."""

from __future__ import annotations

from lianheng.example.cashier import Cashier
from lianheng.example.values import as_day
from lianheng.example.world import World

ACCOUNTS = {
    "301": "5001 工资福利费用",
    "302": "5002 商品和服务费用",
    "310": "1601 固定资产",
    "312": "5005 对企业补助费用",
}
TREASURY = "1011 零余额账户用款额度"


def write_journal(world: World, cashier: Cashier) -> None:
    for number, row in enumerate(world.tables["payments"], start=1):
        on, entered = as_day(row["paid_on"]), row["entered_at"]
        account = ACCOUNTS[str(row["economic_code"])[:3]]
        for line_no, (name, debit, credit) in enumerate(
            ((account, row["amount"], 0), (TREASURY, 0, row["amount"])), start=1
        ):
            world.add(
                "journal_lines",
                entry_no=f"F{number:06d}",
                line_no=line_no,
                unit_id=row["unit_id"],
                account=name,
                debit=debit,
                credit=credit,
                posted_on=on,
                entered_at=entered,
                maker_id=row["maker_id"],
                reviewer_id=cashier.reviewer,
                text=row["purpose"],
                period=f"{on:%Y-%m}",
            )
