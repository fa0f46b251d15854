"""Committed query counts: a page that asks the database more often than yesterday is a difference to be reviewed."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

COUNTS = Path(__file__).with_name("query_counts.json")


def queries(client: Client, address: str) -> int:
    """How many queries a page needs the second time it is opened."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def committed() -> dict[str, int]:
    return dict(json.loads(COUNTS.read_text(encoding="utf-8")))


def commit(counts: dict[str, int]) -> None:
    COUNTS.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
