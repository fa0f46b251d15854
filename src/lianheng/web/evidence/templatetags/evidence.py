"""``{% attachments record %}``: the files that prove a record, on its own page, with the way to add one."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from lianheng.web.evidence.selectors import attachments_of
from lianheng.web.history.models import Kept

register = template.Library()


@register.inclusion_tag("evidence/of_record.html", takes_context=True)
def attachments(context: RequestContext, record: Kept) -> dict[str, Any]:
    """Nothing for readers who may not see attachments. The page has already asked whether the record may be seen."""
    actor = context["request"].actor
    if not actor.may("evidence.view_attachment"):
        return {}
    return {
        "attachments": list(attachments_of(record)),
        "kind": record.kind(),
        "key": str(record.pk),
        "may_attach": actor.may("evidence.attach"),
        "may_view": True,
    }
