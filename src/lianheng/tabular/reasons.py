"""Why a cell is not of its column's type, and what to write instead. Looks only at the few cells that are shown."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from lianheng.tabular.files import RawTable
from lianheng.tabular.problems import Problem, nearest
from lianheng.tabular.schema import Field, Type
from lianheng.text import Text

_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_MULTIPLES = {"万元": 10_000, "万": 10_000, "千元": 1_000, "亿元": 100_000_000, "亿": 100_000_000}
_MULTIPLE = re.compile(r"([+-]?[\d,]+(?:\.\d+)?)\s*(万元|万|千元|亿元|亿)")


def bad_cell(field: Field, raw: RawTable, row: int, column: str, value: str, more: int) -> Problem:
    """The problem of one cell that has content but no value of the column's type."""
    reason, advice = _explain(field, value.strip())
    return Problem(reason, advice, raw.file.name, raw.sheet, row, _title(field, column), value, max(more, 0))


def bad_check_digit(field: Field, raw: RawTable, row: int, value: str, more: int) -> Problem:
    name = (
        Text("统一社会信用代码", "unified social credit code")
        if field.check == "uscc"
        else Text("身份证号", "ID number")
    )
    return Problem(
        Text(f"{name.zh}校验位不符", f"the check digit of the {name.en} is wrong"),
        Text("请与原件核对；已按原样保留。", "Compare with the original; it is kept as it is."),
        raw.file.name,
        raw.sheet,
        row,
        _title(field, field.name),
        None if field.sensitive else value,
        max(more, 0),
        refusal=False,
    )


def too_long(field: Field, raw: RawTable, count: int) -> Problem:
    return Problem(
        Text(f"另有{count}个不同的号码校验位不符", f"{count} further numbers have a wrong check digit"),
        Text("请导出核对。", "Export and compare them."),
        raw.file.name,
        raw.sheet,
        None,
        _title(field, field.name),
        refusal=False,
    )


def _title(field: Field, column: str) -> str:
    return column if column == field.name else f"{column}（{field.name}）"


def _explain(field: Field, value: str) -> tuple[Text, Text]:
    if field.labels:
        return _not_in_list(field, value)
    match field.type:
        case Type.MONEY:
            return _money(value)
        case Type.DATE | Type.DATETIME:
            return _date(field.type, value)
        case Type.BOOLEAN:
            return Text("不是“是”或“否”", "is neither yes nor no"), Text(
                "请填“是”或“否”。", "Write 是 or 否 (true or false)."
            )
        case Type.INTEGER:
            return Text("不是整数", "is not a whole number"), Text(
                "请填整数，不带单位。", "Write a whole number without a unit."
            )
        case Type.NUMBER:
            return Text(
                "不是数字（最多六位小数）", "is not a number of at most six decimals"
            ), _number_advice()
        case Type.STRING:
            return (
                Text(
                    "长编号被 Excel 改成了科学计数法，末尾数字已丢失",
                    "Excel turned the long number into powers of ten; digits are lost",
                ),
                Text("请把该列设为文本后重新填写。", "Format the column as text and enter it again."),
            )


def _number_advice() -> Text:
    return Text("请只填数字。", "Write digits only.")


def _money(value: str) -> tuple[Text, Text]:
    if found := _MULTIPLE.fullmatch(value):
        yuan = Decimal(found[1].replace(",", "")) * _MULTIPLES[found[2]]
        return (
            Text(f"以{found[2]}为单位，台账以元为单位", f"is in {found[2]}; the ledger keeps yuan"),
            Text(f"请填{yuan:.2f}。", f"Write {yuan:.2f}."),
        )
    if re.fullmatch(r"[+-]?[\d,]+\.\d{3,}", value):
        return Text("金额多于两位小数", "money has more than two decimals"), Text(
            "请精确到分。", "Give it exact to the fen."
        )
    return Text("不是金额", "is not an amount of money"), Text(
        "请填以元为单位的数字，如 1234.50。", "Write yuan in digits, such as 1234.50."
    )


def _date(kind: Type, value: str) -> tuple[Text, Text]:
    form = "2021-03-01" if kind is Type.DATE else "2021-03-01 09:30"
    if re.fullmatch(r"\d{5}(\.\d+)?", value):
        day = _EXCEL_EPOCH + datetime.timedelta(days=int(float(value)))
        return (
            Text("是 Excel 的日期序号", "is a serial number of Excel"),
            Text(
                f"它对应{day}；请把单元格设为日期格式或填写该日期。",
                f"It stands for {day}; format the cell as a date or write that.",
            ),
        )
    if re.fullmatch(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", value):
        return Text("年份只有两位", "the year has only two digits"), Text(
            f"请写成 {form}。", f"Write it like {form}."
        )
    if kind is Type.DATETIME and re.fullmatch(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", value):
        return Text("缺少时刻", "the time of day is missing"), Text(
            f"请写成 {form}。", f"Write it like {form}."
        )
    return Text("不是有效的日期", "is not a date"), Text(f"请写成 {form}。", f"Write it like {form}.")


def _not_in_list(field: Field, value: str) -> tuple[Text, Text]:
    guess = nearest(value, [*field.labels, *field.labels.values()])
    allowed_zh = "、".join(field.labels.values())
    allowed_en = ", ".join(field.labels)
    return (
        Text("不在可选值之内", "is not one of the allowed values"),
        Text(
            f"是不是“{guess}”？可选：{allowed_zh}。" if guess else f"可选：{allowed_zh}。",
            f"Did you mean “{guess}”? Allowed: {allowed_en}." if guess else f"Allowed: {allowed_en}.",
        ),
    )
