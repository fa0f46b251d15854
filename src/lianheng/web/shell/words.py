"""Words on pages: both languages stand side by side where they are used, so that neither can be forgotten."""

from __future__ import annotations

from typing import Any, cast

from django.utils.functional import lazy
from django.utils.translation import get_language, override

from lianheng.text import Language, Text


def language() -> Language:
    """The reader's language."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(text: Text) -> str:
    return text.say(language())


def words(zh: str, en: str) -> str:
    """A label that takes the reader's language when it is shown."""
    return cast(str, _later(zh, en))


_later: Any = lazy(lambda zh, en: say(Text(zh, en)), str)


def in_chinese(label: object) -> str:
    """A label as the ledger keeps it, whatever the reader's language."""
    with override("zh-hans"):
        return str(label)
