"""Template words: ``{% say "人员" "People" %}``; numbers, dates and money as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lianheng.ledger.catalogue import table_names
from lianheng.text import Text
from lianheng.web.shell.words import say as say_text

register = template.Library()


@register.simple_tag(name="say")
def say(zh: str, en: str, **values: Any) -> str:
    """Words in the reader's language, with ``{names}`` filled in."""
    words = say_text(Text(zh, en))
    return words.format(**values) if values else words


@register.filter(name="text")
def text(value: Text) -> str:
    """A ``Text`` of the core in the reader's language."""
    return say_text(value)


@register.filter(name="yuan")
def yuan(value: Decimal | None) -> str:
    """Money exact to the fen, with separators."""
    return "" if value is None else f"{value:,.2f}"


@register.simple_tag(name="icon")
def icon(name: str) -> SafeString:
    """An icon of the local sprite; decoration only, so it is hidden from screen readers."""
    from django.templatetags.static import static

    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#tabler-{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(name="may", takes_context=True)
def may(context: RequestContext, action: str, record: Any = None) -> bool:
    """Whether the reader may do an action: what decides that a button is shown."""
    return bool(context["request"].actor.may(action, record))


@register.simple_tag(name="querystring_with", takes_context=True)
def querystring_with(context: RequestContext, *pair: Any, **changes: Any) -> str:
    """The address's own query with some values changed: by name, or as a name and a value."""
    query = context["request"].GET.copy()
    for name, value in {**changes, **dict([pair] if pair else [])}.items():
        query[name] = value
    return str(query.urlencode())


@register.simple_tag(name="row_link")
def row_link(table: str, key: str) -> SafeString:
    """A row's key, leading to the row's page where the ledger keeps the table; derived rows have none."""
    if table not in table_names():
        return format_html("{}", key)
    return format_html(
        '<a href="{}?key={}">{}</a>', reverse("ledger:row", kwargs={"key": table}), quote(key), key
    )
