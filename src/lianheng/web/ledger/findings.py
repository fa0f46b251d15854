"""What a check found, as it is kept and shown: every mistake, and the rows as they stand in the file with theirs beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lianheng.ledger.checking import Checked
from lianheng.ledger.preview import Preview, PreviewRow, preview
from lianheng.tabular.problems import Problem

Told = dict[str, Any]


def told(checked: Checked, problems: Sequence[Problem]) -> Told:
    """Plain values for the page: ``problems``, ``tables`` with rows that name their problems, ``files`` for the rest."""
    numbers = {id(problem): number for number, problem in enumerate(problems)}
    whole = replace(checked, problems=tuple(problems))
    previews = [preview(whole, name) for name in sorted(checked.raws) if name in checked.rows]
    placed = {id(problem) for shown in previews for problem in (*shown.general, *_in_rows(shown))}
    return {
        "problems": [_problem(problem) for problem in problems],
        "tables": [_table(shown, numbers) for shown in previews],
        "files": [
            number
            for problem, number in zip(problems, range(len(problems)), strict=True)
            if id(problem) not in placed
        ],
    }


def told_without_rows(problems: Sequence[Problem]) -> Told:
    """The same where no table could be read."""
    return {
        "problems": [_problem(problem) for problem in problems],
        "tables": [],
        "files": list(range(len(problems))),
    }


def _in_rows(shown: Preview) -> list[Problem]:
    return [problem for row in shown.rows for problem in row.problems]


def _table(shown: Preview, numbers: dict[int, int]) -> Told:
    return {
        "name": shown.table.name,
        "total": shown.total,
        "columns": [
            {"header": one.header, "field": one.field.name if one.field else None} for one in shown.columns
        ],
        "rows": [_row(shown, row, numbers) for row in shown.rows],
        "general": [numbers[id(problem)] for problem in shown.general],
    }


def _row(shown: Preview, row: PreviewRow, numbers: dict[int, int]) -> Told:
    wrong = [place for place, column in enumerate(shown.columns) if row.problem_of(column) is not None]
    return {
        "number": row.number,
        "cells": list(row.cells),
        "problems": [numbers[id(problem)] for problem in row.problems],
        "wrong": wrong,
    }


def _problem(problem: Problem) -> Told:
    return {
        "reason": [problem.reason.zh, problem.reason.en],
        "advice": [problem.advice.zh, problem.advice.en],
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": None if problem.value is None else problem.value[:500],
        "more": problem.more,
        "refusal": problem.refusal,
    }
