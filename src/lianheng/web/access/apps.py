"""Starts the receivers when the site starts."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lianheng.web.access"

    def ready(self) -> None:
        from lianheng.web.access import receivers  # noqa: F401 - importing it connects them
