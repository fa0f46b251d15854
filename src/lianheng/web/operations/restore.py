"""``lianheng restore``: a site again from its backup, in another place, with the same root.

Every member is held against its digest while it is written to a folder beside the new home, and the journal is verified
there; only then does the folder take its name. A damaged backup leaves nothing.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from time import perf_counter

from lianheng.text import UserError
from lianheng.web.operations.archive import MANIFEST, Archive, damaged, reading_archive
from lianheng.web.operations.home import (
    APART,
    ENV,
    enter,
    new_home,
    read_settings,
    refuse_used,
    write_settings,
)
from lianheng.web.operations.results import Done, Root
from lianheng.web.operations.secrecy import SECRETS, open_secrets


def restore(file: Path, folder: Path, passphrase: str, database: str | None) -> Done:
    """Restore into ``folder``, which must be new or empty; on PostgreSQL into ``database``, which must be empty too.

    Raises UserError for a damaged archive, naming the member; for another passphrase; for a journal that does not verify.
    """
    began, folder = perf_counter(), folder.resolve()
    refuse_used(folder)
    with reading_archive(file) as archive:
        engine, root = _facts(archive)
        _refuse_other_engine(engine, database)
        with new_home(folder.with_name(f".{folder.name}.restoring")) as part:
            _restore_secrets(part, archive, passphrase, database)
            enter(part)
            _restore_content(part, archive, root)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
            os.sync()
    size = sum(member["size"] for member in archive.members.values())
    return Done(root, size, perf_counter() - began)


def _facts(archive: Archive) -> tuple[str, Root]:
    """The database's kind, and the journal's root at the time. Raises UserError for a manifest without them, and for a
    member that would take the place of what is sealed."""
    try:
        engine, root = str(archive.manifest["engine"]), Root(**archive.manifest["journal"])
    except (KeyError, TypeError) as error:
        raise damaged(MANIFEST) from error
    for name in archive.members:
        if name == ENV or name.split("/")[0] in APART:
            raise damaged(name)
    if SECRETS not in archive.members:
        raise damaged(SECRETS)
    return engine, root


def _refuse_other_engine(engine: str, database: str | None) -> None:
    if engine == "postgresql" and not database:
        raise UserError(
            "备份来自 PostgreSQL：请用 --database 给出一个空的 PostgreSQL 数据库。",
            "The backup is of PostgreSQL: give an empty PostgreSQL database with --database.",
        )
    if engine == "sqlite" and database:
        raise UserError(
            "备份来自 SQLite，数据库在站点文件夹内：不要加 --database。",
            "The backup is of SQLite, whose database lies in the home: leave --database out.",
        )


def _restore_secrets(home: Path, archive: Archive, passphrase: str, database: str | None) -> None:
    sealed = io.BytesIO()
    archive.extract(SECRETS, sealed)
    open_secrets(sealed.getvalue(), passphrase, home)
    settings = read_settings(home / ENV)
    settings.pop("LIANHENG_DATABASE", None)
    write_settings(home / ENV, settings | ({"LIANHENG_DATABASE": database} if database else {}))


def _restore_content(home: Path, archive: Archive, root: Root) -> None:
    """Every member in its place, the database put back, and everything verified."""
    from lianheng.web.operations.databases import engine, put_back
    from lianheng.web.operations.readiness import (
        prepare,
        refuse_newer_database,
        refuse_used_database,
        told_of_the_database,
    )

    with told_of_the_database():
        if engine() != "sqlite":  # whose file comes with the members
            refuse_used_database()
        for name in archive.members:
            if name != SECRETS:
                target = home / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as stream:
                    archive.extract(name, stream)
        put_back(home)
        refuse_newer_database()
        prepare()
        _verify(root)


def _verify(told: Root) -> None:
    """Raises UserError when the root counted anew is not the one of the backup, or something is not as it was sealed."""
    from django.db import connections

    from lianheng.web.operations.root import journal_size, root_of
    from lianheng.web.operations.verifying import refuse_broken_journal

    root = root_of(journal_size())
    if root != told:
        raise UserError(
            f"日志根与备份所记不同：备份 {told.root}（{told.entries} 条），恢复后 {root.root}（{root.entries} 条）。",
            f"The journal's root differs: {told.root} ({told.entries} entries) in the backup, {root.root} ({root.entries}) restored.",
        )
    refuse_broken_journal()
    connections.close_all()
