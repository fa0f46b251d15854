"""The menu's way to accounts, the table of permissions, and one's own account."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [
    Item(Text("账号", "Accounts"), "access:accounts", "access.view_accounts", "id-badge"),
    Item(Text("权限表", "Permissions"), "access:permissions", "access.view_permissions", "lock-access"),
]
