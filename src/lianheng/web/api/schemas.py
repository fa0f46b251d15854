"""What goes in and out, as OpenAPI describes it. Money is text, exact to the fen."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from ninja import Schema
from pydantic import Field, field_serializer


class Refusal(Schema):
    """Why something was refused, in both languages."""

    zh: str
    en: str


class CaseOut(Schema):
    """A case as lists have it."""

    id: int
    rule: str
    case_key: str
    unit_id: str
    year: int
    colour: str
    state: str
    message_zh: str
    message_en: str
    amount: Decimal | None
    row_count: int
    found_on: datetime.date
    look_due_on: datetime.date
    holder_id: str | None
    due_on: datetime.date | None
    version: int

    @field_serializer("amount")
    def exact(self, amount: Decimal | None) -> str | None:
        return None if amount is None else f"{amount:.2f}"


class RowOut(Schema):
    """A row of the ledger that a case is about."""

    subject: str
    key: str
    message_zh: str
    message_en: str


class CaseWhole(CaseOut):
    rows: list[RowOut]


class StepIn(Schema):
    """A step of a case. Which fields are asked for depends on the step."""

    reason: str = Field(max_length=2000)
    version: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The version that was seen; a conflict is refused."
    )
    violation: str | None = None
    holder: str | None = None
    measures: str | None = None
    due_on: datetime.date | None = None
    until: datetime.date | None = None

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.dict().items() if value is not None}


class RunIn(Schema):
    unit: str = Field(max_length=40)
    year: int = Field(ge=2007, le=2100)


class RunOut(Schema):
    id: int
    unit_id: str
    year: int
    as_at: datetime.date
    at: datetime.datetime
    ledger_digest: str
    judged: int
    passed: int
    failed: int
    not_applicable: int
    cannot_judge: int


class JobOut(Schema):
    """Work behind the scenes."""

    id: int
    kind: str
    state: str
    fraction: float | None
    result: str
    error_zh: str
    error_en: str


class FigureSetOut(Schema):
    id: int
    unit_id: str
    year: int
    as_at: datetime.date
    at: datetime.datetime
    figures: int
    gaps: int
    digest: str


class FigureOut(Schema):
    """A figure with the keys of the rows it counts."""

    id: str
    title: dict[str, str]
    value: str | None
    wording: str
    table: str
    rows: int
    keys: list[str]
    gap: dict[str, str] | None


class ImportOut(Schema):
    id: int
    state: str
    layout: str
    table: str
    mistakes: int
    notices: int
    batch_id: str
    uploaded_at: datetime.datetime
