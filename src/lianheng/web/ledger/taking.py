"""Rows of tables that apps keep, taken by the apps' own services: tried when an import is checked, done when it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.checking import Checked
from lianheng.ledger.references import column_title, row_numbers
from lianheng.tabular.problems import Problem
from lianheng.tabular.schema import Field, Table
from lianheng.text import Text, UserError
from lianheng.web.access.actor import Actor
from lianheng.web.ledger.extents import standing
from lianheng.web.ledger.intake import Intake, in_order, intakes, kept_tables

NOT_YOURS = Text("您无权新增或修改这一条", "you may not add or change this one")
ASK = Text(
    "须由有此权限的人采纳，或由其先在系统中录入。", "Somebody who may must accept it, or enter it first."
)
CONFLICT = Text("与已有记录冲突", "conflicts with a record that exists")
CHECK = Text("请改正后重新上传。", "Correct it and upload it again.")


def try_records(by: Actor, checked: Checked) -> list[Problem]:
    """What the services of the apps would refuse. Everything is undone again; what ``by`` may not do is only noticed."""
    with transaction.atomic():
        problems = list(_taken(by, checked, "", missing_right_refuses=False))
        transaction.set_rollback(True)
    return [*problems, *_not_taken(checked)]


def take_records(by: Actor, checked: Checked, reason: str) -> list[Problem]:
    """Create and change the apps' records, inside the caller's transaction. With any problem the caller must undo it."""
    return list(_taken(by, checked, reason, missing_right_refuses=True))


def taken_tables(checked: Checked) -> frozenset[str]:
    """The tables of an import that do not become part of the batch."""
    return frozenset(checked.rows.keys() & kept_tables().keys())


def _taken(by: Actor, checked: Checked, reason: str, missing_right_refuses: bool) -> Iterator[Problem]:
    names = standing(checked.database)
    for name, intake in intakes().items():
        if name in checked.raws and name in names:
            for problem, is_right in _rows_taken(by, checked, ledger_tables()[name], intake, reason):
                if not is_right or missing_right_refuses:
                    yield problem
                else:
                    yield replace(problem, refusal=False)


def _rows_taken(
    by: Actor, checked: Checked, table: Table, intake: Intake, reason: str
) -> Iterator[tuple[Problem, bool]]:
    """Each row that was refused, and whether it was for a missing right."""
    rows, raw = checked.database.arrow(f"SELECT * FROM {table.name}").to_pylist(), checked.raws[table.name]
    numbers = row_numbers(checked.database, raw, range(len(rows)))
    key = table.columns[table.key[0]]
    for place in in_order(table.name, rows):
        where, value = (raw.file.name, raw.sheet, numbers.get(place)), str(rows[place][key.name])
        try:
            with transaction.atomic():
                intake.take(by, rows[place], reason)
        except PermissionDenied:
            yield Problem(NOT_YOURS, ASK, *where, column_title(key), value), True
        except UserError as error:
            yield Problem(error.text, CHECK, *where, column_title(key), value), False
        except ValidationError as error:
            for column, words in _said(error, table):
                yield Problem(words, CHECK, *where, column_title(column)), False
        except IntegrityError:
            yield Problem(CONFLICT, CHECK, *where, column_title(key), value), False


def _said(error: ValidationError, table: Table) -> Iterator[tuple[Field, Text]]:
    """What a record's own validation says, in both languages, by the column it is about; else by the key."""
    fields = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, errors in fields.items():
        column = table.columns.get(name) or table.columns.get(f"{name}_id") or table.columns[table.key[0]]
        with override("zh-hans"):
            zh = "；".join(message for one in errors for message in one.messages)
        with override("en"):
            en = "; ".join(message for one in errors for message in one.messages)
        yield column, Text(zh.rstrip("。"), en.rstrip("."))


def _not_taken(checked: Checked) -> list[Problem]:
    """Tables that an app keeps and takes no rows for."""
    return [
        Problem(
            Text(
                "这张表在系统中录入，不接受导入", "this table is kept in the application and takes no import"
            ),
            Text(
                "请在系统中录入，并从文件中删去这张表。",
                "Enter it in the application, and take it out of the file.",
            ),
            checked.raws[name].file.name,
            checked.raws[name].sheet,
        )
        for name in sorted(taken_tables(checked) - intakes().keys())
    ]
