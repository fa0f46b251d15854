"""Cases in the browser's eyes: what a page tells, and what nobody of another unit sees."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lianheng.web.cases.models import Case

from .conftest import RULE

pytestmark = pytest.mark.django_db


def test_a_case_page_tells_what_why_the_article_and_the_rows(case, client_of):
    told = client_of("discipline").get(f"/cases/{case.pk}/").content.decode()
    assert case.message_zh in told
    assert "依据" in told
    assert "P1" in told
    assert "办理过程" in told


def test_nobody_of_another_unit_sees_a_case_in_list_page_export_or_search(case, client_of):
    outsider = client_of("outsider")
    assert outsider.get(f"/cases/{case.pk}/").status_code == 404
    for address in ("/cases/", "/cases/?export=csv", f"/cases/?rule={RULE}", "/cases/?text=甲"):
        answer = outsider.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "示例甲公司" not in body.decode()


def test_a_clerk_sees_only_cases_that_are_the_clerks_to_mend(case, client_of):
    assert client_of("clerk").get(f"/cases/{case.pk}/").status_code == 404


def test_a_step_is_taken_from_its_page_and_a_conflict_is_said(case, client_of):
    officer = client_of("discipline")
    data = {"reason": "另案处理", "until": "2199-01-01", "seen_version": case.version}
    assert "一年之内" in officer.post(f"/cases/{case.pk}/steps/dismiss/", data).content.decode()
    assert Case.objects.get(pk=case.pk).state == "suspected"


def test_a_step_that_is_none_is_not_found(case, client_of):
    assert client_of("discipline").get(f"/cases/{case.pk}/steps/vanish/").status_code == 404
    assert client_of("discipline").get(f"/cases/{case.pk}/steps/anything/").status_code == 404


def test_two_runs_are_compared_and_their_files_are_given(case, judge, client_of):
    from .conftest import THIRD, TWICE

    run = judge(TWICE + THIRD)
    officer = client_of("discipline")
    assert "与上次相比" in officer.get(f"/cases/runs/{run.pk}/").content.decode()
    answer = officer.get(f"/cases/runs/{run.pk}/files/record/")
    assert b'"rules"' in b"".join(answer.streaming_content)


def test_several_cases_take_one_step_together_or_none_does(judge, client_of):
    from .conftest import TWICE

    judge(TWICE + TWICE.replace("P1,V1", "P5,V5").replace("P2,V2", "P6,V6").replace("12345678", "87654321"))
    keys = [case.pk for case in Case.objects.filter(rule=RULE)]
    officer, form = client_of("discipline"), {"case": keys, "step": "dismiss"}
    assert 'name="case"' in officer.get("/cases/").content.decode()
    shown = officer.get("/cases/many/", form)
    assert shown.status_code == 200
    assert all(f'value="{key}"' in shown.content.decode() for key in keys)
    day = (timezone.localdate() + datetime.timedelta(days=30)).isoformat()
    assert officer.post("/cases/many/", form | {"until": day, "reason": "另案处理"}).status_code == 302
    assert {case.state for case in Case.objects.filter(pk__in=keys)} == {"dismissed"}
    again = officer.post("/cases/many/", form | {"until": day, "reason": "另案处理"})
    assert again.status_code == 400
    assert "全部未办理" in again.content.decode()


def test_who_may_take_no_step_has_nothing_to_tick_and_is_refused(case, client_of):
    deputy = client_of("deputy")
    assert 'name="case"' not in deputy.get("/cases/").content.decode()
    assert deputy.get("/cases/many/", {"case": [case.pk], "step": "dismiss"}).status_code == 403


def test_choosing_nothing_says_so(case, client_of):
    for wrong in ({}, {"case": ["x"], "step": "dismiss"}, {"case": [case.pk], "step": "close"}):
        answer = client_of("discipline").get("/cases/many/", wrong, follow=True)
        assert "请先选择" in answer.content.decode()


def test_the_ticks_are_not_exported(case, client_of):
    answer = client_of("discipline").get("/cases/?export=csv")
    assert "<input" not in b"".join(answer.streaming_content).decode()
