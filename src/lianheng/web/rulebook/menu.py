"""The menu's way to rules and standards."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [Item(Text("规则与标准", "Rules and standards"), "rulebook:rules", "rulebook.view_rules", "scale")]
