"""What the leaders' meetings decide: papers ahead, everyone speaks, the chief last, votes counted, minutes in time."""

from __future__ import annotations

import datetime

from lianheng.example.bureau_meetings import DECIDING
from lianheng.example.values import as_day
from lianheng.example.world import BUREAU, Row, Value, World

OTHERS = (
    ("decision", "年度预算草案编报"),
    ("personnel", "科室负责人任用建议"),
    ("decision", "内部控制制度修订"),
    ("personnel", "年度考核等次"),
    ("decision", "惠企政策兑现清单"),
    ("project", "国资盘活方案"),
    ("decision", "半年预算执行情况"),
    ("funds", "结转资金使用安排"),
)


class Decisions:
    """The decisions of one year, each taken in one of its leaders' meetings."""

    def __init__(self, world: World, year: int, meetings: list[Row]) -> None:
        self.world, self.year, self.meetings = world, year, meetings
        self.chance = world.chance("decisions", year)
        self._number = 0

    def meeting_by(self, day: datetime.date) -> Row:
        """The last meeting held by a day; the year's first when there was none yet."""
        return next(
            (row for row in reversed(self.meetings) if str(row["held_on"]) <= str(day)), self.meetings[0]
        )

    def decide(
        self, meeting: Row, category: str, subject: str, amount: Value, executed_on: datetime.date
    ) -> Row:
        """One item, carried. Now and then a member is away, or abstains."""
        held_on = as_day(meeting["held_on"])
        self._number += 1
        present = DECIDING - (self.chance.random() < 0.2)
        abstained = int(self.chance.random() < 0.1)
        return self.world.add(
            "decisions",
            decision_id=f"Y{self.year}-{self._number:03d}",
            unit_id=BUREAU,
            category=category,
            subject=subject,
            amount=amount,
            activity_id=meeting["activity_id"],
            materials_sent_on=self.world.workdays.after(held_on, -self.chance.randint(3, 5)),
            entitled=DECIDING,
            present=present,
            recused=0,
            must_recuse=0,
            spoke=present,
            chief_position=present,
            votes_for=present - abstained,
            votes_against=0,
            votes_abstain=abstained,
            passed=True,
            minutes_on=self.world.workdays.after(held_on, self.chance.randint(1, 4)),
            published_on=self.world.workdays.after(held_on, 5),
            executed_on=max(executed_on, held_on),
        )

    def decide_the_rest(self) -> None:
        """What is no purchase: budgets, people, regulations."""
        for number, (category, subject) in enumerate(OTHERS):
            meeting = self.meetings[2 + number * 2]
            held_on = as_day(meeting["held_on"])
            self.decide(
                meeting,
                category,
                subject,
                None,
                self.world.workdays.after(held_on, self.chance.randint(5, 40)),
            )
