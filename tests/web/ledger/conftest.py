"""A store and a place for uploads of each test's own, and the way a clerk goes: give a file, wait, accept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianheng.ledger.store import Store
from lianheng.web.access.actor import Actor, operator
from lianheng.web.access.models import Account
from lianheng.web.access.services import grant_role
from lianheng.web.jobs.worker import work_off
from lianheng.web.ledger import services
from lianheng.web.ledger.models import Import
from lianheng.web.people.models import Unit

from ..conftest import START

PAYMENTS = "payment_id,voucher_no,unit_id,paid_on,payee,amount,method,purpose\n"

PEOPLE = "person_id,name,unit_id,department,post,rank,role,supervisor_id,party,officer,joined_on,phone\n"


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    """Where batches and uploads lie in this test."""
    settings.STORE_FOLDER = tmp_path / "store"
    settings.UPLOADS_FOLDER = tmp_path / "uploads"


@pytest.fixture
def store(settings: Any) -> Store:
    return Store(settings.STORE_FOLDER)


def payment(number: str, unit: str = "U01", amount: str = "100.00", **cells: str) -> str:
    """A line of the payments' file."""
    shown = {"payee": "江城印务有限公司", "purpose": "印刷费"} | cells
    return f"{number},V{number},{unit},2024-03-05,{shown['payee']},{amount},transfer,{shown['purpose']}\n"


def person(number: str, name: str = "孟夏", unit: str = "U01", **cells: str) -> str:
    """A line of the people's file."""
    shown = {
        "department": "国库科",
        "post": "科员",
        "rank": "staff",
        "supervisor_id": "",
        "phone": "",
    } | cells
    return (
        f"{number},{name},{unit},{shown['department']},{shown['post']},{shown['rank']},staff,"
        f"{shown['supervisor_id']},none,none,2024-02-01,{shown['phone']}\n"
    )


def csv(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/csv")


Give = Callable[..., Import]


@pytest.fixture
def give(actor: Callable[[str], Actor]) -> Give:
    """Somebody gives files and they are checked: ``give("accountant", csv("payments.csv", …))``."""

    def given(name: str, *files: SimpleUploadedFile, **how: str) -> Import:
        record, _ = services.upload(actor(name), files, **how)
        work_off()
        return again(record)

    return given


@pytest.fixture
def take(actor: Callable[[str], Actor], give: Give) -> Give:
    """The same, accepted by the same person and recorded."""

    def taken(name: str, *files: SimpleUploadedFile, **how: str) -> Import:
        record = give(name, *files, **how)
        services.accept(actor(name), record)
        work_off()
        return again(record)

    return taken


def again(record: Import) -> Import:
    return Import.objects.get(pk=record.pk)


@pytest.fixture
def office_that_pays(cast: dict[str, Account]) -> None:
    """The office with the accountant's role beside its own, so that one workbook may hold people and payments."""
    grant_role(operator(), cast["office"], "accountant", Unit.objects.get(pk="U01"), START)
    grant_role(operator(), cast["office"], "assets", Unit.objects.get(pk="U01"), START)
