"""The life of a case (疑点 → 核实 → 整改 → 核验 → 销号) as one closed table: no state is reached in any other way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

from lianheng.web.shell.words import words


class State(TextChoices):
    """Where a case stands."""

    SUSPECTED = "suspected", words("疑点待核实", "Suspected")
    MENDING = "mending", words("整改中", "Being mended")
    SUBMITTED = "submitted", words("待核验", "To be verified")
    CLOSED = "closed", words("已销号", "Closed")
    NORMAL = "normal", words("核实正常", "Found normal")
    DISMISSED = "dismissed", words("限期免查", "Dismissed for a time")
    GONE = "gone", words("自行消除", "Gone by itself")


class Step(TextChoices):
    """What can be done to a case."""

    FIND = "find", words("发现", "Found")
    EXPLAIN = "explain", words("核实为正常", "Find normal")
    CONFIRM = "confirm", words("认定问题并交办整改", "Confirm and have it mended")
    EXTEND = "extend", words("延期", "Extend")
    SUBMIT = "submit", words("提交整改结果", "Submit the mending")
    RETURN = "return_", words("退回整改", "Send back")
    VERIFY = "verify", words("核验销号", "Verify and close")
    DISMISS = "dismiss", words("限期免查", "Dismiss for a time")
    REOPEN = "reopen", words("重新打开", "Reopen")
    VANISH = "vanish", words("自行消除", "Gone by itself")


@dataclass(frozen=True)
class Way:
    """From which states a step leads, where to, and the action that allows it."""

    source: frozenset[State]
    target: State
    action: str


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


WAYS: dict[Step, Way] = {
    Step.EXPLAIN: Way(_from(State.SUSPECTED), State.NORMAL, "cases.explain"),
    Step.CONFIRM: Way(_from(State.SUSPECTED), State.MENDING, "cases.confirm"),
    Step.EXTEND: Way(_from(State.MENDING), State.MENDING, "cases.extend"),
    Step.SUBMIT: Way(_from(State.MENDING), State.SUBMITTED, "cases.submit"),
    Step.RETURN: Way(_from(State.SUBMITTED), State.MENDING, "cases.return_"),
    Step.VERIFY: Way(_from(State.SUBMITTED), State.CLOSED, "cases.verify"),
    Step.DISMISS: Way(_from(State.SUSPECTED), State.DISMISSED, "cases.dismiss"),
    Step.REOPEN: Way(
        _from(State.NORMAL, State.CLOSED, State.DISMISSED, State.GONE), State.SUSPECTED, "cases.reopen"
    ),
    Step.VANISH: Way(_from(State.SUSPECTED), State.GONE, "cases.vanish"),
}
TOGETHER = (Step.EXPLAIN, Step.CONFIRM, Step.DISMISS)
"""Steps that may be taken for several cases at once."""
OPEN = _from(State.SUSPECTED, State.MENDING, State.SUBMITTED)
"""States in which somebody still owes something."""


class Colour(TextChoices):
    """How loud a warning is, and what it demands."""

    RED = "red", words("红色", "Red")
    ORANGE = "orange", words("橙色", "Orange")
    YELLOW = "yellow", words("黄色", "Yellow")
    BLUE = "blue", words("蓝色", "Blue")


@dataclass(frozen=True)
class Demand:
    """What a colour asks for. Days are working days from the finding until somebody must have looked."""

    days: int
    evidence: bool
    """Whether a case may be found normal only with evidence attached."""
    stops: bool
    """Whether what it concerns must rest until it is cleared up."""


DEMANDS = {
    Colour.RED: Demand(days=3, evidence=True, stops=True),
    Colour.ORANGE: Demand(days=5, evidence=True, stops=False),
    Colour.YELLOW: Demand(days=10, evidence=False, stops=False),
    Colour.BLUE: Demand(days=30, evidence=False, stops=False),
}


class Violation(TextChoices):
    """The kind of a confirmed problem, as the annual report counts them."""

    BEYOND_STANDARD = "beyond_standard", words("超标准、超范围", "Beyond the standard")
    NO_APPROVAL = "no_approval", words("未经审批、程序不全", "Without approval or due procedure")
    NOT_TRUE = "not_true", words("票据或事项不实", "Untrue document or matter")
    DUPLICATE = "duplicate", words("重复支付、多付", "Paid twice or too much")
    PROCUREMENT = "procurement", words("采购不规范", "Improper procurement")
    NOT_DONE = "not_done", words("应办未办、逾期", "Not done, or late")
    RECORD = "record", words("记录不全、不准", "Incomplete or wrong records")
    CONFLICT = "conflict", words("利益冲突、未回避", "Conflict of interest")
    OTHER = "other", words("其他", "Other")
