"""Finding fonts, and the script that puts them there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lianheng.report.fonts import INSTALLED, NEEDED, VARIABLE, Fonts, Role, find, folders, require
from lianheng.text import UserError

SCRIPT = Path(__file__).parents[2] / "tools" / "fonts.sh"
needs_fonts = pytest.mark.skipif(bool(find().missing), reason="no Chinese fonts: run tools/fonts.sh")


@needs_fonts
def test_the_installed_fonts_serve_every_role_without_the_machine_s_own() -> None:
    fonts = find([INSTALLED])
    assert fonts.missing == ()
    assert not fonts.system
    assert {role: fonts.families[role] for role in NEEDED} == {
        Role.TITLE: "FandolSong",
        Role.SONG: "FandolSong",
        Role.FANGSONG: "FandolFang R",
        Role.KAI: "FandolKai",
        Role.HEI: "FandolHei",
    }


@needs_fonts
def test_rare_characters_have_a_second_font_behind_each_face() -> None:
    assert find([INSTALLED]).stack(Role.FANGSONG) == ["FandolFang R", "Noto Serif CJK SC"]


def test_an_empty_folder_falls_back_on_the_machine_s_fonts(tmp_path: Path) -> None:
    assert find([tmp_path]).system


def test_the_bureau_s_own_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert folders()[0] == tmp_path
    monkeypatch.setenv(VARIABLE, str(tmp_path / "not there"))
    assert tmp_path / "not there" not in folders()


def test_missing_roles_are_named_in_both_languages() -> None:
    with pytest.raises(UserError, match="缺少中文字体（楷体）") as refused:
        require(Fonts((), False, dict.fromkeys(set(NEEDED) - {Role.KAI}, "any")))
    assert "(kai)" in refused.value.text.en


def run_script(environment: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), str(environment)],
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
    )


@needs_fonts
def test_the_set_up_does_nothing_when_the_fonts_are_there(tmp_path: Path) -> None:
    target = tmp_path / "share" / "lianheng" / "fonts"
    target.mkdir(parents=True)
    for font in (*INSTALLED.glob("*.otf"), *INSTALLED.glob("*.ttc")):
        (target / font.name).symlink_to(font)
    done = run_script(tmp_path, os.environ["PATH"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_set_up_says_what_to_do_where_it_can_install_nothing(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("dirname", "mktemp", "mkdir", "rm", "cat", "tail", "id"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    refused = run_script(tmp_path / "environment", str(tools))
    assert refused.returncode == 1
    assert "LIANHENG_FONTS" in refused.stderr
    assert "字体未能自动安装" in refused.stderr
    assert "The fonts could not be installed" in refused.stderr
