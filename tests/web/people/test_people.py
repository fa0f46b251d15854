"""Units, people and posts through their pages: who may, what is kept, and two people on one record."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from lianheng.text import ProductFault, UserError
from lianheng.web.history.models import Entry
from lianheng.web.people import ledger
from lianheng.web.people.models import Person, Unit
from lianheng.web.people.services import appoint, save_person

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)


def form(person: Person, **changed: object) -> dict[str, object]:
    values = {
        "name": person.name,
        "unit": person.unit_id,
        "department": person.department_id or "",
        "party": person.party,
        "officer": person.officer,
        "joined_on": person.joined_on,
        "seen_version": person.version,
        "reason": "岗位调整",
    }
    return values | changed


def test_the_office_changes_a_person_and_the_journal_says_what_was_before(client_of):
    person = Person.objects.get(pk="P04")
    answer = client_of("office").post("/people/P04/change/", form(person, branch="机关第一支部"))
    assert answer.status_code == 302
    entry = Entry.objects.filter(kind="people.person", key="P04").last()
    assert (entry.actor, entry.actor_name, entry.reason) == ("office", "褚文心", "岗位调整")
    assert (entry.before["branch"], entry.after["branch"]) == (None, "机关第一支部")


def test_a_clerk_sees_people_of_the_own_unit_and_changes_none(client_of):
    client = client_of("clerk")
    assert client.get("/people/P01/").status_code == 200
    assert client.get("/people/Q01/").status_code == 404
    assert client.get("/people/P01/change/").status_code == 403


def test_two_people_on_one_record_the_second_sees_both_versions_and_decides(client_of):
    person = Person.objects.get(pk="P04")
    first, second = client_of("office"), client_of("office")
    first.post("/people/P04/change/", form(person, branch="第一支部"))
    answer = second.post("/people/P04/change/", form(person, branch="第二支部"))
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "第一支部" in told and "第二支部" in told
    assert Person.objects.get(pk="P04").branch == "第一支部"
    again = second.post(
        "/people/P04/change/", form(person, branch="第二支部", seen_version=person.version + 1)
    )
    assert again.status_code == 302
    assert Person.objects.get(pk="P04").branch == "第二支部"


def test_nobody_moves_a_person_out_of_the_reach_of_their_own_role(actor):
    person = Person.objects.get(pk="P04")
    with pytest.raises(PermissionDenied):
        save_person(actor("office"), person, {"unit": Unit.objects.get(pk="U02"), "department": None})
    assert Person.objects.get(pk="P04").unit_id == "U01"


def test_a_person_is_not_saved_past_the_journal(cast):
    person = Person.objects.get(pk="P04")
    person.name = "另名"
    with pytest.raises(ProductFault):
        person.save()


def test_a_new_post_ends_the_old_one_the_day_before(actor):
    person = Person.objects.get(pk="P04")
    appoint(actor("office"), person, "副科长", "section", "head", DAY)
    old, new = person.posts.order_by("from_on")
    assert (old.to_on, new.from_on, new.to_on) == (DAY - datetime.timedelta(days=1), DAY, None)


def test_a_post_cannot_begin_before_the_present_one(actor):
    with pytest.raises(UserError):
        appoint(
            actor("office"),
            Person.objects.get(pk="P04"),
            "副科长",
            "section",
            "head",
            datetime.date(2019, 1, 1),
        )


def test_the_ledger_knows_the_post_held_on_the_day(actor):
    appoint(actor("office"), Person.objects.get(pk="P04"), "副科长", "section", "head", DAY)

    def role(day: datetime.date) -> str:
        rows = ledger.people(day).to_pylist()
        return next(row["role"] for row in rows if row["person_id"] == "P04")

    assert (role(DAY - datetime.timedelta(days=1)), role(DAY)) == ("staff", "head")


def test_a_wrong_form_says_so_and_keeps_what_was_typed(client_of):
    person = Person.objects.get(pk="P04")
    answer = client_of("office").post(
        "/people/P04/change/", form(person, joined_on="2024-13-01", branch="第三支部")
    )
    assert answer.status_code == 400
    assert "第三支部" in answer.content.decode()


def test_an_ended_session_keeps_what_was_typed_for_the_same_person_only(client_of, cast):
    office = client_of("office")
    page = office.get("/people/P04/change/")
    mark = page.context["typed_by"]
    office.logout()
    person = Person.objects.get(pk="P04")
    sent = office.post("/people/P04/change/", form(person, branch="写到一半", typed_by=mark))
    assert sent.status_code == 302 and "/sign-in/login/" in sent["Location"]
    office.force_login(cast["office"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "写到一半" in office.get("/people/P04/change/").content.decode()
    assert Person.objects.get(pk="P04").branch is None


def test_the_list_is_exported_whole_and_harmless(client_of, actor):
    save_person(actor("office"), Person.objects.get(pk="P04"), {"name": "=1+1"})
    rows = b"".join(client_of("office").get("/people/?export=csv").streaming_content).decode("utf-8-sig")
    assert "'=1+1" in rows
    assert "何远山" not in rows
