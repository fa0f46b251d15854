"""Files on their way in: those that are not what they say, names that would be places, and what is too much."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload

from lianheng.text import UserError
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.uploading import BoundedUploadHandler, receive, uploaded, uploads

from .conftest import PAYMENTS, csv, payment

pytestmark = pytest.mark.django_db
PDF, OLE, PARQUET = b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1" + b"\0" * 20


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, "<a/>")
    return target.getvalue()


LIES = {
    "payments.csv": (PDF, "PDF"),
    "支付.csv": (archive("a.txt"), "ZIP"),
    "合同.csv": (b"<html><script>alert(1)</script>", "XML"),
    "发票.csv": (b"\x00\x01\x02\x03", "二进制"),
    "payments.xlsx": (PAYMENTS.encode(), "文本"),
    "旧表.xlsx": (OLE, "旧版 Office"),
    "文档.xlsx": (archive("[Content_Types].xml", "word/document.xml"), "不是 Excel"),
    "payments.parquet": (PAYMENTS.encode(), "文本"),
    "伪装.csv": (PARQUET, "Parquet"),
}


@pytest.mark.parametrize(("name", "content", "word"), [(name, *lie) for name, lie in LIES.items()])
def test_a_file_that_lies_about_its_type_is_refused_and_nothing_is_kept(client_of, name, content, word):
    given = SimpleUploadedFile(name, content)
    answer = client_of("accountant").post("/ledger/imports/new/", {"upload": given, "layout": "ledger"})
    assert answer.status_code == 400
    assert word in answer.content.decode()
    assert name in answer.content.decode()
    assert not Import.objects.exists()
    assert list(uploads().iterdir()) == []


def test_of_several_files_one_liar_has_all_refused(client_of):
    given = [csv("payments.csv", PAYMENTS + payment("1")), SimpleUploadedFile("contracts.csv", PDF)]
    answer = client_of("accountant").post("/ledger/imports/new/", {"upload": given, "layout": "ledger"})
    assert answer.status_code == 400
    assert not Import.objects.exists()
    assert list(uploads().iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/payments.csv",
        "..\\payments.csv",
        "a/b/payments.csv",
        "\x00pay\nments.csv",
        "支" * 300 + ".csv",
    ],
)
def test_a_name_is_never_a_place(name):
    given = SimpleUploadedFile("x.csv", PAYMENTS.encode())
    given._name = name  # as a client may send it, past Django's own cleaning
    folder, (received,) = receive([given], "ledger")
    (file,) = uploaded(folder).iterdir()
    assert file.parent.resolve() == uploaded(folder).resolve()
    assert file.name == received.name
    assert len(file.name.encode()) < 256
    assert not set(file.name) & set("/\\\x00\n")


def test_the_wrong_ending_for_the_format_is_told(client_of):
    given = SimpleUploadedFile("支付.json", b"{}")
    answer = client_of("accountant").post("/ledger/imports/new/", {"upload": given, "layout": "ledger"})
    assert answer.status_code == 400
    assert ".csv" in answer.content.decode()


def test_more_than_the_limit_is_refused_in_words(settings):
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(UserError, match="上限"):
        receive([csv("payments.csv", PAYMENTS * 10)], "ledger")


def test_a_stream_longer_than_the_limit_is_cut_off_while_it_comes(settings):
    settings.UPLOAD_LIMIT = 1000
    handler = BoundedUploadHandler()
    handler.new_file("upload", "payments.csv", "text/csv", None)
    handler.receive_data_chunk(b"x" * 900, 0)
    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"x" * 200, 900)


def test_two_files_of_one_name_are_refused():
    with pytest.raises(UserError, match="同名"):
        receive([csv("payments.csv", PAYMENTS), csv("payments.csv", PAYMENTS)], "ledger")


def test_the_same_files_given_twice_lie_once_and_stay_until_nobody_needs_them(
    give, actor, django_capture_on_commit_callbacks
):
    from lianheng.web.ledger.services import drop

    text = PAYMENTS + payment("1")
    one, two = give("accountant", csv("payments.csv", text)), give("treasury", csv("payments.csv", text))
    assert one.folder == two.folder
    with django_capture_on_commit_callbacks(execute=True):
        drop(actor("accountant"), one)
    assert uploaded(two.folder).exists()
    with django_capture_on_commit_callbacks(execute=True):
        drop(actor("treasury"), two)
    assert not uploaded(two.folder).exists()


def test_a_workbook_that_unpacks_to_far_more_than_it_weighs_is_refused(give):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<a/>")
        bomb.writestr("xl/workbook.xml", b" " * (300 << 20))
    record = give("accountant", SimpleUploadedFile("炸弹.xlsx", target.getvalue()))
    assert record.state == Import.State.REFUSED
    assert "解压后" in record.findings.told["problems"][0]["reason"][0]


@pytest.mark.parametrize(
    "name", ["clerk", "chief", "superior", "system_admin", "security_admin", "audit_admin"]
)
def test_who_imports_nothing_cannot_upload(client_of, name):
    answer = client_of(name).post(
        "/ledger/imports/new/", {"upload": csv("payments.csv", PAYMENTS), "layout": "ledger"}
    )
    assert answer.status_code == 403
