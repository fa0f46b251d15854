"""The journal's end and root, as a backup notes them and a restored site shows them again."""

from __future__ import annotations

from django.conf import settings

from lianheng.journal.digests import Algorithm
from lianheng.journal.tree import Frontier
from lianheng.web.history.models import Entry
from lianheng.web.operations.results import Root

PIECE = 20_000


def journal_size() -> int:
    """The number of the last entry; 0 for none."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return last or 0


def root_of(size: int) -> Root:
    """The root of the first ``size`` entries, counted anew from their digests."""
    tree = Frontier(Algorithm(settings.JOURNAL_DIGEST))
    digests = Entry.objects.filter(sequence__lte=size).order_by("sequence").values_list("digest", flat=True)
    for digest in digests.iterator(PIECE):
        tree.append(digest.encode())
    return Root(tree.size, tree.root().hex())
