"""The menu's way to one's own tokens."""

from lianheng.text import Text
from lianheng.web.shell.menu import Item

MENU = [Item(Text("接口令牌", "Tokens"), "api:tokens", "api.keep_tokens", "key")]
