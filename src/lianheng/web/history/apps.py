"""Puts the database's guards up whenever its tables have been made or changed."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "lianheng.web.history"

    def ready(self) -> None:
        post_migrate.connect(_guard, sender=self, dispatch_uid="history.guards")


def _guard(using: str, **_: Any) -> None:
    from lianheng.web.history.guards import raise_guards

    raise_guards(connections[using])
