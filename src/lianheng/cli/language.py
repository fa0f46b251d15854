"""Which language the command speaks: ``--lang`` on the line, else ``LIANHENG_LANG``, else Chinese."""

from __future__ import annotations

import os
import sys

from lianheng.text import Language, Text

_spoken: Language = "zh"


def take_language(arguments: list[str]) -> list[str]:
    """Set the language from the arguments and return them without it. Exits with status 2 for an unknown language."""
    global _spoken
    wanted = os.environ.get("LIANHENG_LANG", "zh")
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--lang":
            wanted = next(remaining, "")
        elif argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
        else:
            rest.append(argument)
    if wanted not in ("zh", "en"):
        print(
            f"--lang 只能是 zh 或 en，不是“{wanted}”。 / --lang is zh or en, not “{wanted}”.", file=sys.stderr
        )
        sys.exit(2)
    _spoken = "en" if wanted == "en" else "zh"
    return rest


def language() -> Language:
    return _spoken


def say(zh: str, en: str) -> str:
    """The words in the language of this command."""
    return Text(zh, en).say(_spoken)
