"""Django's ``flush`` for this house: it empties a test's database, so the guards of sealed tables are lowered for it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from lianheng.web.history.guards import lower_guards, raise_guards


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        lower_guards(connection)
        try:
            super().handle(**options)
        finally:
            raise_guards(connection)
