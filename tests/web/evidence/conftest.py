"""Attachments of each test in the test's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    for name in ("KEYS", "ROOTS", "ATTACHMENTS"):
        setattr(settings, f"{name}_FOLDER", tmp_path / name.lower())
