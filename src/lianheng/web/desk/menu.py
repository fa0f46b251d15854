"""The menu's way to one's own desk, and to the channels."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("我的待办", "My work"), "desk:work", "desk.view_own", "checklist"),
    Item(Text("日历", "Calendar"), "desk:calendar", "desk.view_own", "calendar"),
    Item(Text("通知", "Notices"), "desk:notices", "desk.view_own", "bell"),
    Item(Text("通知通道", "Channels"), "desk:channels", "desk.keep_channels", "send"),
]
