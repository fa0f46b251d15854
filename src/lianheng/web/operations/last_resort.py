"""The page for when not even the error page can be made: the disk is full, or the database is gone.

It wraps the site as granian serves it, needs nothing but itself, and says only what is certain.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

STATUS = "503 Service Unavailable"
PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>廉衡 Lianheng</title>
<h1>系统暂时无法工作</h1>
<p>无法确认刚才的操作是否已保存：恢复后请先核对，再决定是否重做。请告诉系统管理员：磁盘可能已满，或数据库没有响应。</p>
<h1 lang="en">The site cannot work just now</h1>
<p lang="en">It is not certain that what you just did was saved: check when it works again, before doing it anew. Tell the
system administrator: the disk may be full, or the database does not answer.</p>
""".encode()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(PAGE))),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Retry-After", "60"),
]
_log = logging.getLogger(__name__)


def with_last_resort(application: Application) -> Application:
    """The same site, which answers even when it fails outright."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            _log.exception(
                "%s %s could not be answered", environ.get("REQUEST_METHOD"), environ.get("PATH_INFO")
            )
            start_response(STATUS, HEADERS)
            return [PAGE]

    return answer
