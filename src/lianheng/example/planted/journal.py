"""Books that do not balance, were written weeks later, or join accounts that never meet."""

from __future__ import annotations

from decimal import Decimal

from lianheng.example.planted.scene import Scene, plant
from lianheng.example.values import as_day, as_money
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, Row


def _entries(scene: Scene, count: int) -> list[list[Row]]:
    """Whole entries of the first ten months."""
    first_lines = scene.pick(
        "journal_lines", lambda row: as_day(row["posted_on"]).month < 11, count, line_no=1, unit_id=BUREAU
    )
    return [list(scene.world.rows("journal_lines", entry_no=row["entry_no"])) for row in first_lines]


@plant("journal.unbalanced", late=True)
def does_not_balance(scene: Scene) -> None:
    for debit, credit in _entries(scene, 2):
        credit["credit"] = as_money(credit["credit"]) - Decimal("90.00")
        scene.mark("journal_lines", debit, credit)


@plant("journal.backdated", late=True)
def entered_weeks_later(scene: Scene) -> None:
    for entry in _entries(scene, 2):
        for row in entry:
            row["entered_at"] = at(as_day(row["posted_on"]) + 47 * DAY, 17, 20)
        scene.mark("journal_lines", *entry)


@plant("journal.seldom_pair", late=True)
def odd_pair_of_accounts(scene: Scene) -> None:
    for debit, credit in _entries(scene, 2):
        debit["account"] = "1218 其他应收款"
        scene.mark("journal_lines", debit, credit)
