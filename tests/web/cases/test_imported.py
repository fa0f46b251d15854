"""After an import the rules run by themselves over the units and years it changed, once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from lianheng.web.access.actor import operator
from lianheng.web.cases.imported import left_to_judge
from lianheng.web.cases.models import Run
from lianheng.web.cases.tasks import run_imported
from lianheng.web.ledger.services import withdraw

from ..ledger.conftest import PAYMENTS, csv, give, payment, places, take  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(take):
    return take("accountant", csv("payments.csv", PAYMENTS + payment("A1") + payment("A2")))


def judged(year: int, minutes: int) -> None:
    """A run that began some minutes from now."""
    from lianheng.web.history.services import writing
    from lianheng.web.people.models import Unit

    run = Run(
        unit=Unit.objects.get(pk="U01"), trigger="demand", by_name="甲", as_at=timezone.localdate(), year=year,
        at=timezone.now() + timezone.timedelta(minutes=minutes), judged=0, passed=0, failed=0, not_applicable=0,
        cannot_judge=0, rules=0, not_run=0, seconds=30,
    )  # fmt: skip
    with writing(operator(), "cases.start_run", run):
        pass


def test_an_import_leaves_the_year_of_its_rows_to_judge_until_a_run_has_seen_it(taken):
    assert left_to_judge() == [("U01", 2024)]
    judged(2024, minutes=5)
    assert left_to_judge() == []


def test_of_many_years_the_last_and_those_judged_before_are_left(take):
    years = [payment("B1"), payment("B2").replace("2024-", "2019-"), payment("B3").replace("2024-", "2018-")]
    take("accountant", csv("payments.csv", PAYMENTS + "".join(years)))
    judged(2018, minutes=-60)
    assert left_to_judge() == [("U01", 2018), ("U01", 2024)]


def test_a_run_that_began_before_the_import_does_not_count(taken):
    judged(2024, minutes=0)  # it ran half a minute, and the import came in between
    assert left_to_judge() == [("U01", 2024)]


def test_a_withdrawal_is_a_change_too(taken, actor):
    judged(2024, minutes=-60)
    withdraw(actor("accountant"), taken, "重复导出")
    assert left_to_judge() == [("U01", 2024)]


def test_nothing_imported_nothing_to_run(cast, settings, tmp_path):
    settings.STORE_FOLDER = tmp_path
    assert run_imported(operator(), lambda *_: None) == ""


def test_the_worker_runs_it(taken, settings, tmp_path):
    settings.RUNS_FOLDER = tmp_path / "runs"
    run_imported(operator(), lambda *_: None)
    run = Run.objects.get()
    assert (run.unit_id, run.year, run.trigger) == ("U01", 2024, "import")
    assert run.judged == run.passed + run.failed + run.not_applicable + run.cannot_judge > 0
