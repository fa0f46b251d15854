"""The main pages, by who opens them. A new app adds its pages here, and what must stand there to be seen in ``furnish``."""

from __future__ import annotations

PAGES: dict[str, dict[str, str]] = {
    "office": {
        "home": "/",
        "people": "/people/",
        "person": "/people/P04/",
        "change-person": "/people/P04/change/",
        "units": "/people/units/",
        "unit": "/people/units/U01/",
    },
    "clerk": {"me": "/access/me/"},
}


def furnish() -> None:
    """What the pictures show besides the cast."""
