"""A bureau's own thresholds: proposed by one, tried, approved by another, in force from their day, and never anything else."""

from __future__ import annotations

import csv
import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lianheng.text import UserError
from lianheng.web.people.models import Unit
from lianheng.web.rulebook import services
from lianheng.web.rulebook.models import Change
from lianheng.web.rulebook.selectors import tuned_parameters, write_overlay

pytestmark = pytest.mark.django_db
RULE, KNOB = "payments.split_below_limit", "least_share"
LIMIT = {"limit_id": "approval_limit", "value": "20000", "unit": "yuan", "direction": "max"}
FROM = datetime.date(2021, 7, 1)


@pytest.fixture
def bureau(cast) -> Unit:
    return Unit.objects.get(pk="U01")


@pytest.fixture
def proposed(actor, bureau) -> Change:
    return services.propose_parameter(actor("discipline"), bureau, RULE, KNOB, "0.2", FROM, "局务会纪要第3号")


def tried(actor, change: Change) -> Change:
    services.keep_trial(
        actor("discipline"), change, [{"rule": RULE, "before": {"fail": 2}, "after": {"fail": 1}}]
    )
    return Change.objects.get(pk=change.pk)


def test_a_change_is_in_force_from_its_day_once_another_has_approved_it(actor, proposed):
    change = tried(actor, proposed)
    assert tuned_parameters("U01", FROM) == {}
    services.approve(actor("chief"), change, change.digest)
    assert tuned_parameters("U01", FROM) == {RULE: {KNOB: 0.2}}
    assert tuned_parameters("U01", FROM - datetime.timedelta(days=1)) == {}
    assert tuned_parameters("U02", FROM) == {}


def test_an_untried_change_is_not_approved(actor, proposed):
    with pytest.raises(UserError):
        services.approve(actor("chief"), proposed, proposed.digest)


def test_nobody_approves_a_change_of_his_own_nor_does_the_database_let_him(actor, proposed):
    change = tried(actor, proposed)
    with pytest.raises((UserError, PermissionDenied)):
        services.approve(actor("discipline"), change, change.digest)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Change).filter(pk=change.pk).update(  # as an insider would
            state="approved", decider="P07", approved_digest=change.digest
        )


def test_an_approval_of_something_else_than_what_was_read_is_refused(actor, proposed):
    change = tried(actor, proposed)
    with pytest.raises(UserError):
        services.approve(actor("chief"), change, "0" * 64)


@pytest.mark.parametrize(
    ("field", "value"), [("content", '{"parameter": "least_share", "value": 0.9}'), ("from_on", "2020-01-01")]
)
def test_what_is_altered_after_its_approval_is_not_applied(actor, proposed, field, value):
    change = tried(actor, proposed)
    services.approve(actor("chief"), change, change.digest)
    QuerySet(Change).filter(pk=change.pk).update(  # as an insider would
        **{field: value}
    )
    assert tuned_parameters("U01", FROM) == {}


@pytest.mark.parametrize("value", ["viel", "-1", "0.1; DROP TABLE payments", "nan", ""])
def test_a_parameter_takes_only_a_value_like_its_default(actor, bureau, value):
    with pytest.raises(UserError):
        services.propose_parameter(actor("discipline"), bureau, RULE, KNOB, value, FROM, "纪要")


def test_an_unknown_parameter_is_refused(actor, bureau):
    with pytest.raises(UserError):
        services.propose_parameter(actor("discipline"), bureau, RULE, "sql", "1", FROM, "纪要")


def test_a_standard_of_the_bureau_lies_over_the_shipped_ones(actor, bureau, tmp_path):
    change = tried(
        actor,
        services.propose_standard(actor("accountant"), bureau, "limits", LIMIT, FROM, None, "审批制度第八条"),
    )
    assert write_overlay(tmp_path / "before") is None
    services.approve(actor("chief"), change, change.digest)
    folder = write_overlay(tmp_path / "after")
    with (folder / "limits.csv").open(encoding="utf-8") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["value"], row["layer"], row["place"], row["valid_from"]) == (
        "20000",
        "bureau",
        "unit:U01",
        "2021-07-01",
    )


