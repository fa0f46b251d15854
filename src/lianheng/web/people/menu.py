"""The menu's way to people."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("人员", "People"), "people:people", "people.view_person", "users"),
    Item(Text("单位", "Units"), "people:units", "people.view_unit", "building"),
]
