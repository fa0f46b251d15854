"""Whether a site may be trusted to go on: the journal, every record and every file as they were sealed."""

from __future__ import annotations

from lianheng.text import UserError
from lianheng.web.history.verification import verify


def refuse_broken_journal() -> None:
    """Raises UserError naming the first thing that is not as it was sealed."""
    found = verify()
    if not found.intact:
        first = found.problems[0]
        total = len(found.problems) + found.more
        raise UserError(
            f"核验发现 {total} 处不符，例如 {first.place}：{first.text.zh}",
            f"{total} things are not as they were sealed, such as {first.place}: {first.text.en}",
        )