def approved(actor, bureau, value: str, from_on: datetime.date, to_on: datetime.date | None = None) -> None:
    by = actor("accountant")
    change = services.propose_standard(
        by, bureau, "limits", LIMIT | {"value": value}, from_on, to_on, "审批制度第八条"
    )
    change = tried(actor, change)
    services.approve(actor("chief"), change, change.digest)


def overlaid(folder) -> list[tuple[str, str, str]]:
    with (write_overlay(folder) / "limits.csv").open(encoding="utf-8") as lines:
        rows = [(row["valid_from"], row["valid_to"], row["value"]) for row in csv.DictReader(lines)]
    return sorted(rows)


def test_what_was_approved_last_holds_from_its_day_also_where_it_is_less_strict(actor, bureau, tmp_path):
    approved(actor, bureau, "20000", FROM)
    approved(actor, bureau, "50000", datetime.date(2022, 1, 1))
    assert overlaid(tmp_path) == [("2021-07-01", "2021-12-31", "20000"), ("2022-01-01", "", "50000")]


def test_when_it_ends_what_it_replaced_holds_again(actor, bureau, tmp_path):
    approved(actor, bureau, "20000", FROM)
    approved(actor, bureau, "50000", datetime.date(2022, 1, 1), datetime.date(2022, 3, 31))
    assert overlaid(tmp_path) == [
        ("2021-07-01", "2021-12-31", "20000"),
        ("2022-01-01", "2022-03-31", "50000"),
        ("2022-04-01", "", "20000"),
    ]


def test_one_that_covers_another_wholly_leaves_nothing_of_it(actor, bureau, tmp_path):
    approved(actor, bureau, "20000", datetime.date(2022, 1, 1), datetime.date(2022, 3, 31))
    approved(actor, bureau, "50000", FROM)
    assert overlaid(tmp_path) == [("2021-07-01", "", "50000")]


@pytest.mark.parametrize(
    "wrong", [{"value": "much"}, {"value": ""}, {"limit_id": "no_such_limit"}, {"value": "-5"}]
)
def test_a_wrong_standard_is_refused_naming_its_column(actor, bureau, wrong):
    with pytest.raises(UserError):
        services.propose_standard(actor("accountant"), bureau, "limits", LIMIT | wrong, FROM, None, "制度")
    assert not Change.objects.exists()


def test_a_chief_does_not_approve_for_another_unit(actor, cast):
    other = Unit.objects.get(pk="U02")
    with pytest.raises(PermissionDenied):
        services.propose_parameter(actor("discipline"), other, RULE, KNOB, "0.2", FROM, "纪要")


def test_rule_and_standard_pages_open_for_everybody_who_works_here(client_of):
    clerk = client_of("clerk")
    for address in (
        "/rulebook/",
        "/rulebook/?area=travel&colour=orange&text=cap",
        f"/rulebook/{RULE}/",
        "/rulebook/standards/",
        "/rulebook/standards/limits/",
    ):
        assert clerk.get(address).status_code == 200
    assert clerk.get("/rulebook/no.rule/").status_code == 404
    assert client_of("system_admin").get("/rulebook/").status_code == 403


def test_the_form_of_a_standard_takes_a_zero(client_of):
    from lianheng.standards.catalogue import standard_tables
    from lianheng.web.rulebook.forms import StandardForm

    given = {f"column_{name}": value for name, value in (LIMIT | {"value": "0"}).items()}
    form = StandardForm(
        given | {"from_on": "2021-07-01", "reason": "制度"}, table=standard_tables()["limits"]
    )
    assert form.is_valid(), form.errors
    assert form.values()["value"] == "0"
