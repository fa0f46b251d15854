"""Pages of one's own tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from lianheng.text import Text
from lianheng.web.access.gate import Asked, page
from lianheng.web.api.forms import TokenForm
from lianheng.web.api.models import Token
from lianheng.web.api.operations import api
from lianheng.web.api.services import make_token, revoke_token
from lianheng.web.shell.submitting import submitting
from lianheng.web.shell.words import say


@page("api.keep_tokens", methods=("GET", "HEAD"))
def tokens(request: Asked) -> HttpResponse:
    mine = Token.objects.filter(owner__username=request.actor.name)
    return render(request, "api/tokens.html", {"tokens": mine, "today": request.actor.today})


@page("api.keep_tokens")
def new_token(request: Asked) -> HttpResponse:
    """Make a token; its key is shown on the answer and never again."""

    def act(form: TokenForm) -> HttpResponse:
        token, key = make_token(request.actor, **form.cleaned_data)
        return render(request, "api/made.html", {"token": token, "key": key})

    def form(data: Any, files: Any) -> TokenForm:
        return TokenForm(data)

    return submitting(request, form, act, Text("新建接口令牌", "New token"))


@page("api.keep_tokens", Token, methods=("POST",))
def revoke(request: Asked, token: Token) -> HttpResponse:
    revoke_token(request.actor, token)
    messages.success(request, say(Text("已吊销。", "Revoked.")))
    return redirect("api:tokens")


@page("api.keep_tokens", methods=("GET", "HEAD"))
def openapi(request: Asked) -> JsonResponse:
    """The operations as OpenAPI describes them."""
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1/"))
