"""The commands in the README and the tutorial do what they say, on a fresh example year."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lianheng.cli import main
from lianheng.example import write_example

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"^\.venv/bin/lianheng (.+?)(?:\s{2,}#.*)?$", re.MULTILINE)
PAGES = ["README.md", "README.zh-CN.md", "docs/tutorial.md"]


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
        assert main(shlex.split(command)) == 0, f"{command}\n{capsys.readouterr().err}"
