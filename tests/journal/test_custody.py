"""The page for the second custodian: what is printed is what was signed, and the QR code alone is enough to verify with."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np
import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lianheng.journal import standalone
from lianheng.journal.checkpoint import open_checkpoint
from lianheng.journal.custody import qr_svg, root_page
from lianheng.journal.keys import SigningKey
from lianheng.journal.notes import BadSignature


def scanned(svg: str) -> str:
    """What a scanner reads: the SVG's path (runs of dark modules) drawn as an image, four pixels a module."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    image = np.full((side, side), 255, dtype=np.uint8)
    x = y = 0.0
    for step, across, down in re.findall(
        r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", re.search(r'd="([^"]+)"', svg)[1]
    ):  # type: ignore[index]
        if step == "h":
            image[int(y), int(x) : int(x) + int(across)] = 0
            x += float(across)
        else:
            x, y = (float(across), float(down)) if step == "M" else (x + float(across), y + float(down))
    return str(zxingcpp.read_barcode(np.kron(image, np.ones((4, 4), dtype=np.uint8))).text)  # type: ignore[union-attr]


def test_the_page_shows_root_key_and_script(make_journal: Any, key: SigningKey) -> None:
    journal = make_journal(20)
    page = root_page(journal.held, key.public)
    opened = open_checkpoint(journal.held, [key.public])
    assert page.root.replace(" ", "") == opened.root.hex()
    assert [len(group) for group in page.root.split(" ")] == [4] * 16
    assert page.fingerprint.replace(" ", "") == key.public.fingerprint
    with open(standalone.__file__, "rb") as script:  # noqa: PTH123
        assert page.verifier.replace(" ", "") == hashlib.sha256(script.read()).hexdigest()
    assert page.file_name == "finance.example-journal-20260302-20.txt"


def test_the_qr_code_holds_the_signed_text(make_journal: Any, key: SigningKey) -> None:
    page = root_page(make_journal(20).held, key.public)
    assert scanned(page.qr) == page.text


def test_the_qr_code_of_an_sm2_checkpoint_holds_it_too(make_journal: Any, sm2_key: SigningKey) -> None:
    page = root_page(make_journal(3, signer=sm2_key).held, sm2_key.public)
    assert scanned(page.qr) == page.text


@example("ጂ0")
@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=300))
@settings(max_examples=20, deadline=None)
def test_any_text_survives_the_qr_code(text: str) -> None:
    assert scanned(qr_svg(text)) == text


def test_the_same_checkpoint_gives_the_same_page(make_journal: Any, key: SigningKey) -> None:
    held = make_journal(20).held
    assert root_page(held, key.public).qr == root_page(held, key.public).qr


def test_a_checkpoint_that_was_touched_is_not_printed(make_journal: Any, key: SigningKey) -> None:
    with pytest.raises(BadSignature):
        root_page(make_journal(20).held.replace("\n20\n", "\n21\n"), key.public)
