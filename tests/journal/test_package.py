"""An evidence package is whole and reproducible, and is made of nothing but what was sealed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal import standalone
from lianheng.journal.canonical import canonical
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keys import SigningKey
from lianheng.journal.package import Evidence, gather, write_package
from lianheng.text import ProductFault, UserError

Make = Callable[..., Any]
Verdict = Callable[..., tuple[str, str]]


def tag(data: bytes, algorithm: Algorithm = Algorithm.SHA256) -> str:
    return str(Digest.of(algorithm, data))


def members(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_holds_what_it_says(
    package: Path, journal: Any, key: SigningKey, record: dict[str, str], invoice: bytes
) -> None:
    contents = members(package)
    record, invoice = tag(canonical(record)).replace(":", "-"), tag(invoice).replace(":", "-")
    assert list(contents) == [
        "README.txt",
        "verify.py",
        "public_key.txt",
        "checkpoint.txt",
        "entries.jsonl",
        "proofs.json",
        f"records/{record}.json",
        f"attachments/{invoice}",
        "manifest.txt",
    ]
    assert contents["verify.py"] == Path(standalone.__file__).read_bytes()
    assert contents["checkpoint.txt"].decode() == journal.held
    assert contents["public_key.txt"].decode() == key.public.text
    assert [json.loads(text)["sequence"] for text in contents["entries.jsonl"].splitlines()] == [3, 4, 12]
    assert hashlib.sha256(contents[f"attachments/{invoice}"]).hexdigest() in invoice
    assert "第二保管人" in contents["README.txt"].decode()
    assert "second custodian" in contents["README.txt"].decode()


def test_an_untouched_package_is_intact_and_says_what_is_not_enclosed(
    package: Path, outside: Path, verdict: Verdict
) -> None:
    outcome, said = verdict(package, "--checkpoint", str(outside))
    assert outcome == "intact"
    assert f"NOT ENCLOSED: {tag(b'absent')}" in said
    assert "NOT CHECKED" not in said


def test_without_a_root_from_outside_it_says_what_it_did_not_check(package: Path, verdict: Verdict) -> None:
    outcome, said = verdict(package)
    assert outcome == "intact"
    assert "未核对：没有外部检查点" in said
    assert "NOT CHECKED: no root from outside" in said


def test_the_same_evidence_gives_the_same_bytes(
    package: Path, evidence: Evidence, key: SigningKey, tmp_path: Path, record: dict[str, str], invoice: bytes
) -> None:
    (tmp_path / "elsewhere.pdf").write_bytes(invoice)
    write_package(
        tmp_path / "again.zip", evidence, key, [dict(reversed(record.items()))], [tmp_path / "elsewhere.pdf"]
    )
    assert (tmp_path / "again.zip").read_bytes() == package.read_bytes()


def test_the_root_may_be_copied_from_the_printed_page(package: Path, journal: Any, verdict: Verdict) -> None:
    root = standalone.base64.b64decode(journal.held.split("\n")[2]).hex().upper()
    assert verdict(package, "--root", " ".join(root[at : at + 4] for at in range(0, 64, 4)))[0] == "intact"
    assert verdict(package, "--root", root[:-1] + ("0" if root[-1] != "0" else "1"))[0] == "altered"
    assert verdict(package, "--root", "")[0] == "altered"


def test_a_checkpoint_of_another_day_cannot_be_compared(
    package: Path, journal: Any, tmp_path: Path, verdict: Verdict
) -> None:
    (tmp_path / "older.txt").write_text(journal.checkpoints[0], encoding="utf-8")
    outcome, said = verdict(package, "--checkpoint", str(tmp_path / "older.txt"))
    assert outcome == "unable"
    assert "20" in said


def test_a_checkpoint_that_went_through_a_mail_program_still_serves(
    package: Path, journal: Any, tmp_path: Path, verdict: Verdict
) -> None:
    (tmp_path / "held.txt").write_bytes(b"\xef\xbb\xbf" + journal.held.replace("\n", "\r\n").encode())
    assert verdict(package, "--checkpoint", str(tmp_path / "held.txt"))[0] == "intact"


def test_an_empty_checkpoint_file_is_not_taken_for_agreement(
    package: Path, tmp_path: Path, verdict: Verdict
) -> None:
    (tmp_path / "held.txt").write_bytes(b"")
    assert verdict(package, "--checkpoint", str(tmp_path / "held.txt"))[0] == "altered"


def test_evidence_in_sm3_and_sm2_verifies(
    make_journal: Make,
    make_event: Make,
    sm2_key: SigningKey,
    tmp_path: Path,
    verdict: Verdict,
    invoice: bytes,
) -> None:
    (tmp_path / "a").write_bytes(invoice)
    events = [make_event(1), make_event(2, after={"file": tag(invoice, Algorithm.SM3)})]
    journal = make_journal(events, algorithm=Algorithm.SM3, signer=sm2_key)
    digests = [entry.digest for entry in journal.entries]
    evidence = gather(digests, journal.entries, journal.held, sm2_key.public)
    write_package(tmp_path / "p.zip", evidence, sm2_key, [], [tmp_path / "a"])
    (tmp_path / "held.txt").write_text(journal.held, encoding="utf-8")
    assert verdict(tmp_path / "p.zip", "--checkpoint", str(tmp_path / "held.txt"))[0] == "intact"
    changed = members(tmp_path / "p.zip")
    changed["README.txt"] += b" "
    (tmp_path / "changed.zip").write_bytes(b"".join(standalone.container(changed.items())))
    assert verdict(tmp_path / "changed.zip") == ("altered", "README.txt")


@given(size=st.integers(1, 40), data=st.data())
@settings(max_examples=10, deadline=None)
def test_any_choice_of_entries_of_any_journal_verifies(
    make_journal: Make,
    key: SigningKey,
    tmp_path_factory: pytest.TempPathFactory,
    size: int,
    data: st.DataObject,
    verdict: Verdict,
) -> None:
    journal = make_journal(size, every=3, algorithm=data.draw(st.sampled_from(Algorithm)))
    held = data.draw(st.sampled_from(journal.checkpoints))
    chosen = data.draw(st.sets(st.integers(1, int(held.split("\n")[1])), min_size=1))
    evidence = gather(
        [entry.digest for entry in journal.entries],
        [entry for entry in journal.entries if entry.sequence in chosen],
        held,
        key.public,
    )
    path = tmp_path_factory.getbasetemp() / "any.zip"
    write_package(path, evidence, key)
    assert verdict(path)[0] == "intact"


def test_evidence_is_not_made_of_a_spoiled_journal(journal: Any, make_event: Make, key: SigningKey) -> None:
    digests = [entry.digest for entry in journal.entries]
    with pytest.raises(UserError, match="日志与检查点不符"):
        gather(digests[:-1], journal.entries[:1], journal.held, key.public)
    with pytest.raises(UserError, match="日志与检查点不符"):
        gather([digests[1], *digests[1:]], journal.entries[4:5], journal.held, key.public)
    edited = replace(journal.entries[4], event=make_event(5, reason="改"))
    with pytest.raises(UserError, match="第 5 条与封存时不同"):
        gather(digests, [edited], journal.held, key.public)


def test_evidence_needs_entries_that_the_checkpoint_covers(journal: Any, key: SigningKey) -> None:
    digests = [entry.digest for entry in journal.entries]
    for chosen in ([], [journal.entries[7]]):
        with pytest.raises(UserError, match="7 条之内"):
            gather(digests, chosen, journal.checkpoints[0], key.public)


def test_what_no_entry_names_is_not_enclosed(evidence: Evidence, key: SigningKey, tmp_path: Path) -> None:
    (tmp_path / "other.pdf").write_bytes(b"other")
    with pytest.raises(UserError, match=r"other\.pdf"):
        write_package(tmp_path / "p.zip", evidence, key, [], [tmp_path / "other.pdf"])
    with pytest.raises(UserError, match="claim"):
        write_package(tmp_path / "p.zip", evidence, key, [{"claim": "4"}])
    assert [path.name for path in tmp_path.iterdir()] == ["other.pdf"]


def test_a_file_too_large_to_be_checked_elsewhere_is_not_enclosed(
    evidence: Evidence, key: SigningKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standalone, "LARGEST", 1000)
    with pytest.raises(UserError, match="证据包过大"):
        write_package(tmp_path / "p.zip", evidence, key)
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_would_not_verify_never_leaves(
    evidence: Evidence, key: SigningKey, tmp_path: Path
) -> None:
    wrong = replace(evidence, proofs=(evidence.proofs[0],) * 3)
    with pytest.raises(ProductFault, match="does not verify"):
        write_package(tmp_path / "p.zip", wrong, key)
    assert list(tmp_path.iterdir()) == []
