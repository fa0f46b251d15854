"""The main pages, by who opens them. A new app adds its pages here; ``furnish`` makes one record of each kind that apps know.

``<cases.case>`` in an address stands for the record of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lianheng.web.people.models import Department, Person, Unit

from .records import Place, registered

PAGES: dict[str, dict[str, str]] = {
    "office": {
        "home": "/",
        "people": "/people/",
        "person": "/people/P04/",
        "change-person": "/people/P04/change/",
        "units": "/people/units/",
        "unit": "/people/units/U01/",
        "figures": "/reports/figures/",
        "figure-set": "/reports/figures/<reports.figureset>/",
        "figure": "/reports/figures/<reports.figureset>/people.staff/",
        "reports": "/reports/",
        "report": "/reports/<reports.report>/",
        "section": "/reports/<reports.report>/sections/0/",
        "uploads": "/ledger/imports/",
        "upload": "/ledger/imports/new/",
    },
    "clerk": {
        "me": "/access/me/",
        "desk": "/desk/",
        "calendar": "/desk/calendar/?month=2024-02",
        "notices": "/desk/notices/",
    },
    "discipline": {
        "panels": "/",
        "cases": "/cases/",
        "case": "/cases/<cases.case>/",
        "confirm": "/cases/<cases.case>/steps/confirm/",
        "ask": "/cases/<cases.case>/letter/",
        "letters": "/cases/letters/",
        "letter": "/cases/letters/<cases.letter>/",
        "runs": "/cases/runs/",
        "run": "/cases/runs/<cases.run>/",
        "rules": "/rulebook/",
        "rule": "/rulebook/travel.lodging_over_cap/",
        "standards": "/rulebook/standards/",
        "standard": "/rulebook/standards/lodging_caps/",
        "changes": "/rulebook/changes/",
        "change": "/rulebook/changes/<rulebook.change>/",
        "tables": "/ledger/",
        "tokens": "/api/tokens/",
        "permissions": "/access/permissions/",
    },
    "system_admin": {"channels": "/desk/channels/", "deliveries": "/desk/deliveries/", "jobs": "/jobs/"},
    "security_admin": {"accounts": "/access/accounts/"},
}


def furnish() -> Callable[[str], str]:
    """Make a record of each kind, of the clerk's, and return what puts their keys into addresses."""
    person = Person.objects.get(pk="P04")
    place = Place("here", Unit.objects.get(pk="U01"), Department.objects.get(unit="U01"), person)
    keys = {}
    for model, make in registered().records.items():
        if model.__module__.split(".")[2] in ("cases", "reports", "rulebook", "desk", "api"):
            keys[model._meta.label_lower] = next(iter(make(place).values())).pk
    return lambda address: re.sub(r"<([\w.]+)>", lambda found: str(keys[found[1]]), address)
