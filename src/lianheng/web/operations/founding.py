"""``lianheng init``: a new site, with its settings, keys, database, first unit and the three administrators.

The three run the system apart from each other (三员分立); none of them does the bureau's work.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lianheng.web.operations.home import ENV, enter, new_home, write_settings
from lianheng.web.operations.mistakes import told_to_the_user

ADMINISTRATORS = {"system_admin": "sysadmin", "security_admin": "secadmin", "audit_admin": "auditadmin"}
"""The account name of each of the three."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another, for it is copied by hand once
GROUPS, GROUP = 4, 5


@dataclass(frozen=True)
class Founding:
    """What a new site has to know. ``unit`` holds the fields of the first unit."""

    unit: Mapping[str, str]
    hosts: tuple[str, ...] = ()
    https: bool = False
    database: str | None = None
    national_algorithms: bool = False
    """SM3 and SM2 (国密) instead of SHA-256 and Ed25519."""
    demo: bool = False
    """A demonstration: it says so on every page, asks for no second factor, and its passwords are everybody's."""

    def settings(self) -> dict[str, str]:
        """The lines of the new ``lianheng.env``."""
        values = {
            "LIANHENG_SECRET_KEY": secrets.token_urlsafe(50),
            "LIANHENG_SEAL_KEY": secrets.token_urlsafe(50),
            "LIANHENG_HOSTS": ",".join(dict.fromkeys([*self.hosts, "localhost", "127.0.0.1", "[::1]"])),
            "LIANHENG_HTTPS": "true" if self.https else "false",
            "LIANHENG_ORIGIN": f"lianheng/{self.unit['unit_id']}",
        }
        if self.database:
            values["LIANHENG_DATABASE"] = self.database
        if self.national_algorithms:
            values |= {"LIANHENG_DIGEST": "sm3", "LIANHENG_SIGNATURE": "sm2"}
        if self.demo:
            values |= {"LIANHENG_DEMO": "true", "LIANHENG_SECOND_FACTOR": "false"}
        return values


def first_password() -> str:
    """A password for the first sign-in: 98 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def found(folder: Path, founding: Founding, passwords: Mapping[str, str]) -> None:
    """Make the site in an empty folder, and enter it. ``passwords`` by account name.

    Raises UserError; what was made is then removed again.
    """
    with new_home(folder):
        write_settings(folder / ENV, founding.settings())
        enter(folder)
        from lianheng.web.operations.readiness import (
            prepare,
            refuse_used_database,
            seal_first,
            told_of_the_database,
        )

        _refuse_wrong_unit(founding.unit)
        with told_of_the_database():
            refuse_used_database()
            prepare()
            _open_house(founding, passwords)
            seal_first()


def _refuse_wrong_unit(unit: Mapping[str, str]) -> None:
    """Raises UserError before anything slow is done."""
    from lianheng.web.people.models import Unit

    with told_to_the_user("首个单位有误", "The first unit is not right"):
        Unit(**unit).clean_fields()


def _open_house(founding: Founding, passwords: Mapping[str, str]) -> None:
    """The first unit and the three accounts, all or nothing."""
    from django.db import transaction

    from lianheng.web.access.actor import operator
    from lianheng.web.access.services import open_account
    from lianheng.web.people.models import Unit
    from lianheng.web.people.services import save_unit

    by = operator("lianheng init")
    with transaction.atomic():
        save_unit(by, Unit(), dict(founding.unit))
        for administrator, name in ADMINISTRATORS.items():
            open_account(
                by, name, passwords[name], administrator=administrator, must_change_password=not founding.demo
            )
