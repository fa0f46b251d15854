"""Holds all records of all apps against the journal. Part of every verification."""

from __future__ import annotations

from lianheng.web.history.comparison import record_problems as problems

__all__ = ["problems"]
