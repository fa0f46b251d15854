"""Lists of counts and reports."""

from __future__ import annotations

import django_filters as filters
import django_tables2 as tables

from lianheng.web.reports.models import FigureSet, Report


class FigureSetTable(tables.Table):
    at = tables.DateTimeColumn(linkify=("reports:figure_set", {"key": tables.A("pk")}), format="Y-m-d H:i")

    class Meta:
        model = FigureSet
        fields = ("at", "unit", "year", "as_at", "figures", "gaps", "by_name")


class FigureSetFilter(filters.FilterSet):
    class Meta:
        model = FigureSet
        fields = ("year",)


class ReportTable(tables.Table):
    year = tables.Column(linkify=("reports:report", {"key": tables.A("pk")}))

    class Meta:
        model = Report
        fields = ("year", "unit", "state", "dated", "author", "approver")


class ReportFilter(filters.FilterSet):
    class Meta:
        model = Report
        fields = ("year", "state")
