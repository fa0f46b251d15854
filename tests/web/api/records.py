"""Tokens for the permission test."""

from __future__ import annotations

import datetime

from lianheng.web.access.actor import operator
from lianheng.web.api.models import Token
from lianheng.web.history.services import writing

from ..records import Place


def tokens(place: Place) -> dict[str, Token]:
    number = Token.objects.count()
    token = Token(
        owner=place.account,
        name="程序",
        digest=f"{number:064}",
        scopes="read",
        expires_on=datetime.date(2199, 1, 1),
    )
    with writing(operator(), "api.keep_tokens", token):
        pass
    return {"": token}


RECORDS = {Token: tokens}
