"""A file is what its content is: every kind taken, every program refused, every name that lies found out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianheng.text import UserError
from lianheng.web.evidence.kinds import KINDS, kind_of
from lianheng.web.evidence.naming import LONGEST, safe_name

from . import samples


def found(folder: Path, name: str, content: bytes) -> str:
    file = folder / "received"
    file.write_bytes(content)
    return kind_of(file, name).code


@pytest.mark.parametrize("name", samples.GOOD)
def test_each_kind_is_found_from_content(name, tmp_path):
    code, content = samples.GOOD[name]
    assert found(tmp_path, name, content) == code


@pytest.mark.parametrize("name", samples.BAD)
def test_programs_macros_and_noise_are_refused_whatever_they_are_called(name, tmp_path):
    with pytest.raises(UserError, match="一律不收") as refused:
        found(tmp_path, name, samples.BAD[name])
    assert "refused" in refused.value.text.en


@pytest.mark.parametrize("name", samples.LIES)
def test_a_name_that_lies_about_the_content_is_refused_and_told_the_truth(name, tmp_path):
    content, truth = samples.LIES[name]
    with pytest.raises(UserError, match=f"内容是{truth}") as refused:
        found(tmp_path, name, content)
    assert "does not fit its content" in refused.value.text.en


def test_only_what_cannot_act_is_shown_in_the_page():
    assert {code for code, kind in KINDS.items() if kind.shown} == {"pdf", "png", "jpeg", "text"}


@given(st.binary(max_size=3000))
def test_any_bytes_are_either_of_a_kind_or_refused(content):
    with tempfile.TemporaryDirectory() as folder:
        try:
            code = found(Path(folder), "x.txt", content)
        except UserError:
            return
        assert code == "text"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\张三\\发票.pdf", "发票.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        (".htaccess", "file.htaccess"),
        ("..txt", "file.txt"),
        ("", "file"),
        ("...", "file"),
        ("𱍍吉.txt", "𱍍吉.txt"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(given_name, kept):
    assert safe_name(given_name) == kept


@given(st.text(max_size=500))
def test_any_name_becomes_one_that_can_be_kept(name):
    kept = safe_name(name)
    assert 0 < len(kept) <= LONGEST
    assert not set(kept) & set('/\\\0\r\n<>:"|?*')
    assert safe_name(kept) == kept


def test_a_long_name_keeps_its_ending():
    assert safe_name("长" * 300 + ".pdf").endswith("长.pdf")
