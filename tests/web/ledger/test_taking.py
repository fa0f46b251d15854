"""Units and people in a workbook: taken by the services of their forms, under the same permission, all or nothing with the rest."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lianheng.web.access.actor import operator
from lianheng.web.history.models import Entry
from lianheng.web.jobs.worker import work_off
from lianheng.web.ledger import services
from lianheng.web.ledger.groups import import_action
from lianheng.web.ledger.intake import in_order, intakes, kept_tables
from lianheng.web.ledger.models import Import
from lianheng.web.people.models import Department, Person, Unit
from lianheng.web.people.services import save_person

from ..conftest import START
from .conftest import PAYMENTS, PEOPLE, again, csv, payment, person

pytestmark = pytest.mark.django_db


def test_people_become_records_and_no_part_of_the_batch(take, store):
    record = take("office", csv("people.csv", PEOPLE + person("N1") + person("N2", supervisor_id="N1")))
    assert record.state == Import.State.ACCEPTED
    made = Person.objects.get(pk="N2")
    assert (made.department.name, made.supervisor_id, made.posts.get().title) == ("国库科", "N1", "科员")
    assert (record.batch_id, store.manifests()) == ("", [])
    assert Entry.objects.filter(kind="people.person", key="N2", reason__contains=str(record)).exists()


def test_a_supervisor_may_stand_below_in_the_same_file(take):
    take("office", csv("people.csv", PEOPLE + person("N1", supervisor_id="N2") + person("N2")))
    assert Person.objects.get(pk="N1").supervisor_id == "N2"


def test_rows_are_ordered_by_what_they_refer_to_and_a_circle_stays_as_it_is():
    rows = [{"person_id": n, "supervisor_id": s} for n, s in (("A", "B"), ("B", "C"), ("C", None))]
    assert [rows[place]["person_id"] for place in in_order("people", rows)] == ["C", "B", "A"]
    circle = [{"person_id": "A", "supervisor_id": "B"}, {"person_id": "B", "supervisor_id": "A"}]
    assert in_order("people", circle) == [0, 1]


def test_an_import_may_change_only_what_the_form_would_let_the_same_person_change(give, take, actor):
    """NetBox #22617: with the permission to add, an import overwrote what the permission to change guarded."""
    record = give("accountant", csv("people.csv", PEOPLE + person("P01", name="改名")))
    assert record.state == Import.State.READY  # somebody with the right may accept it
    assert "无权" in record.findings.told["problems"][0]["reason"][0]
    with pytest.raises(PermissionDenied):
        services.accept(actor("accountant"), record)
    with pytest.raises(PermissionDenied):
        save_person(actor("accountant"), Person.objects.get(pk="P01"), {"name": "改名"})
    assert Person.objects.get(pk="P01").name == "周明远"
    assert (
        take("office", csv("people.csv", PEOPLE + person("P01", name="周明远"))).state
        == Import.State.ACCEPTED
    )


@pytest.mark.parametrize(("number", "unit"), [("Q01", "U02"), ("Q01", "U01"), ("N9", "U02")])
def test_nobody_is_taken_from_or_put_into_another_unit(give, actor, number, unit):
    """Neither changed there, nor drawn over from there, nor newly made there."""
    record = give("office", csv("people.csv", PEOPLE + person(number, unit=unit)))
    services.accept(actor("office"), record)
    work_off()
    assert again(record).state == Import.State.REFUSED
    assert Person.objects.filter(pk="Q01", unit="U02", name="何远山").exists()
    assert not Person.objects.filter(pk="N9").exists()


def test_a_new_unit_needs_whoever_may_make_one(give, actor):
    text = "unit_id,name,uscc,parent_id,division_code,level\nU09,新设中心,,U01,341800,zone\n"
    record = give("office", csv("units.csv", text))
    services.accept(actor("office"), record)
    work_off()
    assert not Unit.objects.filter(pk="U09").exists()
    assert again(record).state == Import.State.REFUSED


def test_an_empty_cell_or_a_missing_column_leaves_what_is_known(take, actor):
    save_person(actor("office"), Person.objects.get(pk="P04"), {"phone": "13900000000", "branch": "第一支部"})
    take("office", csv("people.csv", PEOPLE + person("P04", name="冯小满", department="预算科")))
    kept = Person.objects.get(pk="P04")
    assert (kept.phone, kept.branch) == ("13900000000", "第一支部")


def test_what_the_form_would_refuse_is_told_beside_the_row_and_nothing_is_kept(give, actor):
    text = (
        PEOPLE + person("N1") + person("编号 有空格", name="某人") + person("P01", name="周明远", post="局长")
    )
    record = give("office", csv("people.csv", text))
    (problem,) = [item for item in record.findings.told["problems"] if item["refusal"]]
    assert (record.state, problem["row"]) == (Import.State.REFUSED, 3)
    assert problem["reason"][0] != problem["reason"][1]
    assert not Person.objects.filter(pk="N1").exists()


def test_payments_in_the_same_workbook_may_name_the_people_it_brings(office_that_pays, take, store):
    header = PAYMENTS.strip() + ",maker_id\n"
    lines = payment("1").strip() + ",N1\n" + payment("2").strip() + ",P01\n"
    record = take("office", csv("people.csv", PEOPLE + person("N1")), csv("payments.csv", header + lines))
    assert record.state == Import.State.ACCEPTED
    (manifest,) = store.known()
    assert dict(manifest.rows) == {"payments": 2}
    assert Person.objects.filter(pk="N1").exists()


def test_when_a_person_is_refused_at_the_last_moment_the_payments_are_not_kept_either(
    office_that_pays, give, actor, store
):
    record = give(
        "office", csv("people.csv", PEOPLE + person("N1")), csv("payments.csv", PAYMENTS + payment("1"))
    )
    assert record.state == Import.State.READY
    other = Unit.objects.get(pk="U02")
    values = {"person_id": "N1", "name": "别人", "unit": other, "joined_on": START}
    save_person(operator(), Person(), values)  # meanwhile another unit took that number
    services.accept(actor("office"), record)
    work_off()
    assert (again(record).state, store.manifests()) == (Import.State.REFUSED, [])
    assert Person.objects.get(pk="N1").name == "别人"
    assert not Department.objects.filter(name="国库科").exists()


def test_a_table_with_an_app_is_imported_under_the_action_of_its_form():
    assert import_action("people") == "people.change_person"
    assert import_action("units") == "people.change_unit"
    assert import_action("payments") == "ledger.import_money"
    assert set(intakes()) <= set(kept_tables())
    assert list(intakes()).index("units") < list(intakes()).index("people")
