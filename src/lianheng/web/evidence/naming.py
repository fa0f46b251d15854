"""What an uploaded file is called: the sender's name for it, without anything that could mislead or lead astray."""

from __future__ import annotations

import unicodedata

LONGEST = 200
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Not those that Python does not know yet: rare characters of people's names are among them."""


def safe_name(given: str) -> str:
    """The last part of a path, without control and direction characters; never empty, never hidden, never overlong."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    kept = "".join(character for character in last if unicodedata.category(character) not in _UNSEEN)
    kept = "".join("_" if character in '<>:"|?*' else character for character in kept).rstrip(" .")
    stem, dot, ending = kept.rpartition(".")
    kept = f"{stem.strip(' .') or 'file'}.{ending}" if dot else kept.strip()
    if len(kept) > LONGEST:
        stem, dot, ending = kept.rpartition(".")
        kept = f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 20 else kept[:LONGEST]
    return kept or "file"
