"""What can be wrong with a journal, in words an auditor can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lianheng.text import Text


class Fault(Enum):
    """The ways in which a journal shows that it was touched."""

    ALTERED = "altered"
    BROKEN_LINK = "broken_link"
    MISSING = "missing"
    DOUBLED = "doubled"
    REORDERED = "reordered"
    TAIL_CUT = "tail_cut"
    ROLLED_BACK = "rolled_back"
    RECOMPUTED = "recomputed"
    ROOT_DIFFERS = "root_differs"
    BAD_SIGNATURE = "bad_signature"


@dataclass(frozen=True)
class Finding:
    """One fault, at the entries ``first`` to ``last``; of a checkpoint that is not valid, its place in what was given."""

    fault: Fault
    first: int
    last: int
    note: str = ""

    @property
    def text(self) -> Text:
        where = {"first": self.first, "last": self.last, "note": self.note}
        words = _WORDS[self.fault]
        return Text(words.zh.format(**where), words.en.format(**where))


class Findings:
    """Collects findings; of a journal that is spoiled throughout, the first thousand are enough, and the rest are counted."""

    MOST = 1000

    def __init__(self) -> None:
        self._listed: list[Finding] = []
        self.more = 0

    def add(self, finding: Finding) -> None:
        if len(self._listed) < self.MOST:
            self._listed.append(finding)
        else:
            self.more += 1

    @property
    def listed(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._listed, key=lambda finding: (finding.first, finding.last)))


_WORDS = {
    Fault.ALTERED: Text(
        "第 {first} 条被改动：内容与其摘要不符。", "Entry {first} was altered: it does not fit its digest."
    ),
    Fault.BROKEN_LINK: Text(
        "第 {first} 条与前一条接不上：前一条连同其摘要被换过。",
        "Entry {first} does not follow the one before it, which was replaced together with its digest.",
    ),
    Fault.MISSING: Text("第 {first} 至 {last} 条缺失。", "Entries {first} to {last} are missing."),
    Fault.DOUBLED: Text(
        "编号 {first} 重复或不该有：有一条是插入的。",
        "Number {first} occurs twice or should not exist: an entry was inserted.",
    ),
    Fault.REORDERED: Text(
        "顺序被改：封存为第 {last} 条的记录排在第 {first} 条的位置。",
        "The order was changed: the entry sealed as {last} stands in place {first}.",
    ),
    Fault.TAIL_CUT: Text(
        "末尾被截：{note}的检查点有 {last} 条，第 {first} 条起已不存在。",
        "The tail was cut: the checkpoint of {note} has {last} entries; those from {first} on are gone.",
    ),
    Fault.ROLLED_BACK: Text(
        "日志退回旧状态：外部保存的 {note} 检查点有 {last} 条，日志第 {first} 条起及其后的检查点都不存在，如同恢复了旧备份。",
        "The journal was rolled back: the checkpoint of {note} held outside has {last} entries; from {first} on they and "
        "their checkpoints are gone, as after restoring an old backup.",
    ),
    Fault.RECOMPUTED: Text(
        "历史被重做：第 {first} 至 {last} 条自身连贯，却不是 {note} 封存的那些。",
        "History was made anew: entries {first} to {last} follow each other, but are not those sealed at {note}.",
    ),
    Fault.ROOT_DIFFERS: Text(
        "第 {first} 至 {last} 条与 {note} 封存的根不符（另见所列改动）。",
        "Entries {first} to {last} do not have the root sealed at {note} (see the other findings).",
    ),
    Fault.BAD_SIGNATURE: Text(
        "{note}第 {first} 个检查点无效：签名不符，或内容已损坏。",
        "{note}: checkpoint {first} is not valid; its signature does not fit, or it is damaged.",
    ),
}
