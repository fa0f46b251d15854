"""The life of a case: who may take which step, what each asks for, and that no state is reached in another way."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lianheng.text import UserError
from lianheng.web.access.models import Account
from lianheng.web.access.selectors import actor_of
from lianheng.web.cases import services
from lianheng.web.cases.models import Case, CaseParty, CaseStep
from lianheng.web.cases.steps import WAYS, State, Step, Violation
from lianheng.web.history.services import Conflict
from lianheng.web.people.models import Person

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=20)


def confirmed(actor, case: Case, holder: str = "P09") -> Case:
    by = actor("discipline")
    return services.confirm(
        by,
        case,
        Violation.DUPLICATE,
        Person.objects.get(pk=holder),
        "追回重复付款",
        by.today + SOON,
        "发票号、金额、收款人一致",
    )


def test_the_path_from_suspicion_to_closing_by_somebody_else(case, actor, prove):
    confirmed(actor, case)
    prove(actor("accountant"), case)
    services.submit(actor("accountant"), case, "已全额退回")
    services.verify(actor("discipline"), case, "已核对银行回单")
    case.refresh_from_db()
    assert (case.state, case.verifier_id, case.holder_id) == (State.CLOSED, "P07", "P09")
    assert [step.step for step in case.steps.all()] == [Step.FIND, Step.CONFIRM, Step.SUBMIT, Step.VERIFY]


def test_the_one_who_mends_does_not_verify_even_as_a_discipline_officer(case, actor, prove):
    by = actor("auditor")
    services.confirm(
        by, case, Violation.DUPLICATE, Person.objects.get(pk="P07"), "追回", by.today + SOON, "一致"
    )
    prove(actor("discipline"), case)
    services.submit(actor("discipline"), case, "已退回")
    with pytest.raises((PermissionDenied, UserError)):
        services.verify(actor("discipline"), case, "核对无误")
    case.refresh_from_db()
    assert case.state == State.SUBMITTED


def test_the_database_itself_refuses_a_case_verified_by_its_holder(case, actor, prove):
    confirmed(actor, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Case).filter(pk=case.pk).update(  # as an insider would
            state=State.CLOSED, submitter="P09", verifier="P09"
        )


def test_a_red_warning_is_not_found_normal_without_evidence(case, actor, prove):
    assert case.demand.evidence
    with pytest.raises(UserError):
        services.explain(actor("discipline"), case, "押金")
    prove(actor("discipline"), case)
    assert services.explain(actor("discipline"), case, "押金").state == State.NORMAL


def test_mending_is_not_submitted_without_evidence(case, actor):
    confirmed(actor, case)
    with pytest.raises(UserError):
        services.submit(actor("accountant"), case, "已退回")


def test_a_step_says_why(case, actor):
    with pytest.raises(UserError):
        services.dismiss(actor("discipline"), case, actor("discipline").today + SOON, "  ")


def test_a_dismissal_cannot_be_for_ever(case, actor):
    by = actor("discipline")
    with pytest.raises(UserError):
        services.dismiss(by, case, by.today + datetime.timedelta(days=400), "长期合作")


def test_whoever_holds_no_case_cannot_submit_it(case, actor, prove):
    confirmed(actor, case)
    prove(actor("discipline"), case)
    with pytest.raises(PermissionDenied):
        services.submit(actor("treasury"), case, "已退回")


def test_two_people_on_one_case_the_second_is_told(case, actor, prove):
    seen = case.version
    confirmed(actor, case)
    with pytest.raises((Conflict, PermissionDenied)):
        services.dismiss(
            actor("discipline"), case, actor("discipline").today + SOON, "另案处理", version=seen
        )


def test_a_letter_is_answered_once_by_whom_it_went_to(case, actor):
    by = actor("discipline")
    letter = services.write_letter(by, case, Person.objects.get(pk="P09"), "为何两次付款？", by.today + SOON)
    assert letter.number.endswith("1号")
    with pytest.raises(PermissionDenied):
        services.reply(actor("treasury"), letter, "不知情")
    services.reply(actor("accountant"), letter, "系统重复提交")
    with pytest.raises(PermissionDenied):
        services.reply(actor("accountant"), letter, "补充")


def test_bulk_is_all_or_nothing(case, actor):
    others = list(Case.objects.all())
    decided = others[-1]
    services.dismiss(actor("discipline"), decided, actor("discipline").today + SOON, "另案处理")
    before = dict(Case.objects.values_list("pk", "state"))
    with pytest.raises((UserError, PermissionDenied)):
        services.together(
            actor("discipline"),
            others,
            Step.DISMISS.value,
            {"until": actor("discipline").today + SOON, "reason": "统一处理"},
        )
    assert dict(Case.objects.values_list("pk", "state")) == before


class Life(RuleBasedStateMachine):
    """Anybody tries any step at any time; the case is only ever where a declared step led it."""

    case: Case

    @initialize()
    def begin(self) -> None:
        self.state = State(Case.objects.get(pk=self.case.pk).state)

    @rule(
        who=st.sampled_from(
            ["chief", "discipline", "auditor", "accountant", "clerk", "outsider", "system_admin"]
        ),
        step=st.sampled_from([step for step in WAYS if step is not Step.VANISH]),
    )
    def try_step(self, who: str, step: Step) -> None:
        by = actor_of(Account.objects.get(username=who))
        case = Case.objects.get(pk=self.case.pk)
        day = (case.due_on or by.today) + SOON
        given = {
            Step.CONFIRM: {
                "violation": Violation.DUPLICATE,
                "holder": Person.objects.get(pk="P09"),
                "measures": "追回",
                "due_on": by.today + SOON,
            },
            Step.EXTEND: {"due_on": day},
            Step.DISMISS: {"until": by.today + SOON},
        }.get(step, {})
        try:
            with transaction.atomic():
                getattr(services, step.value)(by, case, reason="试", **given)
        except (UserError, PermissionDenied):
            assert Case.objects.get(pk=case.pk).state == self.state
        else:
            assert self.state in WAYS[step].source
            self.state = WAYS[step].target

    @invariant()
    def it_is_where_its_steps_led(self) -> None:
        stored = Case.objects.get(pk=self.case.pk)
        last = CaseStep.objects.filter(case=stored).last()
        assert last is not None
        assert stored.state == last.target == self.state
        assert stored.verifier_id is None or stored.verifier_id not in (stored.holder_id, stored.submitter_id)


def test_no_state_is_reached_but_by_a_declared_step(case, actor, prove):
    prove(actor("discipline"), case)
    Life.case = case
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_kind_of_problem_that_is_none_and_a_holder_who_has_left_are_refused(case, actor):
    by, holder = actor("discipline"), Person.objects.get(pk="P09")
    for kind in ("foo", "", "x" * 40):
        with pytest.raises(UserError):
            services.confirm(by, case, kind, holder, "追回", by.today + SOON, "一致")
    left = Person.objects.get(pk="P04")
    left.left_on = by.today - datetime.timedelta(days=1)
    with pytest.raises(UserError):
        services.confirm(by, case, Violation.DUPLICATE, left, "追回", by.today + SOON, "一致")


def test_nobody_clears_a_suspicion_that_names_himself(case, actor, prove):
    CaseParty.objects.create(case=case, kind="person", value="P07")
    by = actor("discipline")
    with pytest.raises(UserError):
        services.dismiss(by, case, by.today + SOON, "另案处理")
    with pytest.raises(UserError):
        services.explain(by, case, "已核对")


def test_what_is_reopened_is_due_anew(case, actor):
    by = actor("discipline")
    dismissed = services.dismiss(by, case, by.today + SOON, "另案处理")
    QuerySet(Case).filter(pk=case.pk).update(look_due_on=by.today - datetime.timedelta(days=200))
    reopened = services.reopen(by, Case.objects.get(pk=dismissed.pk), "另案已结")
    assert reopened.look_due_on > by.today
