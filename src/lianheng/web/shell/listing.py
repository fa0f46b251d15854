"""The one pattern for lists: filters above, a table that sorts and turns pages, and the same rows as CSV or XLSX.

return listing(request, PersonTable, PersonFilter, by.permitted("people.view_person", people()), title=…)
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from lianheng.text import Text
from lianheng.web.access.gate import Asked
from lianheng.web.shell.sheets import sheet_response
from lianheng.web.shell.words import say

PAGE = 50


def listing(
    request: Asked,
    table_class: type[Table],
    filter_class: type[FilterSet],
    records: QuerySet[Any],
    title: Text,
    template: str = "shell/list.html",
    **more: Any,
) -> HttpResponseBase:
    """A list page, or its rows as a file when the address says ``export=csv`` or ``export=xlsx``."""
    chosen = filter_class(request.GET, queryset=records, request=request)
    table = table_class(chosen.qs, request=request)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    if (form := request.GET.get("export")) in ("csv", "xlsx"):
        return sheet_response(form, say(title), table)
    return render(request, template, {"title": say(title), "table": table, "filter": chosen, **more})
