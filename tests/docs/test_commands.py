"""The commands in the README and the tutorial do what they say, on a fresh example year."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lianheng.cli import main
from lianheng.example import write_example

from ..web.servers import Browser, Home, lianheng_json, serving

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"^\.venv/bin/lianheng (.+?)(?:\s{2,}#.*)?$", re.MULTILINE)
PAGES = ["README.md", "docs/tutorial.md"]


def commands(page: str) -> list[str]:
    return COMMAND.findall((ROOT / page).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    write_example(folder / "ledger")
    return folder / "ledger"


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_runs(page, example, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "台账").symlink_to(example)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "demo").mkdir()
    (tmp_path / "build" / "demo" / "ledger").symlink_to(example)
    found = commands(page)
    assert len(found) >= 6
    for command in found:
        if command.startswith(("init ", "serve ")):
            found_a_site(command, tmp_path)
        else:
            assert main(shlex.split(command)) == 0, f"{command}\n{capsys.readouterr().err}"


def found_a_site(command: str, folder: Path) -> None:
    """Founds or serves a site as the page says, in a folder of the test's own, and opens its first page."""
    name, *words = shlex.split(command.replace("/srv/lianheng", str(folder / "site")))
    if name == "init":
        assert len(lianheng_json(name, *words)["passwords"]) == 3  # one for each administrator
    else:
        assert words[:2] == ["--home", str(folder / "site")]
        with serving(Home(folder / "site"), *words[2:]) as site:
            assert Browser(site).open("/").status_code == 200


def test_the_chinese_page_gives_the_same_commands_without_asking_for_english():
    assert commands("README.zh-CN.md") == [one.replace(" --lang en", "") for one in commands("README.md")]
