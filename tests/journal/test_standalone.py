"""The evidence script: short, alone, and right about signatures."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lianheng.journal import standalone
from lianheng.journal.keys import SigningKey
from lianheng.journal.package import gather, write_package

SCRIPT = Path(standalone.__file__)
VECTORS = [  # RFC 8032 section 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.fixture(scope="module")
def package(make_journal: Any, key: SigningKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    journal = make_journal(20)
    path = tmp_path_factory.mktemp("package") / "evidence.zip"
    digests = [entry.digest for entry in journal.entries]
    write_package(path, gather(digests, journal.entries[4:9], journal.held, key.public), key)
    path.with_name("held.txt").write_text(journal.held, encoding="utf-8")
    return path


def run(script: Path, *arguments: object) -> tuple[int, str]:
    """The script as an auditor runs it: a bare Python, no site packages, no environment."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), *map(str, arguments)],
        capture_output=True, encoding="utf-8", env={}, check=False, timeout=120,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_script_has_at_most_two_hundred_lines() -> None:
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 200


def test_the_script_is_python_3_8_and_uses_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", ["package", "root", "checkpoint"])
def test_it_runs_alone_and_answers_zero_for_an_intact_package(
    package: Path, tmp_path: Path, name: str
) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extract("verify.py", tmp_path)
    held = package.with_name("held.txt")
    root = standalone.base64.b64decode(held.read_text(encoding="utf-8").split("\n")[2]).hex()
    options = {"package": [], "root": ["--root", root], "checkpoint": ["--checkpoint", held]}[name]
    code, said = run(tmp_path / "verify.py", package, *options)
    assert code == 0
    assert "完好 INTACT: 5 条 entries; finance.example/journal 20 " in said
    assert ("NOT CHECKED" in said) == (name == "package")


def test_it_answers_one_for_an_altered_package_and_names_the_place(package: Path) -> None:
    raw = package.read_bytes()
    spoiled = package.with_name("spoiled.zip")
    at = raw.index("票据齐全".encode())
    spoiled.write_bytes(raw[:at] + "票据不全".encode() + raw[at + 12 :])
    code, said = run(SCRIPT, spoiled)
    assert code == 1
    assert said.startswith("已被改动 ALTERED: ")
    assert "entries.jsonl" in said


@pytest.mark.parametrize("content", [None, b"", b"not a package", b"PK\3\4"])
def test_it_answers_two_for_what_is_no_package(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "p.zip").write_bytes(content)
    code, said = run(SCRIPT, tmp_path / "p.zip")
    assert code == 2
    assert said.startswith("无法核验 UNREADABLE: ")


def test_it_answers_two_for_a_checkpoint_file_that_is_not_there(package: Path) -> None:
    assert run(SCRIPT, package, "--checkpoint", package.with_name("nowhere.txt"))[0] == 2


@pytest.mark.parametrize(
    "arguments", [[], ["a", "--root"], ["a", "--key", "b"], ["a", "b", "c", "d"], ["--help"]]
)
def test_it_explains_itself_when_called_wrongly(arguments: list[str]) -> None:
    code, said = run(SCRIPT, *arguments)
    assert code == 2
    assert arguments == ["--help"] or "用法 Usage" in said


def test_a_python_without_sm3_is_unable_and_does_not_accuse(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def new(name: str, data: bytes = b"") -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(standalone.hashlib, "new", new)
    monkeypatch.setattr(sys, "argv", ["verify.py", str(package)])
    assert standalone.main() == 2
    assert "UNREADABLE" in capsys.readouterr().out


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"attachments/{number}", bytes(30_000_000))
    assert (tmp_path / "bomb.zip").stat().st_size < 1_000_000
    with pytest.raises(ValueError, match="compressed"):
        standalone.check(tmp_path / "bomb.zip")


def test_a_file_larger_than_the_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p.zip").write_bytes(b"".join(standalone.container([("README.txt", bytes(1001))])))
    monkeypatch.setattr(standalone, "LARGEST", 1000)
    with pytest.raises(ValueError, match="too large"):
        standalone.check(tmp_path / "p.zip")


@given(contents=st.dictionaries(st.text("abcXYZ/.-_0", min_size=1), st.binary(max_size=200), max_size=6))
@settings(max_examples=50, deadline=None)
def test_the_container_is_a_zip_file_to_everyone(
    contents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "container.zip"
    path.write_bytes(b"".join(standalone.container(contents.items())))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents
    assert dict(standalone.members(path)) == contents


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_signatures_of_rfc_8032_verify(key: str, message: str, signature: str) -> None:
    assert standalone.ed25519(bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature))


def by_library(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.none() | st.integers(0, 96 * 8 - 1))
@settings(max_examples=30, deadline=None)
def test_script_and_library_agree_on_every_ed25519_signature(
    seed: bytes, message: bytes, bit: int | None
) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    raw = bytearray(private.public_key().public_bytes_raw() + private.sign(message))
    if bit is not None:
        raw[bit // 8] ^= 1 << bit % 8
    key, signature = bytes(raw[:32]), bytes(raw[32:])
    assert standalone.ed25519(key, message, signature) == by_library(key, message, signature) == (bit is None)


def test_a_signature_with_a_second_form_is_refused() -> None:
    key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    s = int.from_bytes(signature[32:], "little") + standalone.ORDER
    again = signature[:32] + s.to_bytes(32, "little")
    assert not standalone.ed25519(key, message, again)
    assert not by_library(key, message, again)
