"""Holds the stored files against the digests that the journal keeps of them. Part of every verification."""

from __future__ import annotations

from collections.abc import Iterator

from lianheng.text import Text, UserError
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.storing import is_intact, path_of
from lianheng.web.history.packages import Enclosure
from lianheng.web.history.problems import Problem, Seen


def problems(seen: Seen) -> Iterator[Problem]:
    """Every file once, by its digest; many attachments may share one."""
    digests = Attachment.objects.order_by("digest").values_list("digest", flat=True).distinct()
    for digest in digests.iterator():
        problem = _problem(digest)
        if problem is not None:
            yield problem
        seen(1)


def _problem(digest: str) -> Problem | None:
    try:
        if is_intact(digest):
            return None
        fault, what = (
            "file_altered",
            Text("内容与收到时不同，已被调换或损坏", "is not what was received: swapped or spoiled"),
        )
    except FileNotFoundError:
        fault, what = "file_missing", Text("已丢失", "is missing")
    except (OSError, UserError) as error:
        fault, what = "unreadable", Text(f"无法读取（{error}）", f"cannot be read ({error})")
    names = "、".join(Attachment.objects.filter(digest=digest).values_list("name", flat=True)[:5])
    return Problem(
        fault,
        digest,
        Text(f"附件“{names}”的文件（{digest}）{what.zh}。", f"The file of {names} ({digest}) {what.en}."),
    )


def enclosures(kind: str, key: str) -> Iterator[Enclosure]:
    """The files that prove a record, for an evidence package; what was withdrawn proves nothing."""
    for attachment in Attachment.objects.filter(record_kind=kind, record_key=key, withdrawn_on=None):
        yield Enclosure(
            (attachment.kind(), str(attachment.pk)), attachment.digest, path_of(attachment.digest)
        )
