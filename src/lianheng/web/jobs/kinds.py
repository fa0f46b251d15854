"""Kinds of work that is done behind the scenes. An app lists its own in ``tasks.py`` as ``TASKS``; nothing else lists them.

TASKS = [Task("ledger.check", Text("核对导入文件", "Check an imported file"), "ledger.import_file", check)]
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings

from lianheng.text import Text


@dataclass(frozen=True)
class Task:
    """One kind of work. ``run(by, progress, **arguments)`` calls a service and returns the address of what it made, or ""."""

    name: str
    title: Text
    action: str
    """What whoever starts it must be permitted, when it is started and again when it runs."""
    run: Callable[..., str]
    every: Callable[[datetime.datetime], bool] | None = None
    """When the worker starts it by itself, as the operator: a ``huey.crontab(...)`` of Beijing time."""


@cache
def tasks() -> dict[str, Task]:
    """Every kind of work, by name."""
    found: list[Task] = []
    for module in _modules():
        found += module.TASKS
    return {task.name: task for task in found}


def menders() -> list[Callable[[], None]]:
    """What puts in order that a killed worker left half done: an app's ``MENDERS``, run when the worker starts."""
    return [mend for module in _modules() for mend in getattr(module, "MENDERS", [])]


def _modules() -> list[ModuleType]:
    names = [f"lianheng.web.{app}.tasks" for app in settings.HOUSE]
    return [import_module(name) for name in names if find_spec(name)]
