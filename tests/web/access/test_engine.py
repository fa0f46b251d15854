"""The evaluation of conditions: who reaches which records, worked through one by one."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db.models import Q

from lianheng.web.access.actor import NOBODY, Actor, operator
from lianheng.web.access.permissions import Holding, Permission, permissions, state_words
from lianheng.web.access.roles import ROLES
from lianheng.web.access.selectors import REACH_WORDS, condition_words
from lianheng.web.people.models import Person

pytestmark = pytest.mark.django_db
BUREAU = frozenset({"U01"})


@pytest.fixture
def declare(monkeypatch):
    """Declare one action for a test: ``declare(office="unit not_own")``; it is called ``people.test``."""

    def add(**allow: str) -> None:
        from lianheng.web.access import permissions as module

        declared = {**permissions(), "people.test": Permission("people.test", None, allow)}  # type: ignore[arg-type]
        monkeypatch.setattr(module, "permissions", lambda: declared)

    return add


def reached(cast, *holdings: Holding) -> set[str]:
    actor = replace(NOBODY, holdings=holdings)
    return set(actor.permitted("people.test", Person.objects.all()).values_list("pk", flat=True))


def everybody() -> set[str]:
    return set(Person.objects.values_list("pk", flat=True))


def test_nobody_reaches_anything(cast, declare):
    declare(office="any")
    assert reached(cast) == set()
    assert not NOBODY.may("people.test")


def test_each_reach_is_as_wide_as_it_says(cast, declare):
    declare(chief="any", office="unit", head="department", staff="own")
    department = Person.objects.get(pk="P04").department_id
    unit = set(Person.objects.filter(unit="U01").values_list("pk", flat=True))
    assert reached(cast, Holding("chief")) == everybody()
    assert reached(cast, Holding("office", BUREAU)) == unit
    assert reached(cast, Holding("head", BUREAU, department=department)) == unit
    assert reached(cast, Holding("staff", BUREAU, person="P04")) == {"P04"}


def test_a_holding_without_unit_department_or_person_reaches_nothing_by_them(cast, declare):
    declare(office="unit", head="department", staff="own", auditor="unit not_own")
    for holding in (Holding("office"), Holding("head"), Holding("staff"), Holding("auditor", BUREAU)):
        assert reached(cast, holding) == set(), holding


def test_not_ones_own_keeps_away_the_actor_and_whom_the_actor_acts_for(cast, declare):
    declare(office="unit not_own")
    mine = reached(cast, Holding("office", BUREAU, person="P06", barred=frozenset({"P06"})))
    lent = reached(cast, Holding("office", BUREAU, barred=frozenset({"P04", "P06"}), on_behalf_of="office"))
    assert "P06" not in mine
    assert "P04" in mine
    assert lent == mine - {"P04"}


def test_two_roles_reach_what_either_reaches_and_each_record_once(cast, declare):
    declare(staff="own", office="unit")
    holdings = (Holding("staff", person="Q01"), Holding("office", BUREAU))
    found = replace(NOBODY, holdings=holdings).permitted("people.test", Person.objects.all())
    assert (
        found.count()
        == len(set(found.values_list("pk", flat=True)))
        == Person.objects.filter(unit="U01").count() + 1
    )


def test_a_record_is_not_listed_twice_when_a_reach_leads_over_many_rows(cast, declare, monkeypatch):
    from lianheng.web.access.permissions import Reach
    from lianheng.web.people.services import appoint

    appoint(operator(), Person.objects.get(pk="P04"), "副科长", "section", "head", datetime.date(2024, 5, 6))
    declare(staff="own", office="unit")
    monkeypatch.setattr(Person, "reach", Reach(unit="unit", own="posts__person"))
    holdings = (Holding("staff", person="P04"), Holding("office", BUREAU))
    found = list(
        replace(NOBODY, holdings=holdings)
        .permitted("people.test", Person.objects.all())
        .values_list("pk", flat=True)
    )
    assert len(found) == len(set(found))


def test_a_state_narrows_and_an_unknown_one_is_a_fault_not_a_way_in(cast, declare, monkeypatch):
    declare(office="unit serving", chief="unit unheard_of")
    monkeypatch.setattr(Person, "states", {"serving": Q(left_on=None)})
    assert reached(cast, Holding("office", BUREAU)) == set(
        Person.objects.filter(unit="U01").values_list("pk", flat=True)
    )
    with pytest.raises(KeyError):
        reached(cast, Holding("chief", BUREAU))


def test_the_check_of_a_record_and_the_filter_of_a_list_agree(cast, actor):
    for name in cast:
        who: Actor = actor(name)
        for action in ("people.view_person", "people.change_person", "people.view_private"):
            listed = set(who.permitted(action, Person.objects.all()).values_list("pk", flat=True))
            checked = {person.pk for person in Person.objects.all() if who.may(action, person)}
            assert listed == checked, (name, action)


def test_units_of_an_action_are_those_whose_ledger_rows_it_reaches(cast, actor):
    assert actor("office").units("people.change_person") == {"U01"}
    assert actor("clerk").units("people.change_person") == set()
    assert actor("system_admin").units("people.view_person") is None
    assert operator().units("people.view_person") is None


def test_an_undeclared_action_is_a_fault_for_everybody(cast, actor):
    with pytest.raises(KeyError):
        actor("chief").may("people.unheard_of")
    assert not operator().may("people.unheard_of")


def test_the_operator_reaches_everything_that_is_declared(cast):
    assert (
        set(operator().permitted("people.view_person", Person.objects.all()).values_list("pk", flat=True))
        == everybody()
    )


def test_every_condition_of_the_table_can_be_said_in_both_languages():
    for declared in permissions().values():
        assert declared.title.zh
        assert declared.title.en
        for condition in declared.allow.values():
            reach, *states = condition.split()
            assert reach in REACH_WORDS
            unsaid = [state for state in states if state not in state_words()]
            assert not unsaid, (
                f"{declared.action}: say {unsaid} under `states:` in {declared.action.split('.')[0]}/permissions.yaml"
            )
    assert condition_words("unit not_own") == "本单位 非本人"


def test_a_table_with_an_unknown_role_or_reach_is_refused():
    from lianheng.web.access.permissions import _permission

    title = {"zh": "测试", "en": "Test"}
    for wrong in ({"king": "any"}, {"chief": "world"}):
        with pytest.raises(ValueError, match=r"permissions\.yaml"):
            _permission("people", "people.test", {"title": title, "allow": wrong})
    with pytest.raises(ValueError, match=r"permissions\.yaml"):
        _permission("people", "access.test", {"title": title, "allow": {}})
    assert len(ROLES) == 18
