"""The menu's way to work behind the scenes."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [Item(Text("后台任务", "Background work"), "jobs:jobs", "jobs.view_job", "progress")]
