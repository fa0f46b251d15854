"""Words a person reads, in both languages of the product.

Everything shown to a user is a ``Text``; which side is shown is decided at the very edge (command line, web, report).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One utterance in Chinese and in English."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    @classmethod
    def parse(cls, value: object, where: str) -> Text:
        """Read ``{zh: …, en: …}``; both languages must be there.

        Raises ValueError naming ``where`` when one is missing or is not text.
        """
        if not isinstance(value, Mapping) or not {"zh", "en"} <= value.keys():
            raise ValueError(f"{where}: expected {{zh: …, en: …}}, got {value!r}")
        return cls(str(value["zh"]), str(value["en"]))


class UserError(Exception):
    """A mistake the user can mend. It is shown as a sentence, never as a traceback."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.text = Text(zh, en)


class ProductFault(Exception):
    """A mistake of ours, such as a rule that breaks its contract. It is named, and no result is given."""
