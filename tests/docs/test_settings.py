"""Every setting that the code reads is documented, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"LIANHENG_[A-Z_]+")


def test_every_setting_is_documented_and_no_other():
    read = {
        name
        for file in (ROOT / "src").rglob("*.py")
        for name in NAME.findall(file.read_text(encoding="utf-8"))
    }
    told = set(NAME.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    assert told == read
