"""An invented finance bureau of a development zone: one or more years of a ledger, with known irregularities in it."""

from lianheng.example.write import write_example

__all__ = ["write_example"]
