"""Entries, checkpoints and the histories of people for the permission test."""

from __future__ import annotations

from functools import partial

from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.models import Checkpoint, Entry

from ..records import Case, Place, Stage
from ..table import Who, allows


def entries(place: Place) -> dict[str, Entry]:
    return {"": _entry(place)}


def checkpoints(place: Place) -> dict[str, Checkpoint]:
    return {"": Checkpoint.objects.first() or make_checkpoint()}


def histories(staged: Stage) -> list[Case]:
    """Of people: for those who may see the person, and for those who read the journal of the person's unit."""
    return [
        Case(place.name, {"kind": "people.person", "key": place.person.pk}, partial(_may_read, place))
        for place in staged.places
    ]


def _may_read(place: Place, who: Who) -> bool:
    return allows(who, "people.view_person", place.person) or allows(
        who, "history.view_journal", _entry(place)
    )


def _entry(place: Place) -> Entry:
    return Entry.objects.filter(kind="people.person", key=place.person.pk).latest("sequence")


RECORDS = {Entry: entries, Checkpoint: checkpoints}
ADDRESSES = {"history:record": histories}
