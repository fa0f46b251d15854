"""What somebody may see of the ledger, and import into it: the permissions of groups, turned into the core's grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from lianheng.ledger.browsing.reader import Reader
from lianheng.ledger.browsing.values import Values
from lianheng.ledger.catalogue import ledger_tables
from lianheng.ledger.known import BATCH
from lianheng.tabular.database import quoted
from lianheng.tabular.schema import Table
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.ledger.groups import Group, group_of, groups, import_action
from lianheng.web.ledger.models import Import
from lianheng.web.people.models import Unit

PRIVATE_COLUMNS = "ledger.view_private_columns"


@dataclass(frozen=True)
class HouseReader(Reader):
    """A reader who is confined to units also sees the rows that name no unit, if one of these units imported them."""

    batches: frozenset[str] = field(default=frozenset())

    def condition(self, table: Table, values: Values) -> str:
        """Overrides the core's condition, which hides what belongs to no unit from whoever is confined to some."""
        belongs = super().condition(table, values)
        if self.units is None or not self.batches:
            return belongs
        return f"({belongs} OR ({_names_no_unit(table)} AND {BATCH} IN ({values.several(sorted(self.batches))})))"


def _names_no_unit(table: Table) -> str:
    """SQL for: a row that leads to no unit, because its table has none, or a cell on the way is empty or leads nowhere."""
    if not table.scope.unit:
        return "TRUE"
    column, *rest = table.scope.unit
    empty = f"{quoted(column)} IS NULL"
    if not rest:
        return empty
    link = table.foreign_key(column)
    named = f"SELECT {quoted(link.target)} FROM {link.table} WHERE {quoted(rest[0])} IS NOT NULL"
    return f"({empty} OR {quoted(column)} NOT IN ({named}))"


def visible_groups(reader: Actor) -> list[Group]:
    """The groups of tables that somebody may open."""
    return [group for group in groups().values() if reader.may(group.view_action)]


def reader_of(actor: Actor, table: str) -> HouseReader:
    """The core's grants for looking at a table, and at what refers to it.

    One set of units holds for all tables together, so of other groups only those are open that reach as far.
    """
    own = actor.units(group_of(table).view_action) if actor.may(group_of(table).view_action) else frozenset()
    open_groups = [
        group for group in visible_groups(actor) if _reaches_as_far(actor.units(group.view_action), own)
    ]
    tables = frozenset(name for group in open_groups for name in group.tables)
    return HouseReader(tables, own, frozenset(), _sensitive(actor, tables, own), _batches(own))


def _reaches_as_far(units: frozenset[str] | None, own: frozenset[str] | None) -> bool:
    return units is None or (own is not None and own <= units)


def _sensitive(actor: Actor, tables: frozenset[str], own: frozenset[str] | None) -> frozenset[str]:
    """A sensitive table is granted with its group; sensitive columns need an action of their own."""
    granted = {name for name in tables if ledger_tables()[name].sensitive}
    if actor.may(PRIVATE_COLUMNS) and _reaches_as_far(actor.units(PRIVATE_COLUMNS), own):
        granted |= {
            f"{name}.{column.name}"
            for name in tables
            for column in ledger_tables()[name].fields
            if column.sensitive
        }
    return frozenset(granted)


def _batches(units: frozenset[str] | None) -> frozenset[str]:
    if not units:
        return frozenset()
    found = Import.objects.filter(unit__in=units).exclude(batch_id="")
    return frozenset(found.values_list("batch_id", flat=True))


def missing_rights(actor: Actor, record: Import) -> list[Text]:
    """What somebody lacks to import this: tables, and units whose rows are in it. Nothing: it may be imported.

    Rows of a table that an app keeps are judged one by one by its services, so only the action counts here.
    """
    return lacking(actor, record.tables, record.unit_id)


def lacking(actor: Actor, tables: Mapping[str, Mapping[str, int]], owner: str) -> list[Text]:
    found = []
    for name, units in tables.items():
        title, action = ledger_tables()[name].title, import_action(name)
        if not actor.may(action):
            found.append(Text(f"导入“{title.zh}”", f"importing {title.en}"))
            continue
        reached = actor.units(action)
        foreign = [unit or owner for unit in units if reached is not None and (unit or owner) not in reached]
        if foreign and action == group_of(name).import_action:
            named = "、".join(sorted(set(foreign))[:5])
            found.append(Text(f"为单位 {named} 导入“{title.zh}”", f"importing {title.en} of units {named}"))
    return found


def importing_unit(actor: Actor) -> Unit:
    """The unit in whose name somebody imports: the person's own, else the first in reach. Raises PermissionDenied for none."""
    reached = actor.units("ledger.upload")
    units = Unit.objects.all() if reached is None else Unit.objects.filter(pk__in=reached)
    found: Unit | None = units.filter(people=actor.person).first() or units.order_by("pk").first()
    if found is None:
        raise PermissionDenied("ledger.upload")
    return found
