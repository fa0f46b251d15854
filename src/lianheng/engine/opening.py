"""Opens a number or a warning: the rows of the ledger behind it, in full, sensitive columns left out."""

from __future__ import annotations

from dataclasses import dataclass

from lianheng.engine.counting import COUNTED, count
from lianheng.engine.figure import all_figures
from lianheng.engine.judging import JUDGED, judge, key_sql
from lianheng.engine.rule import all_rules
from lianheng.engine.workspace import Workspace
from lianheng.ledger.catalogue import any_table
from lianheng.tabular.database import quoted
from lianheng.tabular.problems import nearest
from lianheng.tabular.schema import Table
from lianheng.text import Text, UserError


@dataclass(frozen=True)
class Opened:
    """What was opened: its title, the table its rows belong to, and the relation that lists their keys."""

    title: Text
    table: Table
    keys: str
    extra: str


def prepare(workspace: Workspace, question: str) -> Opened:
    """Answer a figure or judge by a rule, so that its rows can be read with ``opened_sql``.

    Raises UserError for an unknown id, or when the ledger lacks a table that is needed.
    """
    figures = {figure.id: figure for figure in all_figures()}
    rules = {rule.id: rule for rule in all_rules()}
    if question in figures:
        answer = count(workspace, figures[question])
        if answer.gap is not None and answer.rows == 0:
            raise UserError(f"{question} 是缺口：{answer.gap.zh}。", f"{question} is a gap: {answer.gap.en}.")
        return Opened(
            answer.figure.title, any_table(answer.figure.table), f"SELECT DISTINCT key FROM {COUNTED}", ""
        )
    if question in rules:
        judgement = judge(workspace, rules[question])
        if judgement.reason is not None:
            raise UserError(
                f"{question} 未运行：{judgement.reason.zh}。",
                f"{question} was not run: {judgement.reason.en}.",
            )
        found = f"SELECT * FROM {JUDGED} WHERE in_scope AND outcome IN ('fail', 'cannot_judge')"
        extra = "k.outcome, k.amount AS amount_at_risk, k.message_zh, k.message_en, "
        return Opened(judgement.rule.title, any_table(judgement.rule.subject), found, extra)
    guess = nearest(question, [*figures, *rules])
    hint = (f"是不是 {guess}？", f"Did you mean {guess}?") if guess else ("", "")
    raise UserError(
        f"没有数字或规则“{question}”。{hint[0]}", f"There is no figure or rule “{question}”. {hint[1]}"
    )


def opened_sql(opened: Opened) -> str:
    """The rows as a SELECT, in the order of their keys."""
    columns = ", ".join(f"t.{quoted(field.name)}" for field in opened.table.fields if not field.sensitive)
    key = key_sql(opened.table, "t")
    return f"SELECT {opened.extra}{columns} FROM {opened.table.name} AS t JOIN ({opened.keys}) AS k ON k.key = {key} ORDER BY k.key"
