"""``lianheng check``: judge a ledger by the rules in force and show what was found."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from lianheng.cli.language import language, say
from lianheng.cli.options import (
    AsAtOption,
    JsonOption,
    LedgerPath,
    UnitOption,
    YearOption,
    note,
    read_ledger,
    scope_of,
)
from lianheng.cli.output import Column, coloured, out, progress, table
from lianheng.text import Text, UserError

if TYPE_CHECKING:
    from lianheng.engine.judging import Judgement
    from lianheng.engine.rule import Rule
    from lianheng.engine.run import Run
    from lianheng.ledger.folder import Ledger

FOUND = 1
WARNINGS_SHOWN = 12
COLOUR_NAMES = ("red", "orange", "yellow", "blue")


def register(app: typer.Typer) -> None:
    app.command(
        "check", help=say("按有效规则逐行判断台账", "Judge every row of a ledger by the rules in force")
    )(check)


def check(
    ledger: LedgerPath,
    out_dir: Annotated[
        Path | None,
        typer.Option("--out", help=say("结果文件夹", "Folder for run.json, findings.parquet, findings.xlsx")),
    ] = None,
    as_at: AsAtOption = None,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rules", help=say("只用这些规则，如 travel 或 'payments.dup*'", "Only these rules")),
    ] = None,
    unit: UnitOption = None,
    year: YearOption = None,
    engine: Annotated[
        str, typer.Option("--engine", help=say("计算引擎：duckdb", "The engine: duckdb"))
    ] = "duckdb",
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            help=say(
                "发现该等级及以上即以状态 1 退出",
                "Exit with 1 on findings at or above: red|orange|yellow|blue",
            ),
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    from lianheng.engine.export import write_run
    from lianheng.engine.outcome import Severity
    from lianheng.engine.run import run_rules

    _check_choices(engine, fail_on)
    wanted = _select(rules or [])
    scope = scope_of(unit, year, as_at)
    opened = read_ledger(ledger, scope, as_at is not None, quiet=as_json)
    with progress() as step:

        def on_rule(rule: Rule, position: int, total: int) -> None:
            step(rule.title, position - 1, total)

        result = run_rules(opened, scope, wanted, on_rule)
        if out_dir is not None:
            step(Text("写出结果", "writing the results"))
            write_run(opened.database, result, out_dir)
    if as_json:
        print(result.to_json())
    else:
        show(opened, result)
        if out_dir is not None:
            note(f"结果已写入 {out_dir}", f"Results are in {out_dir}")
    worst = result.worst()
    if fail_on and worst and worst.at_least(Severity(fail_on)):
        raise typer.Exit(FOUND)


def _check_choices(engine: str, fail_on: str | None) -> None:
    if engine != "duckdb":
        raise UserError(f"没有引擎 {engine}；可用：duckdb", f"There is no engine {engine}; there is: duckdb")
    if fail_on is not None and fail_on not in COLOUR_NAMES:
        raise UserError(
            f"--fail-on 只能是 {'、'.join(COLOUR_NAMES)}", f"--fail-on is one of {', '.join(COLOUR_NAMES)}"
        )


def _select(patterns: list[str]) -> tuple[Rule, ...]:
    from lianheng.engine.rule import all_rules, select_rules
    from lianheng.tabular.problems import nearest

    for pattern in patterns:
        if not select_rules([pattern]):
            names = [rule.id for rule in all_rules()] + sorted({rule.area for rule in all_rules()})
            guess = nearest(pattern, names)
            raise UserError(
                f"没有规则符合“{pattern}”。" + (f"是不是 {guess}？" if guess else ""),
                f"No rule matches “{pattern}”." + (f" Did you mean {guess}?" if guess else ""),
            )
    return select_rules(patterns)


def show(ledger: Ledger, run: Run) -> None:
    """The outcome table by area, the rules that found something, the first warnings, and what was not run."""
    _show_areas(run)
    _show_rules(run)
    _show_warnings(ledger, run)
    idle = [item for item in run.judgements if not item.was_run]
    if idle:
        out.print(
            say(
                f"\n{len(idle)} 条规则未运行（台账缺表）：",
                f"\n{len(idle)} rules were not run (tables missing):",
            )
        )
        for reason, names in _by_reason(idle).items():
            out.print(f"  {reason}: {', '.join(names)}")


def _by_reason(idle: list[Judgement]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in idle:
        if item.reason is not None:
            found[item.reason.say(language())].append(item.rule.id)
    return found


def _show_areas(run: Run) -> None:
    from lianheng.engine.outcome import Outcome

    areas: dict[str, list[Judgement]] = defaultdict(list)
    for item in run.judgements:
        areas[item.rule.area].append(item)
    columns = [
        (say("领域", "area"), Column.CODE),
        (say("规则", "rules"), Column.NUMBER),
        (say("应判", "judged"), Column.NUMBER),
    ]
    columns += [(outcome.title.say(language()), Column.NUMBER) for outcome in Outcome]
    rows: list[list[object]] = [
        [area, len(items), sum(item.judged for item in items)]
        + [sum(item.counts[outcome] for item in items) for outcome in Outcome]
        for area, items in areas.items()
    ]
    total: list[object] = [
        say("合计", "all"),
        len(run.judgements),
        sum(item.judged for item in run.judgements),
    ]
    rows.append(total + [run.total(outcome) for outcome in Outcome])
    day = run.scope.as_at.isoformat()
    table(say(f"判断结果（以 {day} 为准）", f"Outcomes (as at {day})"), columns, rows)


def _show_rules(run: Run) -> None:
    from lianheng.engine.outcome import Outcome

    failed = [item for item in run.judgements if item.counts[Outcome.FAIL]]
    if not failed:
        out.print(say("没有发现不符。", "Nothing failed."))
        return
    failed.sort(key=lambda item: (item.rule.severity.rank, -(item.amount or 0), item.rule.id))
    columns = [
        (say("等级", "level"), Column.CODE),
        (say("规则", "rule"), Column.TEXT),
        (say("不符", "fail"), Column.NUMBER),
        (say("事项", "cases"), Column.NUMBER),
        (say("涉及金额（元）", "yuan at risk"), Column.NUMBER),
    ]
    rows = [
        [
            coloured(item.rule.severity.value, item.rule.severity.title.say(language())),
            f"{item.rule.id}\n{item.rule.title.say(language())}",
            item.counts[Outcome.FAIL],
            item.cases,
            item.amount,
        ]
        for item in failed
    ]
    table(say("\n预警", "\nWarnings"), columns, rows)


def _show_warnings(ledger: Ledger, run: Run) -> None:
    """The loudest warning of each rule, as sentences."""
    message = "message_zh" if language() == "zh" else "message_en"
    ranks = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(COLOUR_NAMES))
    rows = ledger.database.rows(
        f"SELECT severity, rule, key, {message} FROM findings WHERE outcome = 'fail' "
        f"QUALIFY row_number() OVER (PARTITION BY rule ORDER BY amount DESC NULLS LAST, key) = 1 "
        f"ORDER BY CASE severity {ranks} END, amount DESC NULLS LAST, rule LIMIT {WARNINGS_SHOWN}"
    )
    if rows:
        out.print(
            say(
                "\n每条规则最重的一例（疑点，须经核实）：",
                "\nThe heaviest of each rule (suspicions until verified):",
            )
        )
    for severity, rule, key, words in rows:
        out.print(coloured(severity, " ● "), f"[dim]{rule}[/] {escape(key)}  ", sep="", end="")
        out.print(words, markup=False, soft_wrap=True)
