"""Whatever is done to an evidence package, by whomever, the script finds it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal import standalone
from lianheng.journal.chain import digest_of, line
from lianheng.journal.digests import Algorithm, Digest
from lianheng.journal.keys import SigningKey
from lianheng.journal.notes import sign_note
from lianheng.journal.package import Evidence, gather, write_package

Make = Callable[..., Any]
Verdict = Callable[..., tuple[str, str]]
many = settings(max_examples=100, deadline=None)


def tag(data: bytes, algorithm: Algorithm = Algorithm.SHA256) -> str:
    return str(Digest.of(algorithm, data))


def members(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(package: Path, contents: dict[str, bytes]) -> Path:
    path = package.with_name("spoiled.zip")
    path.write_bytes(b"".join(standalone.container(contents.items())))
    return path


def listed_anew(contents: dict[str, bytes], key: SigningKey) -> dict[str, bytes]:
    """What an insider with the key makes of it: the list of files signed again over what is there now."""
    rows = [f"{tag(data)} {name}" for name, data in contents.items() if name != "manifest.txt"]
    return {**contents, "manifest.txt": sign_note([f"{standalone.FORMAT} sha256", *rows], key).encode()}


def without(contents: dict[str, bytes], start: str) -> dict[str, bytes]:
    return {name: data for name, data in contents.items() if not name.startswith(start)}


@pytest.mark.parametrize("name", ["README.txt", "verify.py", "public_key.txt", "checkpoint.txt", "entries.jsonl", "proofs.json", "records/", "attachments/", "manifest.txt"])  # fmt: skip
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_no_bit_of_any_member_can_be_flipped(
    package: Path, outside: Path, name: str, data: st.DataObject, verdict: Verdict
) -> None:
    contents = members(package)
    name = next(member for member in contents if member.startswith(name))
    raw = bytearray(contents[name])
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    outcome, said = verdict(packed(package, {**contents, name: bytes(raw)}), "--checkpoint", str(outside))
    assert outcome == "altered"
    assert name in said or name in (
        "manifest.txt",
        "public_key.txt",
    )  # the list and its key are not in the list


@given(data=st.data())
@many
def test_no_bit_of_the_file_can_be_flipped(package: Path, data: st.DataObject, verdict: Verdict) -> None:
    raw = bytearray(package.read_bytes())
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    path = package.with_name("flipped.zip")
    path.write_bytes(raw)
    assert verdict(path)[0] != "intact"


@given(where=st.sampled_from(["before", "after", "within"]), hidden=st.binary(min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_nothing_hides_in_the_file_beside_its_members(
    package: Path, where: str, hidden: bytes, verdict: Verdict
) -> None:
    raw = package.read_bytes()
    spoiled = {"before": hidden + raw, "after": raw + hidden, "within": raw[:60] + hidden + raw[60:]}[where]
    path = package.with_name("hidden.zip")
    path.write_bytes(spoiled)
    assert verdict(path)[0] != "intact"


def test_a_package_packed_again_by_other_software_is_not_taken(package: Path, verdict: Verdict) -> None:
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members(package).items():
            archive.writestr(name, data)
    path = package.with_name("again.zip")
    path.write_bytes(again.getvalue())
    assert verdict(path)[0] == "altered"


def test_files_taken_out_put_in_or_exchanged_are_found(package: Path, verdict: Verdict) -> None:
    contents = members(package)
    record, invoice = list(contents)[6:8]
    extra = f"attachments/sha256-{hashlib.sha256(b'x').hexdigest()}"
    for spoiled in (
        without(contents, "attachments"),
        without(contents, "README"),
        {**without(contents, "manifest"), extra: b"x", "manifest.txt": contents["manifest.txt"]},
        {**contents, record: contents[invoice], invoice: contents[record]},
        dict(reversed(contents.items())),
    ):
        assert verdict(packed(package, spoiled))[0] == "altered"


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "extra.txt", "attachments/x", "records/../verify.py", "C:x"]
)
def test_a_file_no_entry_names_is_refused_even_when_listed_and_signed(
    package: Path, key: SigningKey, name: str, verdict: Verdict
) -> None:
    contents = listed_anew({**without(members(package), "manifest"), name: b"x"}, key)
    outcome, said = verdict(packed(package, contents))
    assert outcome == "altered"
    assert name in said


def test_an_attachment_exchanged_by_one_who_can_sign_is_found(
    package: Path, key: SigningKey, verdict: Verdict
) -> None:
    contents = members(package)
    invoice = list(contents)[7]
    outcome, said = verdict(packed(package, listed_anew({**contents, invoice: b"another invoice"}, key)))
    assert outcome == "altered"
    assert invoice in said


def test_an_entry_changed_by_one_who_can_sign_is_found_and_named(
    package: Path, key: SigningKey, verdict: Verdict
) -> None:
    contents = members(package)
    changed = contents["entries.jsonl"].replace("票据齐全".encode(), "票据不全".encode(), 1)
    outcome, said = verdict(packed(package, listed_anew({**contents, "entries.jsonl": changed}, key)))
    assert (outcome, said) == ("altered", "第 3 条 entry 3")


@pytest.mark.parametrize(
    "proofs",
    ["[]", "[[]]", "{}", '[["md5"],["md5"],["md5"]]', "[" * 100_000, '[["sha256"],["sha256"],["sha256"]]'],
)
def test_proofs_that_prove_nothing_are_refused_even_when_signed(
    package: Path, key: SigningKey, proofs: str, verdict: Verdict
) -> None:
    contents = listed_anew({**members(package), "proofs.json": proofs.encode()}, key)
    assert verdict(packed(package, contents))[0] == "altered"


def test_script_and_library_find_the_same_entry(
    evidence: Evidence, package: Path, key: SigningKey, verdict: Verdict
) -> None:
    for at, entry in enumerate(evidence.entries):
        event = replace(entry.event, reason="改")
        lines = [
            line(e.sequence, event if e is entry else e.event, e.previous) + b"\n" for e in evidence.entries
        ]
        contents = listed_anew({**members(package), "entries.jsonl": b"".join(lines)}, key)
        number = evidence.entries[at].sequence
        assert str(digest_of(number, event, entry.previous, Algorithm.SHA256)) != entry.digest
        assert verdict(packed(package, contents)) == ("altered", f"第 {number} 条 entry {number}")


def test_a_package_made_anew_with_another_key_is_found_by_the_checkpoint_outside(
    make_journal: Make,
    make_event: Make,
    thief: SigningKey,
    package: Path,
    outside: Path,
    tmp_path: Path,
    verdict: Verdict,
) -> None:
    forged = make_journal([make_event(number, reason="伪造") for number in range(1, 21)], signer=thief)
    digests = [entry.digest for entry in forged.entries]
    write_package(
        tmp_path / "forged.zip", gather(digests, forged.entries[:1], forged.held, thief.public), thief
    )
    assert (
        verdict(tmp_path / "forged.zip")[0] == "intact"
    )  # it agrees with itself, which is why this is not enough
    assert verdict(tmp_path / "forged.zip", "--checkpoint", str(outside))[0] == "altered"


def test_a_package_made_anew_with_the_bureaus_key_is_found_by_checkpoint_and_root(
    make_journal: Make,
    make_event: Make,
    key: SigningKey,
    journal: Any,
    outside: Path,
    tmp_path: Path,
    verdict: Verdict,
) -> None:
    forged = make_journal([make_event(number, reason="伪造") for number in range(1, 21)])
    digests = [entry.digest for entry in forged.entries]
    write_package(tmp_path / "forged.zip", gather(digests, forged.entries[:1], forged.held, key.public), key)
    root = standalone.base64.b64decode(journal.held.split("\n")[2]).hex()
    assert verdict(tmp_path / "forged.zip", "--checkpoint", str(outside))[0] == "altered"
    assert verdict(tmp_path / "forged.zip", "--root", root)[0] == "altered"
