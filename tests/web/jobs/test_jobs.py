"""Work behind the scenes: whose it is, what its page says, and what happens when it, or its worker, fails."""

from __future__ import annotations

import datetime
import json
import pickle

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianheng.text import Text
from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account, RoleGrant
from lianheng.web.access.services import end_role
from lianheng.web.history.models import kept_records_open
from lianheng.web.jobs.kinds import Task, tasks
from lianheng.web.jobs.models import SILENCE, Job
from lianheng.web.jobs.queue import WORK, PlainSerializer, _open, queue
from lianheng.web.jobs.running import Progress, note, run_job
from lianheng.web.jobs.services import start, start_again
from lianheng.web.jobs.worker import recover, work_off

from ..postgres import postgresql
from .conftest import done

pytestmark = pytest.mark.django_db


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_work_is_done_in_the_name_of_who_started_it_and_leads_to_its_result(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    assert done == []
    work_off()
    assert done == ["褚文心→大家"]
    assert (fresh(job).state, fresh(job).result, fresh(job).attempt) == (Job.State.DONE, "/people/", 1)
    assert 'href="/people/"' in client_of("office").get(f"/jobs/{job.pk}/").content.decode()


def test_who_may_not_do_it_cannot_start_it(actor):
    with pytest.raises(PermissionDenied):
        start(actor("clerk"), "tests.greet", name="大家")
    assert not Job.objects.exists()


def test_rights_are_looked_up_again_when_it_runs(actor):
    job = start(actor("office"), "tests.greet", name="大家")
    for grant in RoleGrant.objects.filter(account__username="office"):
        end_role(operator(), grant, timezone.localdate() - datetime.timedelta(days=1), "调离")
    work_off()
    assert done == []
    assert fresh(job).state == Job.State.FAILED
    assert "没有这项权限" in fresh(job).error.zh


def test_the_work_of_a_disabled_account_is_not_done(actor):
    job = start(actor("office"), "tests.greet", name="大家")
    account = Account.objects.get(username="office")
    account.is_active = False
    with kept_records_open():
        account.save()
    work_off()
    assert (done, fresh(job).state) == ([], Job.State.FAILED)


def test_a_refusal_is_told_in_the_readers_words(actor, client_of):
    job = start(actor("clerk"), "tests.stumble")
    work_off()
    page = client_of("clerk").get(f"/jobs/{job.pk}/").content.decode()
    assert "文件里没有数据。" in page
    assert "重新开始" in page


def test_a_fault_shows_a_request_number_and_nothing_of_the_inside(actor, client_of):
    job = start(actor("clerk"), "tests.break")
    work_off()
    page = client_of("clerk").get(f"/jobs/{job.pk}/").content.decode()
    assert job.request in page
    assert "secret of the inside" not in page
    assert "ZeroDivision" not in page


def test_a_job_is_taken_up_once_however_often_it_is_asked_for(actor):
    job = start(actor("office"), "tests.greet", name="大家")
    run_job(job.pk)
    run_job(job.pk)
    assert len(done) == 1


def test_what_a_dead_worker_left_is_told_and_can_be_started_again(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    Job.objects.update(state=Job.State.RUNNING, attempt=1, heartbeat_at=timezone.now())
    recover()
    assert "后台进程中途停止" in client_of("office").get(f"/jobs/{job.pk}/").content.decode()
    assert client_of("office").post(f"/jobs/{job.pk}/again/").status_code == 302
    work_off()
    assert (len(done), fresh(job).state, fresh(job).attempt) == (1, Job.State.DONE, 2)


def test_a_worker_not_heard_from_for_a_minute_is_said_to_have_stopped(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    silent = timezone.now() - SILENCE - datetime.timedelta(seconds=1)
    Job.objects.update(state=Job.State.RUNNING, attempt=1, heartbeat_at=silent)
    page = client_of("office").get(f"/jobs/{job.pk}/progress/").content.decode()
    assert "没有响应" in page
    start_again(actor("office"), fresh(job))
    assert fresh(job).state == Job.State.QUEUED


def test_a_run_given_up_for_dead_does_not_speak_for_the_one_that_followed(actor):
    job = start(actor("office"), "tests.stall")
    run_job(job.pk)
    assert (fresh(job).state, fresh(job).attempt, fresh(job).result) == (Job.State.RUNNING, 2, "")


def test_work_in_progress_cannot_be_started_a_second_time(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    Job.objects.update(state=Job.State.RUNNING, attempt=1, heartbeat_at=timezone.now())
    client_of("office").post(f"/jobs/{job.pk}/again/")
    assert fresh(job).state == Job.State.RUNNING


@pytest.mark.parametrize("path", ["", "progress/"])
def test_nobody_sees_anothers_work_except_the_system_administrator(actor, client_of, path):
    job = start(actor("office"), "tests.greet", name="大家")
    assert client_of("office").get(f"/jobs/{job.pk}/{path}").status_code == 200
    assert client_of("system_admin").get(f"/jobs/{job.pk}/{path}").status_code == 200
    for name in ("chief", "clerk", "outsider", "superior", "security_admin", "audit_admin"):
        assert client_of(name).get(f"/jobs/{job.pk}/{path}").status_code == 404, name


def test_nobody_starts_anothers_work_again_the_system_administrator_neither(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    Job.objects.update(state=Job.State.FAILED)
    for name in ("chief", "outsider", "system_admin"):
        assert client_of(name).post(f"/jobs/{job.pk}/again/").status_code == 404, name
    with pytest.raises(PermissionDenied):
        start_again(actor("system_admin"), fresh(job))


def test_the_list_holds_ones_own_work(actor, client_of):
    start(actor("office"), "tests.greet", "第一项", name="甲")
    start(actor("clerk"), "tests.stumble", "第二项")
    mine = client_of("office").get("/jobs/").content.decode()
    assert "第一项" in mine
    assert "第二项" not in mine
    everybodys = client_of("system_admin").get("/jobs/").content.decode()
    assert "第一项" in everybodys
    assert "第二项" in everybodys


def test_a_waiting_page_asks_again_and_is_shown_afresh_at_the_end(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    waiting = client_of("office").get(f"/jobs/{job.pk}/progress/")
    assert "hx-trigger" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    work_off()
    over = client_of("office").get(f"/jobs/{job.pk}/progress/")
    assert "hx-trigger" not in over.content.decode()
    assert over["HX-Refresh"] == "true"


def test_what_the_work_says_of_itself_is_shown_while_it_runs(actor, client_of):
    job = start(actor("office"), "tests.greet", name="大家")
    Job.objects.update(state=Job.State.RUNNING, attempt=1)
    progress = Progress()
    progress(Text("核对 支付", "checking payments"), done=2, total=8)
    note(fresh(job), progress)
    page = client_of("office").get(f"/jobs/{job.pk}/progress/").content.decode()
    assert "核对 支付" in page
    assert 'aria-valuenow="25"' in page


def test_jobs_are_queued_again_when_the_queue_was_lost(actor):
    job = start(actor("office"), "tests.greet", name="大家")
    queue().flush()
    recover()
    assert [task.args for task in queue().pending()] == [[job.pk]]
    queue().flush()


def test_what_has_its_time_is_started_by_the_worker_in_the_operators_name(cast):
    at_night = Task(
        "tests.night", Text("夜间", "At night"), "people.view_person", lambda by, _: by.name, every=bool
    )
    tasks()["tests.night"] = at_night
    try:
        start(operator(), "tests.night")
        work_off()
    finally:
        del tasks()["tests.night"]
    job = Job.objects.get()
    assert (job.by, job.state, job.result) == (None, Job.State.DONE, "operator")


def test_a_message_of_the_queue_is_plain_text_and_runs_nothing_by_being_read():
    with pytest.raises(json.JSONDecodeError):
        PlainSerializer().deserialize(pickle.dumps(print, protocol=0))


def test_the_queue_lies_in_postgresql_by_one_setting():
    with postgresql() as server:
        made = _open(server.new_database())
        work = made.task(name=WORK)(lambda key: None)
        made.enqueue(work.s(7))
        assert list(made.dequeue().args) == [7]
