"""What a finding says, as SQL, so that millions are worded in the same pass that judges them.

A failure gets its rule's own message with the numbers in it. A row that cannot be judged gets no accusation with holes in
it: it is told what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lianheng.engine.question import QuestionError
from lianheng.engine.rule import Rule
from lianheng.tabular.database import literal, quoted
from lianheng.tabular.schema import Table
from lianheng.text import Language, Text

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(:%)?\}")
_CANNOT = Text("无法判断：", "Cannot be judged: ")
_MISSING = Text("缺少", "missing ")
_ELSEWHERE = Text("所需的标准或关联记录不全", "a standard or a linked record that it needs is not there")


def said_sql(rule: Rule, subject: Table, columns: Mapping[str, str], language: Language) -> str:
    """An SQL expression for what is said of a judged row ``j``; NULL for rows that nobody has to see.

    Raises QuestionError when the message names a column that the SELECT does not return.
    """
    accusation = message_sql(rule, subject, columns, language)
    blank = cannot_judge_sql(rule, subject, language)
    return (
        f"CASE CAST(j.outcome AS VARCHAR) WHEN 'fail' THEN {accusation} WHEN 'cannot_judge' THEN {blank} END"
    )


def message_sql(rule: Rule, subject: Table, columns: Mapping[str, str], language: Language) -> str:
    """The rule's message with its placeholders filled in."""
    parts: list[str] = []
    position = 0
    template = rule.message.say(language)
    for match in _PLACEHOLDER.finditer(template):
        if match[1] not in columns:
            raise QuestionError(
                f"{rule.id}: the message names {{{match[1]}}}, which the SELECT does not return"
            )
        parts.append(literal(template[position : match.start()]))
        parts.append(f"COALESCE({_shown(match[1], bool(match[2]), columns, subject, language)}, '—')")
        position = match.end()
    parts.append(literal(template[position:]))
    return " || ".join(part for part in parts if part != "''") or "''"


def cannot_judge_sql(rule: Rule, subject: Table, language: Language) -> str:
    """What is missing: the subject's own blank cells among those the message needs, else something it is linked to."""
    named = dict.fromkeys(match[1] for match in _PLACEHOLDER.finditer(rule.message.zh))
    own = [subject.columns[name] for name in named if name in subject.columns]
    stop, comma = ("。", "、") if language == "zh" else (".", ", ")
    elsewhere = literal(_CANNOT.say(language) + _ELSEWHERE.say(language) + stop)
    if not own:
        return elsewhere
    blanks = ", ".join(
        f"CASE WHEN j.{quoted(field.name)} IS NULL THEN {literal(field.title.say(language))} END"
        for field in own
    )
    listed = f"NULLIF(concat_ws({literal(comma)}, {blanks}), '')"
    return f"COALESCE({literal(_CANNOT.say(language) + _MISSING.say(language))} || {listed} || {literal(stop)}, {elsewhere})"


def _shown(name: str, share: bool, columns: Mapping[str, str], subject: Table, language: Language) -> str:
    """One value as a reader wants to see it: shares in per cent, no trailing zeros, enumerations by their label."""
    column = f"j.{quoted(name)}"
    if share:
        return f"CAST(round(100 * {column}, 1) AS VARCHAR) || '%'"
    if columns[name].startswith(("DECIMAL", "DOUBLE", "FLOAT")) and not columns[name].endswith(
        (",2)", ",0)")
    ):
        return f"regexp_replace(CAST(CAST({column} AS DECIMAL(38,4)) AS VARCHAR), '\\.?0+$', '')"
    field = subject.columns.get(name)
    if language == "zh" and field is not None and field.labels:
        cases = " ".join(
            f"WHEN {literal(value)} THEN {literal(label)}" for value, label in field.labels.items()
        )
        return f"CASE CAST({column} AS VARCHAR) {cases} ELSE CAST({column} AS VARCHAR) END"
    return f"CAST({column} AS VARCHAR)"
