"""Who is told of a step, a letter or a remark, and who learns nothing of it."""

from __future__ import annotations

import datetime

import pytest

from lianheng.web.cases import services
from lianheng.web.cases.steps import Violation
from lianheng.web.desk.models import Notice
from lianheng.web.people.models import Person

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=20)


def told(cast, name: str) -> list[str]:
    return list(Notice.objects.filter(to=cast[name]).order_by("pk").values_list("text_zh", flat=True))


def give(actor, case) -> None:
    by, holder = actor("discipline"), Person.objects.get(pk="P09")
    services.confirm(by, case, Violation.DUPLICATE, holder, "追回", by.today + SOON, "一致")


def test_the_holder_hears_what_was_given_sent_back_and_closed_without_the_matter_itself(
    case, actor, prove, cast
):
    give(actor, case)
    prove(actor("accountant"), case)
    for number in range(2):
        services.submit(actor("accountant"), case, "已退回")
        if not number:
            services.return_(actor("discipline"), case, "回单看不清")
    services.verify(actor("discipline"), case, "已核对")
    heard = told(cast, "accountant")
    assert [text[:6] for text in heard] == ["有一件事项交", "您提交的整改", "您整改的事项"]
    assert not any("示例甲公司" in text for text in heard)


def test_a_letter_is_announced_to_whom_it_asks(case, actor, cast):
    by = actor("discipline")
    letter = services.write_letter(by, case, Person.objects.get(pk="P09"), "为何支付两次？", by.today + SOON)
    assert letter.number in told(cast, "accountant")[0]


@pytest.mark.parametrize("text", ["@chief 请看", "@chief请看", "请@周明远看", "（@chief）"])
def test_a_remark_calls_by_account_or_by_name(case, actor, cast, text):
    services.comment(actor("discipline"), case, text)
    assert len(told(cast, "chief")) == 1


@pytest.mark.parametrize("text", ["@chiefs", "@chief2", "chief", "@ chief", "@discipline 我自己"])
def test_a_longer_name_no_name_and_oneself_call_nobody(case, actor, cast, text):
    services.comment(actor("discipline"), case, text)
    assert not Notice.objects.exists()


def test_who_may_not_see_the_case_is_not_told_that_there_is_one(case, actor, cast):
    services.comment(actor("discipline"), case, "@clerk @outsider @system_admin 请看")
    assert not Notice.objects.exists()
