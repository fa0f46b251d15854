"""Foreign formats to ledger tables: one module per source, each with ``convert(source, out) -> Conversion``.

Importing this package is cheap: a source's module, and the libraries it needs, are loaded when its
converter is called.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from lianheng.sources.conversion import Conversion, Refusal, SourceError

__all__ = ["SOURCES", "Conversion", "Converter", "Refusal", "SourceError"]

Converter = Callable[[Path, Path], Conversion]


def _converter(module: str) -> Converter:
    def convert(source: Path, out: Path) -> Conversion:
        converter: Converter = import_module(f"lianheng.sources.{module}").convert
        return converter(source, out)

    convert.__name__ = module
    return convert


SOURCES: dict[str, Converter] = {
    "ocds": _converter("ocds"),
    "xes": _converter("xes"),
    "yichang": _converter("yichang"),
    "payments-csv": _converter("payments_csv"),
    "final-accounts": _converter("final_accounts"),
    "einvoice": _converter("einvoice"),
}
"""Converters by the name they have on the command line."""
