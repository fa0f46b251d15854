"""Saved views: a table as somebody likes to look at it, for oneself or for the unit."""

from __future__ import annotations

from lianheng.text import UserError
from lianheng.web.access.actor import Actor
from lianheng.web.access.models import Account
from lianheng.web.history.services import remove, writing
from lianheng.web.ledger.groups import group_of
from lianheng.web.ledger.models import SavedView
from lianheng.web.people.models import Unit

LONGEST = 2000
KEEP = "ledger.keep_view"


def save_view(by: Actor, table: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a view under a name; one's own of the same name is replaced. What it shows is decided for each reader anew."""
    by.must(group_of(table).view_action)
    if len(query) > LONGEST:
        raise UserError("条件太多，无法保存为视图。", "There are too many conditions to save them as a view.")
    account = Account.objects.get(username=by.name)
    view = SavedView.objects.filter(account=account, table=table, name=name).first()
    with writing(by, KEEP, view or SavedView(account=account, table=table, name=name)) as kept:
        kept.query, kept.shared = query, shared
        kept.unit = Unit.objects.filter(people=by.person).first() if by.person else None
        kept.full_clean()
    return kept


def drop_view(by: Actor, view: SavedView) -> None:
    """Forget one's own view."""
    remove(by, KEEP, view, "")
