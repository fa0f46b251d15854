"""Which pages of django-allauth there are, each by name: signing in and out, one's password, second factors, single sign-on.

Its other pages (signing up, e-mail, forgotten passwords, sign-in by code) have no address here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as sign_on
from allauth.socialaccount.providers.openid_connect import views as openid
from csp.decorators import csp_update
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import path

from lianheng.web.history.sealing import take_pen

View = Callable[..., HttpResponseBase]


def whole(view: View) -> View:
    """What is submitted is done with its journal entry, or not at all. The pen comes first: see ``history.sealing``."""

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            take_pen()
            return view(request, *args, **kwargs)

    return wrapped


def towards_sign_on(view: View) -> View:
    """A page whose form leads on to the single sign-on server, which the content security policy must then allow."""

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        servers = [urlsplit(app["settings"]["server_url"]) for app in providers["APPS"]]
        allowed = {"form-action": [f"{server.scheme}://{server.netloc}" for server in servers]}
        return csp_update(allowed)(view)(request, *args, **kwargs)

    return wrapped


urlpatterns = [
    path("login/", towards_sign_on(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", whole(account.password_change), name="account_change_password"),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", whole(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", whole(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        whole(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", whole(keys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", whole(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", whole(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("sign-on/", towards_sign_on(sign_on.connections), name="socialaccount_connections"),
    path("sign-on/cancelled/", sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-on/error/", sign_on.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", towards_sign_on(openid.login), name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
]
