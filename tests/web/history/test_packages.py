"""Evidence packages: what is chosen and nothing that is closed, verified by the standalone script without Lianheng."""

from __future__ import annotations

import datetime
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from lianheng.journal.package import verifier
from lianheng.text import UserError
from lianheng.web.access.actor import operator
from lianheng.web.evidence.services import attach, withdraw
from lianheng.web.history.exports import Period, export_proved, export_sheet
from lianheng.web.history.models import Entry
from lianheng.web.history.packages import Issued, issue_package
from lianheng.web.history.services import writing
from lianheng.web.history.verification import verify
from lianheng.web.people.models import Person

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 5, 6)
CLERK = ("people.person", "P04")


@pytest.fixture
def issued(cast, actor, tmp_path) -> Issued:
    """The discipline officer has taken the clerk's evidence away: one attachment that stands, one withdrawn."""
    person = Person.objects.get(pk="P04")
    attach(actor("office"), person, ["任职文件\n".encode()], "任职文件.txt", DAY)
    withdraw(actor("office"), attach(actor("office"), person, ["传错了\n".encode()], "误传.txt", DAY), "传错")
    with writing(actor("office"), "people.change_person", person, "调岗") as changed:
        changed.branch = "第一支部"
    return issue_package(actor("discipline"), [CLERK], "报市纪工委", tmp_path / "package.zip")


def standalone(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The script alone, with a bare Python: no Lianheng, no packages, nothing of this environment."""
    script = file.parent / "verify.py"
    script.write_bytes(verifier())
    command = [sys.executable, "-I", "-S", str(script), str(file), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=file.parent)


def test_the_standalone_script_verifies_the_package_against_the_custodians_checkpoint(issued, tmp_path):
    held = tmp_path / "held.txt"
    held.write_text(issued.checkpoint.text, encoding="utf-8")
    answer = standalone(issued.file, "--checkpoint", str(held))
    assert answer.returncode == 0, answer.stdout
    assert f"{issued.entries} 条" in answer.stdout
    assert standalone(issued.file, "--root", issued.checkpoint.root).returncode == 0


def test_the_package_holds_the_record_its_history_its_attachments_and_its_own_issue(issued):
    with zipfile.ZipFile(issued.file) as package:
        names = package.namelist()
        entries = [json.loads(line) for line in package.read("entries.jsonl").decode().splitlines()]
        (record,) = [json.loads(package.read(name)) for name in names if name.startswith("records/")]
        attachments = [package.read(name).decode() for name in names if name.startswith("attachments/")]
    assert (record["label"], record["state"]["branch"]) == ("冯小满", "第一支部")
    assert record["names"]["unit_id"] == {"U01": "财政金融保障局"}
    assert attachments == ["任职文件\n"]
    told = {(entry["kind"], entry["action"]) for entry in entries}
    assert ("people.person", "people.change_person") in told
    assert ("evidence.attachment", "evidence.attach") in told
    assert entries[-1]["action"] == "history.issue_package"
    assert (entries[-1]["actor"], entries[-1]["reason"]) == ("discipline", "报市纪工委")


def test_no_other_record_is_in_the_package(issued):
    with zipfile.ZipFile(issued.file) as package:
        lines = package.read("entries.jsonl").decode()
    kinds = {(entry["kind"], entry["key"]) for entry in map(json.loads, lines.splitlines())}
    assert {name for name in kinds if name[0] == "people.person"} == {CLERK}


@pytest.mark.parametrize("seed", range(20))
def test_an_altered_package_fails(issued, seed):
    raw = bytearray(issued.file.read_bytes())
    raw[random.Random(seed).randrange(len(raw))] ^= 1 << random.Random(seed).randrange(8)
    issued.file.write_bytes(raw)
    assert standalone(issued.file).returncode != 0


def test_a_package_of_a_journal_made_anew_fails_against_the_held_root(issued, tmp_path):
    held = tmp_path / "held.txt"
    held.write_text(issued.checkpoint.text, encoding="utf-8")
    assert standalone(issued.file, "--root", "0" * 64).returncode == 1


def test_nobody_issues_what_he_may_not_see(cast, actor, tmp_path):
    with pytest.raises(PermissionDenied):
        issue_package(actor("clerk"), [CLERK], "", tmp_path / "a.zip")
    with pytest.raises(PermissionDenied):
        issue_package(actor("audit_admin"), [CLERK], "", tmp_path / "a.zip")
    with pytest.raises(UserError, match="无权"):
        issue_package(actor("discipline"), [("people.person", "Q01")], "", tmp_path / "a.zip")
    with pytest.raises(UserError, match="没有记录"):
        issue_package(actor("discipline"), [("people.person", "nobody")], "", tmp_path / "a.zip")
    assert not list(tmp_path.glob("*.zip"))
    assert not Entry.objects.filter(action="history.issue_package").exists()


def test_a_touched_entry_makes_no_evidence(issued, actor, tmp_path):
    from . import tampering

    number = Entry.objects.filter(kind="people.person", key="P04").first().sequence
    with tampering.guards_down():
        tampering.put("history_entry", "sequence", number, "reason", "已批准")
    with pytest.raises(UserError, match="核验"):
        issue_package(actor("discipline"), [CLERK], "", tmp_path / "again.zip")


def test_a_spoiled_attachment_makes_no_evidence(issued, actor, tmp_path, settings):
    for file in settings.ATTACHMENTS_FOLDER.rglob("*"):
        if file.is_file():
            file.chmod(0o600)
            file.write_text("另一份\n", encoding="utf-8")
    with pytest.raises(UserError, match="摘要"):
        issue_package(actor("discipline"), [CLERK], "", tmp_path / "again.zip")


def test_a_period_with_proofs_verifies_and_leaves_out_what_is_closed(cast, actor, tmp_path):
    today = actor("discipline").today
    made = export_proved(actor("discipline"), Period(today, today), "季度检查", tmp_path / "period.zip")
    assert standalone(made.file).returncode == 0
    with zipfile.ZipFile(made.file) as package:
        entries = [json.loads(line) for line in package.read("entries.jsonl").decode().splitlines()]
    told = entries[-1]["after"]
    assert (told["form"], told["entries"]) == ("jsonl", len(entries) - 1)
    assert told["left_out"] > 0  # accounts and roles are the administrators' to see
    assert {entry["kind"] for entry in entries} <= {
        "people.person",
        "people.unit",
        "people.department",
        "people.post",
        "history.export",
    }


def test_a_period_without_entries_is_refused(cast, actor, tmp_path):
    with pytest.raises(UserError, match="没有"):
        export_proved(actor("discipline"), Period(DAY, DAY), "", tmp_path / "period.zip")


def test_a_sheet_names_everything_in_reach_but_opens_only_what_may_be_seen(cast, actor):
    with writing(operator(), "people.change_person", Person.objects.get(pk="P04")) as person:
        person.branch = "绝密支部"
    today = actor("audit_admin").today
    audit = _text(export_sheet(actor("audit_admin"), Period(today, today), "csv", "年检"))
    discipline = _text(export_sheet(actor("discipline"), Period(today, today), "csv", "年检"))
    assert "冯小满" in audit
    assert "绝密支部" not in audit
    assert "绝密支部" in discipline
    assert "何远山" in audit
    assert "何远山" not in discipline
    assert verify().intact


def _text(sheet) -> str:
    return "\n".join(str(row) for row in sheet.as_values())
