"""A small bureau for the tests of the ledger: two units, three people, a few payments, written as files."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyarrow as pa

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.importing import import_folder
from lianheng.ledger.manifest import Manifest
from lianheng.ledger.store import Store

MARCH = datetime.datetime(2021, 3, 1, 9, tzinfo=datetime.UTC)
APRIL = datetime.datetime(2021, 4, 1, 9, tzinfo=datetime.UTC)
MAY = datetime.datetime(2021, 5, 1, 9, tzinfo=datetime.UTC)

UNITS = "unit_id,name,division_code,level\n" + "".join(f"{u},{u}局,340100,city\n" for u in ("U1", "U2"))
PEOPLE = "person_id,name,unit_id,rank,role,party,officer,joined_on\n" + (
    "P1,张岚,U1,division,chief,member,none,2015-01-01\n"
    "P2,李柯,U1,section,head,member,none,2016-01-01\n"
    "P3,王霁,U2,staff,staff,none,none,2017-01-01\n"
)
PAYMENTS_HEAD = "payment_id,voucher_no,unit_id,paid_on,payee,amount,method,purpose,maker_id,approver_id\n"
PAYMENTS = PAYMENTS_HEAD + (
    "Y1,记1,U1,2021-01-05,云杉实业,100.00,transfer,维修空调,P2,P1\n"
    "Y2,记2,U1,2021-01-06,白鹭机械,250.50,card,办公用品,P2,P1\n"
    "Y3,记3,U2,2021-02-01,云杉实业,-20.00,transfer,退回,P3,P1\n"
)


def folder(path: Path, **tables: str) -> Path:
    """A ledger folder of CSV files."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def payments(*lines: str) -> str:
    """Payments whose lines say only key, unit and maker."""
    rows = []
    for line in lines:
        key, unit, maker = line.split(",")
        rows.append(f"{key},记{key},{unit},2021-03-01,石榴食品,10.00,card,,{maker},\n")
    return PAYMENTS_HEAD + "".join(rows)


def recorded(store: Store, path: Path, at: datetime.datetime = MARCH, **tables: str) -> Manifest:
    """A batch of the given tables."""
    return import_folder(store, folder(path, **tables), "经办", at)


def bureau(store: Store, path: Path) -> Manifest:
    return recorded(store, path, units=UNITS, people=PEOPLE, payments=PAYMENTS)


def arrow(name: str, *rows: dict[str, object]) -> pa.Table:
    """Rows as the application hands them over."""
    return pa.Table.from_pylist(list(rows), schema=ledger_tables()[name].arrow_schema())
