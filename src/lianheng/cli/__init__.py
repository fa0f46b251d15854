"""The command line: ``lianheng check | report | figures | open | rules | rule | ledger | convert | example``.

Chinese by default, ``--lang en`` anywhere on the line for English. Exit status 0: it ran; 1: it ran and found something
at or above ``--fail-on``; 2: the input was refused; 3: a fault of our own, named.
A user's mistake is a sentence, never a traceback.
"""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Entry point of the command. Returns the exit status when called with arguments, exits otherwise."""
    from lianheng.cli.language import take_language

    given = take_language(sys.argv[1:] if arguments is None else arguments)
    from lianheng.cli.app import run

    status = run(given)
    if arguments is None:
        sys.exit(status)
    return status
