"""Tables, an import and saved views for the permission test."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from lianheng.web.access.actor import operator
from lianheng.web.history.services import writing
from lianheng.web.jobs.models import Job
from lianheng.web.ledger.exporting import EXPORT, export_file, exports
from lianheng.web.ledger.groups import groups
from lianheng.web.ledger.models import Import, SavedView

from ..records import Case, Place, Stage
from ..table import Who, allows

NOBODY: Callable[[Who], bool] = lambda who: False  # noqa: E731


def tables(staged: Stage) -> list[Case]:
    """One table of each group, and one that does not exist."""
    return [
        *(
            Case(group.name, {"key": group.tables[0]}, _viewer(group.view_action))
            for group in groups().values()
        ),
        Case("no table", {"key": "nothing"}, NOBODY),
    ]


def rows(staged: Stage) -> list[Case]:
    """Without a key there is no row; who sees which row is tested with canaries."""
    return [Case("no row", {"key": "payments"}, NOBODY)]


def templates(staged: Stage) -> list[Case]:
    return [Case("of a table", {"key": "payments"}), Case("of none", {"key": "nothing"}, NOBODY)]


def imports(staged: Stage) -> list[Case]:
    """Payments that the accountant gave: open to who gave them, and to who views or imports the money of that unit."""
    account = staged.cast["accountant"]
    record = Import(
        unit=account.person.unit, by=account, uploaded_at=timezone.now(), files="[]", folder="0" * 64, size=0,
        state=Import.State.READY, extent='{"payments": {"U01": 1}}', groups="|money|", agreed="1" * 64,
    )  # fmt: skip
    with writing(operator(), "ledger.upload", record):
        pass
    return [Case("payments", {"key": record.pk}, lambda who: _sees(who, record))]


def exported(staged: Stage) -> list[Case]:
    """A workbook that the worker made for the accountant."""
    exports().mkdir(parents=True, exist_ok=True)
    name = "ab" * 16
    export_file(name).write_bytes(b"PK")
    Job.objects.create(
        kind=EXPORT,
        by=staged.cast["accountant"],
        arguments={"file": name, "table": "payments"},
        queued_at=timezone.now(),
    )
    return [Case("the accountant's", {"key": name}, lambda who: who.name == "accountant")]


def views(place: Place) -> dict[str, SavedView]:
    view = SavedView(
        account=place.account, unit=place.unit, table="payments", name=f"V{SavedView.objects.count()}"
    )
    with writing(operator(), "ledger.keep_view", view):
        pass
    return {"": view}


def _viewer(action: str) -> Callable[[Who], bool]:
    return lambda who: allows(who, action)


def _sees(who: Who, record: Import) -> bool:
    actions = ("ledger.view_money", "ledger.import_money")
    return allows(who, "ledger.view_import", record) and (
        who.name == "accountant" or any(allows(who, action, record) for action in actions)
    )


RECORDS = {SavedView: views}
ADDRESSES = {
    "ledger:table": tables,
    "ledger:keep_view": tables,
    "ledger:row": rows,
    "ledger:template": templates,
    "ledger:exported": exported,
    "ledger:import": imports,
    "ledger:mistakes": imports,
    "ledger:check_again": imports,
    "ledger:accept": imports,
    "ledger:drop": imports,
    "ledger:withdraw": imports,
}
ALSO = {
    (f"ledger:{act}", method): "ledger.import_money"
    for act in ("check_again", "accept", "drop", "withdraw")
    for method in ("GET", "HEAD", "POST")
}
