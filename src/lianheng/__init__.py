"""Lianheng 廉衡: a bureau's year kept as a ledger, questioned, counted and reported."""

__version__ = "0.1.0"
