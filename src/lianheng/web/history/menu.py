"""The menu's way to the journal."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("日志", "Journal"), "history:journal", "history.view_journal", "history"),
    Item(
        Text("检查点与核验", "Checkpoints"), "history:checkpoints", "history.view_checkpoints", "shield-check"
    ),
]
