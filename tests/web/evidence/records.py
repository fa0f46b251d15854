"""Attachments of people for the permission test: one that stands and one withdrawn, each entered by the person."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from lianheng.web.access.actor import operator
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.services import attach, withdraw
from lianheng.web.people.models import Person

from ..conftest import START
from ..records import Case, Place, Stage
from ..table import Who, allows
from .samples import pdf, picture


def attachments(place: Place) -> dict[str, Attachment]:
    by = replace(operator(), person=place.person.pk)
    standing = attach(by, place.person, [picture("PNG")], "照片.png", START)
    withdrawn = attach(by, place.person, [pdf()], "证明.pdf", START)
    return {"standing": standing, "": withdraw(by, withdrawn, "附错")}


def may_see(who: Who, attachment: Attachment) -> bool:
    """Whoever may see the record."""
    return allows(who, "people.view_person", Person.objects.get(pk=attachment.record_key))


def places_to_attach(staged: Stage) -> list[Case]:
    return [
        Case(
            place.name,
            {"kind": "people.person", "key": place.person.pk},
            partial(lambda person, who: allows(who, "people.view_person", person), place.person),
        )
        for place in staged.places
    ]


RECORDS = {Attachment: attachments}
ADDRESSES = {"evidence:attach": places_to_attach}
SEEN = {Attachment: may_see}
