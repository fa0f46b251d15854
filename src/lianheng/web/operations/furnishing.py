"""Fills a new site from a folder of ledger tables, the way a bureau does it. For the demonstration and for measuring speed.

Units, people and posts come in by the services of their forms; all other tables as imports, checked and accepted by an
account that is disabled afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lianheng.ledger.folder import open_ledger
from lianheng.text import ProductFault, Text
from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account
from lianheng.web.access.selectors import actor_of
from lianheng.web.access.services import change_account
from lianheng.web.jobs.worker import work_off
from lianheng.web.ledger.groups import groups
from lianheng.web.ledger.intake import in_order, intakes, kept_tables
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.services import accept, upload

Tell = Callable[[Text], None]


def enter_people(ledger: Path) -> None:
    """Units and people row by row, as their forms would save them; whoever is referred to comes first."""
    database = open_ledger(ledger).database
    with transaction.atomic():
        for table in ("units", "people"):
            rows = database.arrow(f"SELECT * FROM {table}").to_pylist()
            for place in in_order(table, rows):
                intakes()[table].take(operator(), rows[place], "")


def import_groups(ledger: Path, account: str, tell: Tell) -> None:
    """One import for each group of tables that has rows, by an account that may import them all. It is disabled then."""
    files = {file.stem: file for file in ledger.iterdir() if file.stem not in kept_tables()}
    for group in groups().values():
        given = [files[name] for name in group.tables if name in files]
        if given:
            tell(
                Text(
                    f"导入{group.title.zh}（{len(given)} 张表）",
                    f"importing {group.title.en} ({len(given)} tables)",
                )
            )
            _import(given, account)
    change_account(
        operator(), Account.objects.get(username=account), "导入完成。 All is imported.", is_active=False
    )


def _import(files: list[Path], account: str) -> None:
    by = actor_of(Account.objects.get(username=account))
    given = [UploadedFile(file.open("rb"), file.name, size=file.stat().st_size) for file in files]
    record, _ = upload(by, given)
    work_off()
    record.refresh_from_db()
    if record.state == Import.State.READY:
        accept(by, record)
        work_off()
        record.refresh_from_db()
    if record.state != Import.State.ACCEPTED:
        told = f"{[file.stem for file in files]} are {record.state}; see {settings.HOME}"
        raise ProductFault(f"the example was not accepted: {told}")
