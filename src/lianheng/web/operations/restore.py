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
from lianheng.web.operations.archive import Archive, reading_archive
from lianheng.web.operations.home import ENV, enter, new_home, read_settings, refuse_used, write_settings
from lianheng.web.operations.results import Done, Root
from lianheng.web.operations.secrecy import SECRETS, open_secrets


def restore(file: Path, folder: Path, passphrase: str, database: str | None) -> Done:
    """Restore into ``folder``, which must be new or empty; on PostgreSQL into ``database``, which must be empty too.

    Raises UserError for a damaged archive, naming the member; for another passphrase; for a journal that does not verify.
    """
    began = perf_counter()
    refuse_used(folder)
    with reading_archive(file) as archive:
        _refuse_other_engine(archive.manifest["engine"], database)
        with new_home(folder.with_name(f".{folder.name}.restoring")) as part:
            _restore_secrets(part, archive, passphrase, database)
            enter(part)
            root = _restore_content(part, archive)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
            os.sync()
    size = sum(member["size"] for member in archive.members.values())
    return Done(root, size, perf_counter() - began)


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


def _restore_content(home: Path, archive: Archive) -> Root:
    """Every member in its place, the database put back, and everything verified. Returns the journal's root."""
    from lianheng.web.operations.databases import put_back
    from lianheng.web.operations.readiness import (
        prepare,
        refuse_newer_database,
        refuse_used_database,
        told_of_the_database,
    )

    with told_of_the_database():
        if archive.manifest["engine"] != "sqlite":
            refuse_used_database()
        for name in archive.members:
            if name != SECRETS:
                target = home / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as stream:
                    archive.extract(name, stream)
        put_back(home, archive.manifest["database"])
        refuse_newer_database()
        prepare()
        return _verified_root(archive)


def _verified_root(archive: Archive) -> Root:
    """The root counted from what was restored. Raises UserError when it is not the one the backup was made with."""
    from django.db import connections

    from lianheng.web.operations.root import journal_size, root_of
    from lianheng.web.operations.verifying import refuse_broken_journal

    told = Root(**archive.manifest["journal"])
    root = root_of(journal_size())
    if root != told:
        raise UserError(
            f"日志根与备份所记不同：备份 {told.root}（{told.entries} 条），恢复后 {root.root}（{root.entries} 条）。",
            f"The journal's root differs: {told.root} ({told.entries} entries) in the backup, {root.root} ({root.entries}) restored.",
        )
    refuse_broken_journal()
    connections.close_all()
    return root
