"""``--home``: which site a command of the server is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lianheng.cli.language import language, say

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help=say(
            "站点文件夹（默认：LIANHENG_HOME，否则 var）",
            "The site's home (default: LIANHENG_HOME, else var)",
        ),
    ),
]


def home_folder(given: Path | None) -> Path:
    return given or Path(os.environ.get("LIANHENG_HOME", "var"))


def enter_home(given: Path | None) -> Path:
    """Set up the site for this command, in the language of this command line. Raises UserError when there is none."""
    from lianheng.web.operations.home import enter

    folder = home_folder(given)
    enter(folder)
    from django.utils import translation

    translation.activate("en" if language() == "en" else "zh-hans")
    return folder
