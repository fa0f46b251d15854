"""Who reports, on which year, and when: the few facts of the report that are not figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Profile:
    """``unit`` is the name that signs; ``dated`` is the date printed and the only date the files carry."""

    unit: str
    year: int
    dated: date
    addressee: str | None = None
    """The organ the report is sent to (主送机关); None for an internal report."""

    def words(self) -> dict[str, str]:
        """What ``{unit}``, ``{year}`` and ``{next_year}`` stand for in the outline."""
        return {"unit": self.unit, "year": str(self.year), "next_year": str(self.year + 1)}

    @property
    def date_line(self) -> str:
        """成文日期 in Arabic numerals without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
        return f"{self.dated.year}年{self.dated.month}月{self.dated.day}日"
