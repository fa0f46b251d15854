"""The four ways a row can be judged, and how loud a failure is."""

from __future__ import annotations

from enum import Enum

from lianheng.text import Text


class Outcome(Enum):
    """What a rule says of one row. The four always sum to all rows of the subject."""

    PASS = "pass"  # noqa: S105  (an outcome, not a password)
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def title(self) -> Text:
        return _OUTCOME_TITLES[self]

    @property
    def is_finding(self) -> bool:
        """Whether a person has to see it: a failure, or a row whose record is too thin to be judged."""
        return self in (Outcome.FAIL, Outcome.CANNOT_JUDGE)


class Severity(Enum):
    """The four colours of a warning, loudest first."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def title(self) -> Text:
        return _SEVERITY_TITLES[self]

    @property
    def rank(self) -> int:
        """0 for the loudest."""
        return list(Severity).index(self)

    def at_least(self, other: Severity) -> bool:
        return self.rank <= other.rank


_OUTCOME_TITLES = {
    Outcome.PASS: Text("通过", "pass"),
    Outcome.FAIL: Text("不符", "fail"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Outcome.CANNOT_JUDGE: Text("无法判断", "cannot judge"),
}
_SEVERITY_TITLES = {
    Severity.RED: Text("红", "red"),
    Severity.ORANGE: Text("橙", "orange"),
    Severity.YELLOW: Text("黄", "yellow"),
    Severity.BLUE: Text("蓝", "blue"),
}
