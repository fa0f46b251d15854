"""``lianheng rules`` and ``lianheng rule``: what is judged, on which clause, with worked examples."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from lianheng.cli.language import language, say
from lianheng.cli.options import JsonOption
from lianheng.cli.output import Column, out, print_json, table
from lianheng.text import UserError


def register(app: typer.Typer) -> None:
    app.command("rules", help=say("列出规则", "List the rules"))(list_rules)
    app.command("rule", help=say("解释一条规则：判断什么、依据、参数、实例", "Explain one rule"))(explain)


def list_rules(
    area: Annotated[
        str | None, typer.Argument(metavar="AREA", help=say("领域，如 travel", "An area, such as travel"))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    from lianheng.engine.rule import all_rules, select_rules

    found = select_rules([area] if area else [])
    if not found:
        areas = "、".join(sorted({rule.area for rule in all_rules()}))
        raise UserError(f"没有领域“{area}”；有：{areas}", f"There is no area “{area}”; there are: {areas}")
    if as_json:
        print_json([_summary(rule) for rule in found])
        return
    columns = [
        (say("规则", "rule"), Column.CODE),
        (say("等级", "level"), Column.CODE),
        (say("名称", "title"), Column.TEXT),
    ]
    columns += [(say("判断的表", "subject"), Column.TEXT), (say("依据", "basis"), Column.TEXT)]
    rows = [
        [
            rule.id,
            rule.severity.title.say(language()),
            rule.title.say(language()),
            rule.subject,
            f"《{rule.basis[0].document}》{rule.basis[0].article}",
        ]
        for rule in found
    ]
    table(say(f"规则（{len(found)} 条）", f"Rules ({len(found)})"), columns, rows)


def _summary(rule: Any) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": {"zh": rule.title.zh, "en": rule.title.en},
        "subject": rule.subject,
        "severity": rule.severity.value,
        "version": rule.version,
        "basis": [str(basis) for basis in rule.basis],
    }


def explain(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help=say("规则编号", "The rule's id"))],
    sql: Annotated[bool, typer.Option("--sql", help=say("显示运行的 SQL", "Print the SQL as run"))] = False,
    dialect: Annotated[
        str, typer.Option("--dialect", help=say("SQL 方言：duckdb 或 spark", "duckdb or spark"))
    ] = "duckdb",
) -> None:
    from lianheng.engine.examples import read_examples
    from lianheng.engine.portable import in_dialect
    from lianheng.engine.rule import all_rules
    from lianheng.tabular.problems import nearest

    rule = next((rule for rule in all_rules() if rule.id == rule_id), None)
    if rule is None:
        guess = nearest(rule_id, [rule.id for rule in all_rules()])
        hint = (f"是不是 {guess}？", f"Did you mean {guess}?") if guess else ("", "")
        raise UserError(f"没有规则“{rule_id}”。{hint[0]}", f"There is no rule “{rule_id}”. {hint[1]}")
    if sql:
        print(in_dialect(rule.bound(), rule.id, dialect) if dialect != "duckdb" else rule.bound())
        return
    out.print(f"[bold]{rule.id}[/]  {rule.title.say(language())}  [dim]{rule.version}[/]")
    out.print(
        say("判断：", "Judges: ")
        + rule.subject
        + "  "
        + say("等级：", "level: ")
        + rule.severity.title.say(language())
    )
    for basis in rule.basis:
        dates = f"{basis.valid_from or ''}–{basis.valid_to or ''}".strip("–")
        out.print(say("依据：", "Basis: ") + f"{basis} {dates} [{basis.mark}]", markup=False, soft_wrap=True)
    out.print(say("为什么：", "Why: ") + rule.why.say(language()), markup=False, soft_wrap=True)
    out.print(
        say("不适用：", "Does not apply: ") + rule.exclusions.say(language()), markup=False, soft_wrap=True
    )
    out.print(say("前提：", "Assumes: ") + rule.assumptions.say(language()), markup=False, soft_wrap=True)
    for knob in rule.parameters:
        out.print(
            say("参数：", "Parameter: ") + f"{knob.name} = {knob.default}  {knob.title.say(language())}",
            markup=False,
        )
    out.print(say("实例：", "Worked examples:"))
    for example in read_examples(rule):
        outcomes = ", ".join(
            f"{key}: {value['outcome'] if isinstance(value, dict) else value}"
            for key, value in example.then.items()
        )
        out.print(f"  · {example.name} → {outcomes}", markup=False, soft_wrap=True)
