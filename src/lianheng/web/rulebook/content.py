"""What a change may say: a parameter's value like its default, a standard's row like its columns. No code, ever."""

from __future__ import annotations

import csv
import datetime
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lianheng.engine.question import Parameter
from lianheng.engine.rule import Rule, all_rules
from lianheng.standards.catalogue import read_rows, standard_tables
from lianheng.tabular.schema import Field, Table, Type
from lianheng.text import UserError
from lianheng.web.people.models import Unit

FIXED = {"layer", "place", "document", "article", "valid_from", "valid_to", "mark", "source"}
"""Columns of a standard that the change itself fills in."""
MARK = "L"
"""A bureau's own approved document is what it says; it is no guess."""


def check_parameter(rule_id: str, name: str, value: str) -> Any:
    """A value of the same kind as the rule's default. Raises UserError."""
    rule, parameter = _parameter(rule_id, name)
    default = parameter.default
    try:
        if isinstance(default, bool):
            return {"true": True, "false": False}[value.strip().lower()]
        if isinstance(default, int):
            return _positive(int(value.strip()))
        if isinstance(default, float):
            return float(_positive(Decimal(value.strip())))
    except (ValueError, KeyError, InvalidOperation) as error:
        raise UserError(
            f"{rule.title.zh}：“{value}”不能用作 {name}，现值为 {default}。",
            f"{rule.title.en}: {value!r} cannot be {name}; the present value is {default}.",
        ) from error
    return value.strip()


def _positive(number: Any) -> Any:
    if number < 0 or not Decimal(number).is_finite():
        raise ValueError(number)
    return number


def _parameter(rule_id: str, name: str) -> tuple[Rule, Parameter]:
    for rule in all_rules():
        for parameter in rule.parameters:
            if (rule.id, parameter.name) == (rule_id, name):
                return rule, parameter
    raise UserError(f"没有参数 {rule_id} {name}。", f"There is no parameter {rule_id} {name}.")


def own_columns(table: Table) -> list[Field]:
    """The columns of a standard that somebody fills in."""
    return [field for field in table.fields if field.name not in FIXED]


def check_standard(
    unit: Unit,
    standard: str,
    values: dict[str, str],
    from_on: datetime.date,
    to_on: datetime.date | None,
    reason: str,
) -> dict[str, str]:
    """The whole row as text. Raises UserError naming a column that is missing or wrong."""
    table = standard_tables()[standard]
    for field in own_columns(table):
        _check(field, values.get(field.name, ""))
    row = {field.name: values.get(field.name, "") for field in own_columns(table)} | {
        "layer": "bureau",
        "place": f"unit:{unit.pk}",
        "document": reason.strip()[:200],
        "article": "",
        "valid_from": str(from_on),
        "valid_to": "" if to_on is None else str(to_on),
        "mark": MARK,
        "source": unit.name,
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{standard}.csv"
        write_rows(table, [row], file)
        read_rows(table, file)  # what the engine would refuse is refused here
    return {name: row.get(name, "") for name in table.columns}


def _check(field: Field, value: str) -> None:
    if not value.strip() and field.required:
        raise UserError(f"请填写“{field.title.zh}”。", f"Fill in {field.title.en}.")
    if value.strip() and field.labels and value not in field.labels:
        raise UserError(
            f"“{field.title.zh}”只能是 {'、'.join(field.labels)}。",
            f"{field.title.en} is one of {', '.join(field.labels)}.",
        )
    if value.strip() and field.type in (Type.MONEY, Type.NUMBER, Type.INTEGER):
        try:
            if Decimal(value) < 0:
                raise InvalidOperation
        except InvalidOperation as error:
            raise UserError(
                f"“{field.title.zh}”须为不小于零的数字。",
                f"{field.title.en} is a number that is not below zero.",
            ) from error


def write_rows(table: Table, rows: list[dict[str, str]], file: Path) -> None:
    """Rows of a standard as the file that the engine reads."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(table.columns), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
