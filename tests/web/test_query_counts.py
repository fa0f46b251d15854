"""How often each main page asks the database. ``LIANHENG_COUNT=1`` writes the counts anew; the difference is reviewed."""

from __future__ import annotations

import os

import pytest

from . import queries, screens

pytestmark = pytest.mark.django_db


def test_each_main_page_asks_the_database_as_often_as_was_committed(client_of):
    keyed = screens.furnish()
    counted = {
        f"{role} {address}": queries.queries(client_of(role), keyed(address))
        for role, pages in screens.PAGES.items()
        for address in pages.values()
    }
    if os.environ.get("LIANHENG_COUNT"):
        queries.commit(counted)
    assert counted == queries.committed()


def test_a_longer_list_does_not_ask_more_often(client_of, cast):
    from lianheng.web.access.actor import operator
    from lianheng.web.people.models import Person, Unit
    from lianheng.web.people.services import save_person

    client, before = client_of("office"), queries.queries(client_of("office"), "/people/")
    for number in range(20):
        values = {
            "person_id": f"N{number}",
            "name": "新人",
            "unit": Unit.objects.get(pk="U01"),
            "joined_on": "2024-01-01",
        }
        save_person(operator(), Person(), values)
    assert queries.queries(client, "/people/") == before
