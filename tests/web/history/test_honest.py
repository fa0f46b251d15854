"""Whatever people honestly do, in whatever order, the verification accuses nobody and no number is missing."""

from __future__ import annotations

import datetime
import random
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lianheng.text import UserError
from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account
from lianheng.web.access.services import grant_role, open_account
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.services import attach, date_attachment, withdraw
from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.models import Entry, Head
from lianheng.web.history.services import Conflict, remove, writing
from lianheng.web.history.verification import verify
from lianheng.web.people.models import Department, Person, Post, Unit
from lianheng.web.people.services import appoint, save_department, save_person, save_unit

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    str.strip
)
NAMES = WORDS.filter(bool)
CHANCE = st.integers(0, 2**20)


class Bureau(RuleBasedStateMachine):
    """Services called in any order, some of which fail half way."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by, self.number, self.outside = operator(), 0, None
        self.unit = save_unit(self.by, Unit(), self._unit())
        self.person = save_person(self.by, Person(), self._person())

    def teardown(self) -> None:
        verified = verify(self.outside)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        assert verified.intact, verified.problems

    @rule(name=NAMES)
    def a_unit_is_made(self, name: str) -> None:
        self.unit = save_unit(self.by, Unit(), self._unit() | {"name": name, "parent": self.unit})

    @rule(name=NAMES)
    def a_department_is_made(self, name: str) -> None:
        save_department(self.by, Department(), {"unit": self.unit, "name": f"{name}{self._next()}"})

    @rule(name=NAMES, number=st.none() | st.from_regex(r"\d{17}[\dX]", fullmatch=True))
    def a_person_is_made(self, name: str, number: str | None) -> None:
        self.person = save_person(self.by, Person(), self._person() | {"name": name, "id_no": number})

    @rule(branch=st.none() | NAMES, seed=CHANCE)
    def a_person_is_changed(self, branch: str | None, seed: int) -> None:
        person = self._any(Person, seed)
        save_person(
            self.by, person, {"branch": branch, "unit": self.unit, "department": None}, "调整", person.version
        )

    @rule(seed=CHANCE)
    def two_change_the_same_person(self, seed: int) -> None:
        person = self._any(Person, seed)
        with pytest.raises(Conflict):
            save_person(self.by, person, {"branch": "晚到"}, "", person.version - 1)

    @rule(seed=CHANCE)
    def a_change_fails_half_way(self, seed: int) -> None:
        with (
            pytest.raises(ZeroDivisionError),
            writing(self.by, "people.change_person", self._any(Person, seed)) as person,
        ):
            person.branch = f"不会保存{1 // 0}"

    @rule(seed=CHANCE)
    def many_changes_are_taken_back_together(self, seed: int) -> None:
        with suppress(ZeroDivisionError), transaction.atomic():
            save_person(self.by, self._any(Person, seed), {"branch": "不会保存"})
            save_person(self.by, Person(), self._person())
            raise ZeroDivisionError

    @rule(days=st.integers(1, 3000), seed=CHANCE)
    def somebody_is_appointed(self, days: int, seed: int) -> None:
        with suppress(UserError):  # not after the start of the post held now
            appoint(
                self.by,
                self._any(Person, seed),
                "科长",
                "section",
                "head",
                DAY + datetime.timedelta(days=days),
            )

    @rule(seed=CHANCE)
    def a_post_is_removed(self, seed: int) -> None:
        if Post.objects.exists():
            remove(self.by, "people.change_person", self._any(Post, seed), "误录")

    @rule(seed=CHANCE)
    def an_account_is_opened_and_given_a_role(self, seed: int) -> None:
        person = self._any(Person, seed)
        if not Account.objects.filter(person=person).exists():
            account = open_account(self.by, f"a{self._next()}", "correct horse battery 9", person)
            grant_role(self.by, account, "staff", person.unit, DAY)

    @rule(seed=CHANCE)
    def an_account_is_closed(self, seed: int) -> None:
        if Account.objects.exists():
            account = self._any(Account, seed)
            with writing(self.by, "access.change_account", account, "离岗") as changed:
                changed.is_active = not changed.is_active

    @rule(text=NAMES, seed=CHANCE)
    def a_file_is_attached(self, text: str, seed: int) -> None:
        content = f"{self._next()} {text}\n".encode()
        attach(self.by, self._any(Person, seed), [content], f"{text}.txt", DAY, DAY)

    @rule(seed=CHANCE)
    def an_attachment_is_dated_or_withdrawn(self, seed: int) -> None:
        standing = list(Attachment.objects.filter(withdrawn_on=None))
        if standing and seed % 2:
            withdraw(self.by, standing[seed % len(standing)], "重复")
        elif standing:
            date_attachment(
                self.by, standing[seed % len(standing)], {"fact_on": DAY, "document_on": None}, "更正"
            )

    @rule()
    def the_day_ends(self) -> None:
        self.outside = make_checkpoint(self.by).text

    @invariant()
    def numbers_have_no_gap(self) -> None:
        assert list(Entry.objects.values_list("sequence", flat=True)) == list(
            range(1, Head.objects.get().sequence + 1)
        )

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _any(self, model: Any, seed: int) -> Any:
        return random.Random(seed).choice(list(model.objects.order_by("pk")))

    def _unit(self) -> dict[str, Any]:
        return {"unit_id": f"U{self._next()}", "name": "示例局", "division_code": "340100", "level": "zone"}

    def _person(self) -> dict[str, Any]:
        return {"person_id": f"P{self._next()}", "name": "钱安", "unit": self.unit, "joined_on": "2020-01-01"}


def test_honest_work_in_any_order_is_never_accused():
    run_state_machine_as_test(
        Bureau,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
