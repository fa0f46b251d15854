"""Pages for what went wrong: what happened and what to do, in the reader's language, and nothing more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from lianheng.text import Text
from lianheng.web.shell.words import say

OPERATIONS = "/api/v1/"
"""Programs are answered in JSON, and in both languages."""
BAD = Text("请求无法理解", "The request could not be understood")
BAD_DO = Text("请返回上一页重试。", "Go back and try again.")
CLOSED = Text("您没有这项权限", "You may not do this")
CLOSED_DO = Text(
    "如工作需要，请向安全保密管理员申请相应角色。",
    "If your work needs it, ask the security administrator for the role.",
)
LOST = Text("没有这一页，或您无权查看这条记录", "There is no such page, or the record is not yours to see")
LOST_DO = Text("请核对地址，或从菜单进入。", "Check the address, or start from the menu.")
FAULT = Text("系统出错，刚才的操作没有保存", "Something broke, and what you just did was not saved")
FAULT_DO = Text(
    "请稍后重试；若再次出现，请把下面的请求号告诉系统管理员。",
    "Try again; if it happens again, tell the system administrator the request number below.",
)
STALE = Text("页面放置过久，提交未被接受", "The page stood open too long and was not accepted")
STALE_DO = Text(
    "请返回上一页（您填写的内容还在），刷新后再提交。",
    "Go back (what you typed is still there), reload and submit again.",
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _said(request, 400, BAD, BAD_DO)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _said(request, 403, CLOSED, CLOSED_DO)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _said(request, 404, LOST, LOST_DO)


def fault(request: HttpRequest) -> HttpResponse:
    return _said(request, 500, FAULT, FAULT_DO)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _said(request, 403, STALE, STALE_DO)


def _said(request: Any, status: int, what: Text, do: Text) -> HttpResponse:
    if request.path.startswith(OPERATIONS):
        said = {"zh": f"{what.zh}。{do.zh}", "en": f"{what.en}. {do.en}"}
        return JsonResponse(said, status=status)
    actor = getattr(request, "actor", None)
    told = {
        "what": say(what),
        "do": say(do),
        "status": status,
        "request_number": actor.request if actor else "",
    }
    return render(request, "shell/error.html", told, status=status)
