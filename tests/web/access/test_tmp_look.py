import datetime

import pytest
from django.test import Client

from lianheng.web.access.actor import operator
from lianheng.web.access.models import RoleGrant
from lianheng.web.access.services import delegate_role

from ..browser import DESKTOP, PHONE, chromium, visit
from ..conftest import build_cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_look(live_server, settings):
    cast = build_cast()
    g = RoleGrant.objects.get(account=cast["chief"])
    t = datetime.date.today()
    delegate_role(operator(), g, cast["office"], t, t + datetime.timedelta(days=5), "外出开会")
    pages = {
        "": {"login": "/sign-in/login/", "inactive": "/sign-in/inactive/"},
        "security_admin": {
            "accounts": "/access/accounts/",
            "account": f"/access/accounts/{cast['chief'].pk}/",
            "perm": "/access/permissions/",
            "perm1": "/access/permissions/?role=office",
            "grant": f"/access/accounts/{cast['chief'].pk}/grant/",
        },
        "chief": {"me": "/access/me/", "deleg": "/access/delegations/new/"},
        "clerk": {
            "pw": "/sign-in/password/change/",
            "mfa": "/sign-in/2fa/",
            "reauth": "/sign-in/reauthenticate/",
        },
    }
    out = []
    with chromium() as b:
        for lang in ("zh-hans", "en"):
            for size, px in (("d", DESKTOP), ("p", PHONE)):
                for who, ps in pages.items():
                    s = "x"
                    if who:
                        c = Client()
                        c.force_login(
                            cast[who], backend="allauth.account.auth_backends.AuthenticationBackend"
                        )
                        s = c.cookies["sessionid"].value
                    with visit(b, live_server.url, s, lang, px) as seen:
                        for n, a in ps.items():
                            seen.open(a)
                            out += [f"{n} {lang} {size} wide {seen.too_wide()}"] if seen.too_wide() else []
                            out += [f"{n} {lang} {size} {x}" for x in seen.complaints]
                            if size == "d" and lang == "zh-hans":
                                out += [f"{n} {x}" for x in seen.barriers()]
                            seen.complaints.clear()
                            seen.page.screenshot(
                                path=f"/tmp/lh/home-access/{n}-{lang[:2]}-{size}.png", full_page=True
                            )
    assert not out, "\n".join(out)
