"""``{% record_history record %}``: the latest changes of a record, on its own page, with the way to all of them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from lianheng.web.history.differences import title_of_action
from lianheng.web.history.models import Kept
from lianheng.web.history.selectors import entries_of

register = template.Library()
_LATEST = 5


@register.inclusion_tag("history/of_record.html", takes_context=True)
def record_history(context: RequestContext, record: Kept) -> dict[str, Any]:
    """Nothing for readers who may not see histories. The page has already asked whether the record may be seen."""
    kind, key = record.kind(), str(record.pk)
    if not context["request"].actor.may("history.view_record_history"):
        return {}
    told = entries_of(kind, key).values("at", "action", "actor_name")[:_LATEST]
    return {
        "kind": kind,
        "key": key,
        "entries": [{**line, "action": title_of_action(line["action"])} for line in told],
    }
