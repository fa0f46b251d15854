"""Template words of the ledger's pages."""

from __future__ import annotations

from django import template

from lianheng.tabular.problems import Problem
from lianheng.web.shell.words import language

register = template.Library()


@register.filter(name="thousands")
def thousands(number: int) -> str:
    """A count with separators."""
    return f"{number:,}"


@register.filter(name="problem")
def problem(found: Problem) -> str:
    """A problem beside its row: the column, the value, the reason, what to do."""
    column = f"{found.column}{'：' if language() == 'zh' else ': '}" if found.column else ""
    return f"{column}{found.detail(language())}"
