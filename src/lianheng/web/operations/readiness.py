"""Making a site ready and asking whether it is: migrations, static files, and who may read its secrets.

Runs at ``lianheng init``, ``upgrade`` and ``restore``, and before every ``serve``. Needs Django set up (``home.enter``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from lianheng.text import Text, UserError
from lianheng.web.operations.home import ENV, PRIVATE

ASSETS = Path(__file__).parents[1] / "shell" / "static" / "vendor" / "tabler.min.css"


def prepare() -> None:
    """Bring the database and the static files to this version. Raises UserError when what browsers load is missing."""
    if not ASSETS.is_file():
        raise UserError(
            "缺少网页所需的样式和脚本。请先运行 make setup。",
            "The styles and scripts of the pages are missing. Run make setup first.",
        )
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)


def seal_first() -> None:
    """The journal's key, and the first checkpoint: from here on the custodian can compare."""
    from lianheng.web.history.checkpoints import make_checkpoint

    make_checkpoint()


@contextmanager
def told_of_the_database() -> Iterator[None]:
    """Turns what the database refuses (out of reach, no room, no right) into a UserError."""
    try:
        yield
    except DatabaseError as error:
        raise UserError(f"数据库未能完成：{error}", f"The database did not finish: {error}") from error


def refuse_used_database() -> None:
    """Raises UserError when the database already holds tables."""
    used = connection.introspection.table_names()
    if used:
        raise UserError(
            f"数据库中已有 {len(used)} 张表，不会覆盖。请给一个空数据库。",
            f"The database already holds {len(used)} tables and is not overwritten. Give an empty one.",
        )


def obstacles() -> Iterator[Text]:
    """Each reason why the site must not be served now, with what to do about it."""
    yield from open_secrets(settings.HOME)
    yield from unready_database()
    if not any(Path(settings.STATIC_ROOT).glob("*")):
        yield Text(
            "静态文件尚未收集：运行 lianheng upgrade。",
            "Static files are not collected: run lianheng upgrade.",
        )


def open_secrets(home: Path) -> Iterator[Text]:
    """Secrets that others on this server could read."""
    for path in (home, home / ENV, settings.KEYS_FOLDER, *sorted(settings.KEYS_FOLDER.rglob("*.key"))):
        if path.exists() and path.stat().st_mode & PRIVATE:
            yield Text(
                f"其他用户可以读取 {path}：运行 chmod go= {path}。",
                f"Others can read {path}: run chmod go= {path}.",
            )


def unready_database() -> Iterator[Text]:
    """A database that is out of reach, older than this program, or newer."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        yield Text(f"无法连接数据库：{error}", f"The database cannot be reached: {error}")
        return
    newer = _newer(executor)
    if newer:
        yield newer
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        yield Text(
            f"数据库待升级（{len(pending)} 步）：先备份，再运行 lianheng upgrade。",
            f"The database is to be upgraded ({len(pending)} steps): make a backup, then run lianheng upgrade.",
        )


def refuse_newer_database() -> None:
    """Raises UserError for a database that a newer version of this program has upgraded."""
    newer = _newer(MigrationExecutor(connection))
    if newer:
        raise UserError(newer.zh, newer.en)


def _newer(executor: MigrationExecutor) -> Text | None:
    unknown = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    if not unknown:
        return None
    names = ", ".join(sorted(f"{app}.{name}" for app, name in unknown)[:3])
    return Text(
        f"数据库比本程序新（{names}）：请安装较新的廉衡。",
        f"The database is newer than this program ({names}): install a newer Lianheng.",
    )
