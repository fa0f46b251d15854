"""``make serve``: a site with the example bureau in it and an account for every role. Everything in it is invented."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from lianheng.example import write_example
from lianheng.example.units import COMMITTEE, DIVISION_CODE, NAMES, SERVICE
from lianheng.example.world import BUREAU
from lianheng.ledger.reading import unwatched
from lianheng.text import Text
from lianheng.web.operations.founding import ADMINISTRATORS, Founding, found

YEAR, YEARS = 2021, 5
PASSWORD = "lianheng-demo"  # noqa: S105 - known to everybody on purpose
START = datetime.date(2017, 1, 1)
Tell = Callable[[Text], None]


@dataclass(frozen=True)
class Part:
    """Somebody one can sign in as. The account is called by its role."""

    account: str
    role: str
    person: str
    unit: str = BUREAU
    subordinates: bool = False


PARTS = (
    Part("chief", "chief", "P001"),
    Part("deputy", "deputy", "P003"),
    Part("head", "head", "P006"),
    Part("staff", "staff", "P016"),
    Part("secretary", "secretary", "P002"),
    Part("office", "office", "P017"),
    Part("discipline", "discipline", "P011"),
    Part("liaison", "liaison", "P012"),
    Part("accountant", "accountant", "P025"),
    Part("treasury", "treasury", "P013"),
    Part("procurement", "procurement", "P014"),
    Part("assets", "assets", "P020"),
    Part("review", "review", "P015"),
    Part("auditor", "auditor", "P021"),
    Part("superior", "superior", "D001", COMMITTEE, subordinates=True),
    Part("other", "office", "D002", SERVICE),
)
"""One of each role, and somebody of another unit."""
COLLECTOR = "collector"
COLLECTING = (
    "office",
    "secretary",
    "discipline",
    "accountant",
    "treasury",
    "procurement",
    "assets",
    "review",
    "auditor",
)
"""The roles that together may import every table. The collector's account is closed when all is there."""
VISITORS = {"D001": ("秦守正", COMMITTEE), "D002": ("唐若谷", SERVICE), "D003": ("管汇文", COMMITTEE)}
"""People whom the example does not have: name and unit."""


def make_demo(folder: Path, tell: Tell, years: int = YEARS) -> None:
    """Build the demonstration's home in an empty folder, and enter it."""
    with TemporaryDirectory() as place:
        tell(Text(f"编写示例局 {years} 年的台账", f"making up {years} years of the example bureau"))
        write_example(Path(place), year=YEAR, years=years)
        furnish(folder, Path(place), tell)


def furnish(folder: Path, ledger: Path, tell: Tell) -> None:
    """The same with any ledger that has the example's units and people in it."""
    tell(Text("建立站点", "making the site"))
    unit = {"unit_id": BUREAU, "name": NAMES[BUREAU], "division_code": DIVISION_CODE, "level": "zone"}
    found(folder, Founding(unit, demo=True), dict.fromkeys(ADMINISTRATORS.values(), PASSWORD))
    from lianheng.web.history.checkpoints import make_checkpoint
    from lianheng.web.operations.furnishing import enter_people, import_groups

    tell(Text("录入单位、人员和账号", "entering units, people and accounts"))
    enter_people(ledger)
    _open_accounts()
    import_groups(ledger, COLLECTOR, tell)
    tell(Text(f"运行规则、统计 {YEAR} 年的数字", f"running the rules, counting the figures of {YEAR}"))
    _judge()
    make_checkpoint()


def _judge() -> None:
    """So that there are cases to look at and figures to open."""
    from lianheng.web.access.actor import operator
    from lianheng.web.cases import tasks as cases
    from lianheng.web.reports import tasks as reports

    cases.run(operator(), unwatched, BUREAU, YEAR)
    reports.count(operator(), unwatched, BUREAU, YEAR)


def _open_accounts() -> None:
    """An account for every part, and the collector's. The password need not be changed: it is printed."""
    from django.db import transaction

    from lianheng.web.access.actor import operator
    from lianheng.web.access.services import grant_role, open_account
    from lianheng.web.people.models import Person, Unit

    collector = [Part(COLLECTOR, role, "D003", COMMITTEE, subordinates=True) for role in COLLECTING]
    opened = {}
    with transaction.atomic():
        _enter_visitors()
        for part in (*PARTS, *collector):
            if part.account not in opened:
                person = Person.objects.get(pk=part.person)
                opened[part.account] = open_account(
                    operator(), part.account, PASSWORD, person, must_change_password=False
                )
            unit = Unit.objects.get(pk=part.unit)
            grant_role(
                operator(), opened[part.account], part.role, unit, START, subordinates=part.subordinates
            )


def _enter_visitors() -> None:
    from lianheng.web.access.actor import operator
    from lianheng.web.people.models import Person, Post, Unit
    from lianheng.web.people.services import appoint, save_person

    for number, (name, unit) in VISITORS.items():
        values = {"person_id": number, "name": name, "unit": Unit.objects.get(pk=unit), "joined_on": START}
        person = save_person(operator(), Person(), values)
        appoint(operator(), person, "科员", Post.Rank.STAFF, Post.Level.STAFF, START)
