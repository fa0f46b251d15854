"""What a record's own validation says, as a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lianheng.text import UserError


@contextmanager
def told_to_the_user(zh: str, en: str) -> Iterator[None]:
    """Turns Django's ValidationError into a UserError that begins with these words."""
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    try:
        yield
    except ValidationError as error:
        with override("zh-hans"):
            in_chinese = "；".join(error.messages)
        with override("en"):
            in_english = " ".join(error.messages)
        raise UserError(f"{zh}：{in_chinese}", f"{en}: {in_english}") from error
