"""The menu's way to cases, letters and runs."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("预警事项", "Cases"), "cases:cases", "cases.view_case", "alert-triangle"),
    Item(Text("问询函", "Inquiry letters"), "cases:letters", "cases.view_letter", "mail-question"),
    Item(Text("运行记录", "Runs"), "cases:runs", "cases.view_run", "player-play"),
]
