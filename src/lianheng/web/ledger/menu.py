"""The menu's way to the ledger."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("台账", "Ledger"), "ledger:tables", "ledger.browse", "table"),
    Item(Text("导入", "Imports"), "ledger:imports", "ledger.view_import", "table-import"),
]
