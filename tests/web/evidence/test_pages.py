"""Attachments through the browser: only for who may see the record, in a sandbox, as what they are."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.services import attach
from lianheng.web.evidence.storing import path_of
from lianheng.web.history.models import Entry
from lianheng.web.people.models import Person

from . import samples

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)
ADD = "/evidence/of/people.person/P04/"


def upload(client, name: str, content: bytes, **more: str):
    file = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return client.post(ADD, {"file": file, "fact_on": "2024-05-06", **more})


def kept(
    actor, name: str = "记录.txt", content: bytes = "会议记录\n".encode(), key: str = "P04"
) -> Attachment:
    return attach(actor("office"), Person.objects.get(pk=key), [content], name, DAY)


def test_a_file_is_added_from_the_persons_page_and_shown_there(client_of):
    client = client_of("clerk")
    assert ADD in client.get("/people/P04/").content.decode()
    answer = upload(client, "记录.txt", "会议记录\n".encode(), document_on="2024-05-07", reason="三会一课")
    made = Attachment.objects.get()
    assert answer.url == f"/evidence/{made.pk}/"
    page = client.get(answer.url).content.decode()
    assert all(text in page for text in ("记录.txt", "2024-05-06", "2024-05-07", made.digest, "冯小满"))
    assert "记录.txt" in client.get("/people/P04/").content.decode()


@pytest.mark.parametrize("name", ["批复.pdf", "照片.png", "脚本.js"])
def test_a_file_that_lies_is_refused_on_the_form_with_the_reason(client_of, name):
    answer = upload(client_of("clerk"), name, samples.LIES[name][0])
    assert answer.status_code == 400
    assert "与内容不符" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_the_file_comes_as_its_own_type_in_a_sandbox_and_to_be_saved(cast, actor, client_of):
    made = kept(actor, "批复 “一”.pdf", samples.pdf())
    answer = client_of("clerk").get(f"/evidence/{made.pk}/content/")
    assert b"".join(answer.streaming_content) == samples.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%89%B9")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("name", "content"), [("公告.html", samples.HTML), ("图形.svg", samples.SVG)])
def test_active_content_is_never_shown_in_the_page(cast, actor, client_of, name, content):
    made = kept(actor, name, content)
    client = client_of("clerk")
    assert client.get(f"/evidence/{made.pk}/shown/").status_code == 404
    assert "<iframe" not in client.get(f"/evidence/{made.pk}/").content.decode()
    answer = client.get(f"/evidence/{made.pk}/content/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox;")


def test_a_safe_type_is_shown_inside_the_viewer_only(cast, actor, client_of):
    made = kept(actor, "照片.png", samples.picture("PNG"))
    client = client_of("clerk")
    assert (
        f'<iframe class="card viewer" sandbox src="/evidence/{made.pk}/shown/"'
        in client.get(f"/evidence/{made.pk}/").content.decode()
    )
    answer = client.get(f"/evidence/{made.pk}/shown/")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_text_of_any_encoding_is_never_taken_for_a_page(cast, actor, client_of):
    made = kept(actor, "说明.txt", "<b>不是网页</b>\n".encode())
    assert (
        client_of("clerk").get(f"/evidence/{made.pk}/shown/")["Content-Type"] == "text/plain; charset=utf-8"
    )


@pytest.mark.parametrize("address", ["", "content/", "shown/", "date/", "withdraw/"])
def test_whoever_may_not_see_the_record_sees_no_attachment_of_it(cast, actor, client_of, address):
    made = kept(actor)
    assert client_of("outsider").get(f"/evidence/{made.pk}/{address}").status_code == 404
    assert client_of("audit_admin").get(f"/evidence/{made.pk}/{address}").status_code == 403
    assert client_of("clerk").get("/evidence/no-number/").status_code == 404


def test_the_history_of_an_attachment_is_open_to_whom_its_record_is(cast, actor, client_of):
    made = kept(actor)
    assert client_of("clerk").get(f"/history/of/evidence.attachment/{made.pk}/").status_code == 200
    assert client_of("outsider").get(f"/history/of/evidence.attachment/{made.pk}/").status_code == 404


def test_no_file_is_added_to_a_record_that_may_not_be_seen_or_is_none(cast, client_of):
    assert client_of("outsider").get(ADD).status_code == 404
    assert client_of("clerk").get("/evidence/of/people.person/nobody/").status_code == 404
    assert client_of("clerk").get("/evidence/of/auth.group/1/").status_code == 404
    assert client_of("superior").get(ADD).status_code == 403


def test_a_spoiled_file_is_not_handed_out(cast, actor, client_of):
    made = kept(actor)
    file = path_of(made.digest)
    file.chmod(0o600)
    file.write_bytes("换过的内容\n".encode())
    answer = client_of("clerk").get(f"/evidence/{made.pk}/content/")
    assert answer.status_code == 409
    assert "不予提供" in answer.content.decode()
    file.unlink()
    assert client_of("clerk").get(f"/evidence/{made.pk}/shown/").status_code == 409


def test_the_dates_are_corrected_with_a_reason_and_receipt_is_not_on_the_form(cast, actor, client_of):
    made = kept(actor)
    client = client_of("office")
    assert "received_at" not in client.get(f"/evidence/{made.pk}/date/").content.decode()
    values = {"fact_on": "2024-05-01", "document_on": "", "reason": "写错了", "seen_version": made.version}
    assert (
        client.post(f"/evidence/{made.pk}/date/", values | {"received_at": "2020-01-01"}).status_code == 302
    )
    entry = Entry.objects.filter(action="evidence.date_attachment").last()
    assert (entry.before["fact_on"], entry.after["fact_on"], entry.reason) == (
        "2024-05-06",
        "2024-05-01",
        "写错了",
    )
    assert entry.before["received_at"] == entry.after["received_at"]


def test_an_attachment_is_withdrawn_with_a_reason_and_stays_marked(cast, actor, client_of):
    made = kept(actor)
    client = client_of("office")
    assert client.post(f"/evidence/{made.pk}/withdraw/", {"reason": ""}).status_code == 400
    assert client.post(f"/evidence/{made.pk}/withdraw/", {"reason": "重复"}).status_code == 302
    assert "已撤回" in client.get("/people/P04/").content.decode()
    assert "撤回" in client.get(f"/evidence/{made.pk}/").content.decode()
