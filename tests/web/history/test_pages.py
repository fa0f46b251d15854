"""The journal's pages: who reads what, in words, and what is closed stays closed."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianheng.web.access.actor import operator
from lianheng.web.history.checkpoints import make_checkpoint
from lianheng.web.history.models import Checkpoint, Entry
from lianheng.web.history.services import remove, writing
from lianheng.web.people.models import Person, Post

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def entry(cast, actor) -> Entry:
    with writing(actor("office"), "people.change_person", Person.objects.get(pk="P04"), "岗位调整") as person:
        person.branch, person.party, person.id_no = "第三支部", "member", "341800199001011234"
    return Entry.objects.order_by("sequence").last()


def shown(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_reader_of_the_journal_sees_the_entries_of_his_units(entry, client_of):
    text = shown(client_of("discipline").get("/history/entries/"))
    assert "冯小满" in text
    assert "何远山" not in text
    assert "何远山" in shown(client_of("audit_admin").get("/history/entries/"))
    assert client_of("clerk").get("/history/entries/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found", "missed"),
    [
        ("text=冯小满", "冯小满", "许望舒"),
        ("text=岗位调整", "冯小满", "许望舒"),
        ("person=褚文心", "冯小满", "许望舒"),
        ("action=people.change_unit", "预算科", "冯小满"),
        ("kind=people.person&text=P04", "冯小满", "许望舒"),
        ("from_on=2200-01-01", "没有符合条件的记录", "冯小满"),
        ("to_on=2001-01-01", "没有符合条件的记录", "冯小满"),
    ],
)
def test_the_journal_is_filtered(entry, client_of, asked, found, missed):
    text = shown(client_of("discipline").get(f"/history/entries/?{asked}"))
    table = text[text.index("<table") :]
    assert found in table
    assert missed not in table


def test_what_may_not_be_read_may_not_be_found_either(entry, client_of):
    text = shown(client_of("audit_admin").get("/history/entries/?text=第三支部"))
    assert "没有符合条件的记录" in text


def test_an_entry_shows_before_and_after_in_the_readers_language(entry, client_of):
    text = shown(client_of("discipline").get(f"/history/entries/{entry.pk}/"))
    assert '支部</th><td class="text-break">—</td><td class="text-break">第三支部' in text
    assert '非党员</td><td class="text-break">党员' in text
    assert "岗位调整" in text
    english = shown(client_of("discipline").get(f"/history/entries/{entry.pk}/", **ENGLISH))
    assert 'Not a member</td><td class="text-break">Party member' in english


def test_a_sensitive_value_is_shown_as_sealed(entry, client_of):
    text = shown(client_of("discipline").get(f"/history/entries/{entry.pk}/"))
    assert "〔已封存〕" in text
    assert "sealed:" not in text
    assert "341800" not in text


def test_an_administrator_sees_that_it_happened_and_not_what_it_says(entry, client_of):
    text = shown(client_of("audit_admin").get(f"/history/entries/{entry.pk}/"))
    assert "岗位调整" in text
    assert "第三支部" not in text
    assert "有权查看该记录" in text


def test_an_entry_of_another_unit_looks_as_if_it_did_not_exist(cast, client_of):
    elsewhere = Entry.objects.filter(kind="people.person", key="Q01").first()
    assert client_of("discipline").get(f"/history/entries/{elsewhere.pk}/").status_code == 404


def test_whoever_sees_a_record_sees_its_history(entry, client_of):
    text = shown(client_of("clerk").get("/history/of/people.person/P04/"))
    assert "第三支部" in text
    assert "褚文心" in text
    assert client_of("clerk").get("/history/of/people.person/Q01/").status_code == 404
    assert client_of("clerk").get("/history/of/people.person/nobody/").status_code == 404
    assert client_of("clerk").get("/history/of/no.kind/1/").status_code == 404


def test_the_history_of_a_removed_record_is_for_readers_of_the_journal(cast, client_of):
    post = Post.objects.get(person="P04")
    remove(operator(), "people.change_person", post, "误录")
    text = shown(client_of("discipline").get(f"/history/of/people.post/{post.pk}/"))
    assert "已删除" in text
    assert client_of("clerk").get(f"/history/of/people.post/{post.pk}/").status_code == 404


def test_the_audit_administrator_makes_a_checkpoint_and_prints_it(cast, client_of):
    client = client_of("audit_admin")
    answer = client.post("/history/checkpoints/new/")
    made = Checkpoint.objects.get()
    assert answer.url == f"/history/checkpoints/{made.pk}/"
    text = shown(client.get(answer.url))
    assert "<svg" in text
    assert made.root[:4] in text
    file = client.get(f"{answer.url}text/")
    assert file.content.decode() == made.text
    assert "attachment" in file["Content-Disposition"]
    assert str(made.size) in shown(client.get("/history/checkpoints/"))
    assert client_of("chief").post("/history/checkpoints/new/").status_code == 403


def test_a_checkpoint_from_outside_is_compared_as_text_or_as_file(entry, client_of):
    text = make_checkpoint().text
    client = client_of("auditor")
    assert "完好" in shown(client.post("/history/verify/", {"text": text}))
    file = SimpleUploadedFile("held.txt", text.encode())
    assert "已由外部检查点证明" in shown(client.post("/history/verify/", {"file": file}))
    told = Entry.objects.filter(action="history.verify").last()
    assert (told.actor, told.after["problems"], told.after["outside"]) == ("auditor", 0, True)


def test_a_verification_names_what_is_wrong(entry, client_of):
    from . import tampering

    text = make_checkpoint().text
    with tampering.guards_down():
        tampering.put("people_person", "person_id", "P05", "name", "改名")
    page = shown(client_of("auditor").post("/history/verify/", {"text": text}))
    assert "people.person P05" in page
    assert "姓名" in page
    assert "姓名" not in shown(client_of("auditor").post("/history/verify/", {"text": text}, **ENGLISH))


def test_a_text_that_is_no_checkpoint_is_said_to_be_none(entry, client_of):
    make_checkpoint()
    assert "检查点无效" in shown(client_of("auditor").post("/history/verify/", {"text": "不是检查点"}))


def test_a_period_is_exported_as_sheet_and_as_proofs(entry, client_of):
    client, today = client_of("discipline"), timezone.localdate().isoformat()
    for form, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("jsonl", b"PK")):
        answer = client.post(
            "/history/export/", {"from_on": today, "to_on": today, "form": form, "reason": "检查"}
        )
        assert answer.status_code == 200
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert content.startswith(begins)
    assert Entry.objects.filter(action="history.export_period", reason="检查").count() == 3
    wrong = {"from_on": today, "to_on": "2001-01-01", "form": "csv", "reason": "检查"}
    assert client.post("/history/export/", wrong).status_code == 400
    assert client_of("clerk").get("/history/export/").status_code == 403


def test_a_formula_in_a_reason_stays_text_in_a_sheet(cast, client_of, actor):
    with writing(
        actor("office"), "people.change_person", Person.objects.get(pk="P04"), "=cmd|'/c calc'!A1"
    ) as person:
        person.branch = "甲"
    today = timezone.localdate().isoformat()
    answer = client_of("discipline").post(
        "/history/export/", {"from_on": today, "to_on": today, "form": "csv", "reason": "检查"}
    )
    assert "'=cmd" in b"".join(answer.streaming_content).decode()


def test_records_are_found_and_their_package_is_taken_away(entry, client_of):
    client = client_of("discipline")
    assert "people.person/P04" in shown(client.get("/history/package/?text=冯小满"))
    assert "people.person/P04" in shown(client.get("/history/package/?record=people.person/P04"))
    assert "people.person/Q01" not in shown(client.get("/history/package/?text=何远山"))
    address = "/history/package/?record=people.person/P04"
    answer = client.post(address, {"records": ["people.person/P04"], "reason": "报市纪工委"})
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert "verify.py" in package.namelist()
    assert client.post(address, {"records": ["people.person/Q01"], "reason": "越权"}).status_code == 400
    assert client.post(address, {"reason": "没有选"}).status_code == 400


def test_a_persons_page_leads_to_the_history(entry, client_of):
    assert "/history/of/people.person/P04/" in shown(client_of("clerk").get("/people/P04/"))


def test_the_script_that_verifies_is_there_to_be_fetched(cast, client_of):
    from lianheng.journal.package import verifier

    assert client_of("superior").get("/history/verifier/").content == verifier()
