"""Every fault can be told to a person."""

from __future__ import annotations

import pytest

from lianheng.journal.findings import Fault, Finding


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_told_in_both_languages(fault: Fault) -> None:
    text = Finding(fault, 3, 9, "2026-03-02").text
    assert "3" in text.zh
    assert "3" in text.en
    assert "{" not in text.zh + text.en
