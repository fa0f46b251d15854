"""The home of a site: one folder with its settings, keys, database, ledger and attachments. ``lianheng init`` makes it.

Every command of the server enters a home first, once: Django's settings are read from it and then stay.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lianheng.text import UserError

ENV = "lianheng.env"
DATABASE = "lianheng.sqlite3"
FOLDERS = ("ledger", "attachments", "uploads", "keys", "roots", "static")
APART = ("keys", "static")
"""Those that a backup does not hold as they are: the keys are sealed in it, and static files come with the product."""
PRIVATE = 0o077
"""What the group and others may do with a home: nothing."""


def write_settings(file: Path, values: Mapping[str, str]) -> None:
    """Write ``lianheng.env``, readable by its owner only. Raises UserError for a value that a line cannot hold."""
    for name, value in values.items():
        if "'" in value or "\n" in value or "\\" in value:
            raise UserError(
                f"{name} 的值不能含单引号、反斜线或换行。",
                f"The value of {name} cannot hold a single quote, a backslash or a line break.",
            )
    lines = [f"{name}='{value}'\n" for name, value in values.items()]
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as stream:
        stream.writelines(lines)


def read_settings(file: Path) -> dict[str, str]:
    """The settings that stand in a ``lianheng.env``."""
    from dotenv import dotenv_values

    return {
        name: value for name, value in dotenv_values(file, interpolate=False).items() if value is not None
    }


def enter(folder: Path) -> None:
    """Set up Django for a home, in this process. Raises UserError when the folder is none."""
    if not (folder / ENV).is_file():
        raise UserError(
            f"{folder} 不是廉衡的站点文件夹（没有 {ENV}）。先运行 lianheng init {folder}，或用 --home 指定。",
            f"{folder} is no home of a site (it has no {ENV}). Run lianheng init {folder} first, or name one with --home.",
        )
    os.umask(PRIVATE)
    os.environ["LIANHENG_HOME"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianheng.web.settings"
    import django

    django.setup()


def refuse_used(folder: Path) -> None:
    """Raises UserError for a folder that already holds something."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UserError(f"{folder} 已存在，不会覆盖。", f"{folder} exists already; it is not overwritten.")


@contextmanager
def new_home(folder: Path) -> Iterator[Path]:
    """An empty home to fill; what is in it is removed again when filling fails.

    Raises UserError for a folder that already holds something, or that cannot be made.
    """
    refuse_used(folder)
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700)
        yield folder
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise UserError(f"无法建立 {folder}：{error}", f"{folder} cannot be made: {error}") from error
        raise
