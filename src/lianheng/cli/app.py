"""Puts the commands together and turns a user's mistake into a sentence and exit status 2."""

from __future__ import annotations

import typer
from typer import rich_utils

from lianheng.cli import (
    asking,
    checking,
    converting,
    examples,
    keeping,
    proving,
    reporting,
    rulebook,
    safekeeping,
    serving,
    users,
)
from lianheng.cli.language import say
from lianheng.cli.output import err, print_json, print_problems, problem_record
from lianheng.text import ProductFault, UserError

MODULES = (
    checking,
    reporting,
    asking,
    rulebook,
    keeping,
    converting,
    examples,
    serving,
    users,
    safekeeping,
    proving,
)
REFUSED = 2
FAULT = 3


def build() -> typer.Typer:
    """All commands, described in the language of this command line."""
    app = typer.Typer(
        name="lianheng",
        help=say(
            "廉衡：把一年的台账核对、判断、计数并写成报告。加 --lang en 显示英文。",
            "Lianheng: judges, counts and reports a bureau's year. Everything is available in Chinese without --lang en.",
        ),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for module in MODULES:
        module.register(app)
    rich_utils.OPTIONS_PANEL_TITLE = say("选项", "Options")
    rich_utils.ARGUMENTS_PANEL_TITLE = say("参数", "Arguments")
    rich_utils.COMMANDS_PANEL_TITLE = say("命令", "Commands")
    rich_utils.ERRORS_PANEL_TITLE = say("用法有误", "Error")
    return app


def run(arguments: list[str]) -> int:
    """Run one command line. Returns its exit status; wrong usage is explained and gives 2."""
    command = typer.main.get_command(build())
    try:
        command.main(arguments, prog_name="lianheng")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except UserError as mistake:
        return _refuse(mistake, as_json="--json" in arguments)
    except ProductFault as fault:
        err.print(
            say("廉衡自身有缺陷，没有给出结果：", "Lianheng itself is at fault; no result is given: "), end=""
        )
        err.print(str(fault), markup=False)
        return FAULT
    return 0


def _refuse(mistake: UserError, as_json: bool) -> int:
    problems = getattr(mistake, "problems", ())
    if as_json:
        print_json(
            {
                "refused": {"zh": mistake.text.zh, "en": mistake.text.en},
                "problems": [problem_record(problem) for problem in problems],
            }
        )
        return REFUSED
    print_problems(problems)
    err.print(f"[red]{say(mistake.text.zh, mistake.text.en)}[/]")
    return REFUSED
