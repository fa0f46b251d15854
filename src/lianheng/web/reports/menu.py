"""The menu's way to figures and reports."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("数字", "Figures"), "reports:figures", "reports.view_figures", "chart-bar"),
    Item(Text("年度报告", "Annual reports"), "reports:reports", "reports.view_report", "file-text"),
]
