"""Blocks of text columns as typed payments: dates and amounts checked by columns, only doubtful cells one
by one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lianheng.ledger.catalogue import ledger_tables
from lianheng.sources.conversion import BadValueError, Log, line
from lianheng.sources.payments_mapping import Mapping
from lianheng.sources.values import day, money, number
from lianheng.text import Text

_MONEY = pa.decimal128(18, 2)
_PLAIN_AMOUNT = r"^[+-]?\d{1,16}(\.\d{1,2})?$"
_REQUIRED = ("voucher_no", "unit_id", "paid_on", "payee", "amount", "method")


class Rows:
    """Turns blocks into payments and remembers the units and suppliers met."""

    def __init__(self, mapping: Mapping, file: str, log: Log) -> None:
        self.mapping, self.file, self.log = mapping, file, log
        self.units: dict[str, str] = {}
        self.suppliers: dict[str, None] = {}
        self.row = 1 + mapping.skip_lines
        self.ids: set[str] = set()
        self.negative = 0

    def payments(self, batch: pa.RecordBatch, skipped: list[int]) -> pa.Table:
        """The payments of one block; every row left out has been refused."""
        numbers = self._numbers(len(batch), skipped)
        given = {
            column: _text(batch.column(batch.schema.names.index(name)))
            for column, name in self.mapping.columns.items()
        }
        given |= {column: pa.array([value] * len(batch)) for column, value in self.mapping.constants.items()}
        bad = np.zeros(len(batch), dtype=bool)
        columns: dict[str, pa.Array] = {}
        for column, values in given.items():
            columns[column] = self._typed(column, values, numbers, bad)
        columns["unit_id"] = pc.binary_join_element_wise(self.mapping.unit.prefix, columns["unit_id"], "")
        columns["source_row"] = pa.array(numbers)
        self._require(columns, numbers, bad)
        if "payment_id" not in columns:
            prefix = self.mapping.id_prefix or self.file
            columns["payment_id"] = pc.binary_join_element_wise(
                prefix, pc.cast(columns["source_row"], pa.string()), "-"
            )
        self._distinct(columns["payment_id"], numbers, bad)
        kept = pa.table(columns).filter(pa.array(~bad))
        self._remember(kept)
        return kept.drop_columns([name for name in ("unit_name", "supplier") if name in kept.column_names])

    def tell(self) -> None:
        note = self.log.note_count
        if "payment_id" not in self.mapping.columns:
            note(
                len(self.ids),
                "{n}笔没有支付编号，用来源行号编号",
                "{n} payments have no id; the row number made one",
            )
        note(self.negative, "{n}笔金额为负（冲销）", "{n} payments are negative (reversals)")
        if not self.mapping.said_level:
            note(
                len(self.units),
                "{n}个单位的级次和区划没有说明，填central和000000，请在对应关系的unit里写明",
                "{n} units have no level or place; central and 000000 were entered: say them under unit",
            )
        for column, value in self.mapping.constants.items():
            self.log.note(
                f"来源没有“{column}”，各行均填“{value}”",
                f'the source has no {column}; every row says "{value}"',
            )

    def _numbers(self, count: int, skipped: list[int]) -> np.ndarray[Any, Any]:
        """Row numbers of a block, the header being row 1, with room for rows refused by the reader."""
        numbers = np.arange(self.row + 1, self.row + 1 + count)
        for left_out in sorted(set(skipped)):
            if left_out > self.row:
                numbers[numbers >= left_out] += 1
        self.row = int(numbers[-1]) if count else self.row
        return numbers

    def _typed(self, column: str, values: pa.Array, numbers: Any, bad: Any) -> pa.Array:
        described = ledger_tables()["payments"].columns.get(column)
        arrow = ledger_tables()["payments"].arrow_schema()
        wanted = arrow.field(column).type if described is not None else pa.string()
        if translated := self.mapping.values.get(column):
            values = _each(values, lambda text: translated.get(text, text), pa.string())
        if wanted == _MONEY:
            return self._parsed(values, _amount, wanted, numbers, bad, plain=_PLAIN_AMOUNT)
        if wanted == pa.date32():
            return self._parsed(values, self._day, wanted, numbers, bad)
        if described is not None and described.labels:
            labels = {
                **{zh: value for value, zh in described.labels.items()},
                **{one: one for one in described.labels},
            }
            return self._parsed(values, lambda text: _label(text, labels), wanted, numbers, bad)
        return values

    def _day(self, text: str) -> date:
        if self.mapping.date_format is None:
            return day(text)
        try:
            return datetime.strptime(text, self.mapping.date_format).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            reason = Text(
                f"日期不是{self.mapping.date_format}的格式",
                f"the date is not like {self.mapping.date_format}",
            )
            raise BadValueError(text, reason, Text("请核对date_format", "Check date_format")) from None

    def _parsed(
        self,
        values: pa.Array,
        read: Callable[[str], Any],
        wanted: pa.DataType,
        numbers: Any,
        bad: Any,
        plain: str = "",
    ) -> pa.Array:
        """Values read one distinct text at a time; those of the ``plain`` shape are cast by columns. Marks
        bad rows.
        """
        easy = pc.fill_null(pc.match_substring_regex(values, plain), False) if plain else None
        if easy is not None and pc.all(easy).as_py():
            return values.cast(wanted)
        failures: dict[str, BadValueError] = {}

        def attempt(text: str) -> Any:
            try:
                return read(text)
            except BadValueError as error:
                failures[text] = error
                return None

        result = _each(values, attempt, wanted)
        if failures:
            for index in np.flatnonzero(
                pc.is_in(values, pa.array(list(failures), pa.string())).to_numpy(zero_copy_only=False)
            ):
                if not bad[index]:
                    self.log.keep(
                        failures[values[int(index)].as_py()].at(self.file, line(int(numbers[index])))
                    )
                bad[index] = True
        return result

    def _require(self, columns: dict[str, pa.Array], numbers: Any, bad: Any) -> None:
        titles = ledger_tables()["payments"].columns
        for column in _REQUIRED:
            for index in np.flatnonzero(pc.is_null(columns[column]).to_numpy(zero_copy_only=False) & ~bad):
                title = titles[column].title
                reason = Text(f"“{title.zh}”是空的", f"{column} is empty")
                self.log.refuse(
                    self.file, line(int(numbers[index])), "", reason, Text("请补上", "Fill it in")
                )
                bad[index] = True

    def _distinct(self, ids: pa.Array, numbers: Any, bad: Any) -> None:
        for index, one in enumerate(ids.to_pylist()):
            if bad[index]:
                continue
            if one is None or one in self.ids:
                reason = Text("支付编号重复或为空", "the payment id stands twice or is empty")
                self.log.refuse(
                    self.file, line(int(numbers[index])), one or "", reason, Text("请核对", "Check it")
                )
                bad[index] = True
            self.ids.add(one)

    def _remember(self, kept: pa.Table) -> None:
        names = kept["unit_name"] if "unit_name" in kept.column_names else kept["unit_id"]
        pairs = (
            pa.table({"unit_id": kept["unit_id"], "name": names}).group_by(["unit_id", "name"]).aggregate([])
        )
        for unit_id, name in zip(pairs["unit_id"].to_pylist(), pairs["name"].to_pylist(), strict=True):
            self.units.setdefault(unit_id, name or unit_id)
        if "supplier" in kept.column_names:
            self.suppliers.update(
                dict.fromkeys(one for one in pc.unique(kept["supplier"]).to_pylist() if one)
            )
        self.negative += pc.sum(pc.less(kept["amount"], pa.scalar(Decimal(0), _MONEY))).as_py() or 0


def _text(values: pa.Array) -> pa.Array:
    """Text without surrounding blanks; empty cells become null."""
    trimmed = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _each(values: pa.Array, read: Callable[[str], Any], wanted: pa.DataType) -> pa.Array:
    """``read`` applied to each distinct text once."""
    encoded = values.dictionary_encode()
    return pa.array([read(text) for text in encoded.dictionary.to_pylist()], wanted).take(encoded.indices)


def _amount(text: str) -> Decimal:
    """An exact amount; brackets and a trailing minus mean negative. More than two decimals are refused,
    never rounded.
    """
    plain = text.replace("（", "(").replace("）", ")")
    if (plain.startswith("(") and plain.endswith(")")) or plain.endswith("-"):
        plain = "-" + plain.strip("()-")
    if number(plain) != money(plain):
        reason = Text("金额多于两位小数", "the amount has more than two decimals")
        raise BadValueError(
            text, reason, Text("请核对是否误列了单价或比率", "Check that it is no unit price or rate")
        )
    return money(plain)


def _label(text: str, labels: dict[str, str]) -> str:
    if text in labels:
        return labels[text]
    reason = Text("不是台账认得的值", "it is not a value the ledger knows")
    advice = Text(
        f"请在对应关系的values里写明，可用：{'、'.join(labels)}", f"Say it under values: {', '.join(labels)}"
    )
    raise BadValueError(text, reason, advice)
