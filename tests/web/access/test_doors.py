"""Which pages of the sign-in library there are: these and no others, and nothing of signing up or of e-mail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

pytestmark = pytest.mark.django_db
MOUNTED = {
    "login/": "account_login",
    "logout/": "account_logout",
    "inactive/": "account_inactive",
    "reauthenticate/": "account_reauthenticate",
    "password/change/": "account_change_password",
    "2fa/": "mfa_index",
    "2fa/authenticate/": "mfa_authenticate",
    "2fa/reauthenticate/": "mfa_reauthenticate",
    "2fa/totp/activate/": "mfa_activate_totp",
    "2fa/totp/deactivate/": "mfa_deactivate_totp",
    "2fa/recovery-codes/": "mfa_view_recovery_codes",
    "2fa/recovery-codes/generate/": "mfa_generate_recovery_codes",
    "2fa/recovery-codes/download/": "mfa_download_recovery_codes",
    "2fa/webauthn/": "mfa_list_webauthn",
    "2fa/webauthn/add/": "mfa_add_webauthn",
    "2fa/webauthn/reauthenticate/": "mfa_reauthenticate_webauthn",
    "2fa/webauthn/keys/<int:pk>/remove/": "mfa_remove_webauthn",
    "2fa/webauthn/keys/<int:pk>/edit/": "mfa_edit_webauthn",
    "sign-on/": "socialaccount_connections",
    "sign-on/cancelled/": "socialaccount_login_cancelled",
    "sign-on/error/": "socialaccount_login_error",
    "oidc/<str:provider_id>/login/": "openid_connect_login",
    "oidc/<str:provider_id>/login/callback/": "openid_connect_callback",
}


def test_exactly_these_pages_of_the_library_have_an_address():
    found = {}
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "sign-in/":
            found = {
                str(one.pattern): one.name for one in pattern.url_patterns if isinstance(one, URLPattern)
            }
    assert found == MOUNTED


@pytest.mark.parametrize(
    "closed",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_set_password",
        "socialaccount_signup",
        "mfa_login_webauthn",
    ],
)
def test_signing_up_e_mail_and_forgotten_passwords_have_none(closed):
    with pytest.raises(NoReverseMatch):
        reverse(closed)


@pytest.mark.parametrize("address", ["signup/", "password/reset/", "email/", "3rdparty/", "login/code/", ""])
def test_their_usual_addresses_lead_nowhere(cast, address):
    assert Client().get(f"/sign-in/{address}").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_for_oneself_opens_in_both_languages(cast, client_of, language):
    client = client_of("clerk")
    client.cookies["django_language"] = language
    pages = [
        client.get(f"/sign-in/{address}")
        for address in ("password/change/", "2fa/", "2fa/webauthn/", "sign-on/", "logout/", "reauthenticate/")
    ]
    assert [page.status_code for page in pages] == [200] * 6
    for page in pages:
        assert f'lang="{"en" if language == "en" else "zh-CN"}"' in page.content.decode()
    assert Client().get("/sign-in/inactive/").status_code == 200
    assert Client().get("/sign-in/sign-on/cancelled/").status_code == 200
    assert Client().get("/sign-in/sign-on/error/").status_code == 401


def test_the_sign_in_page_stands_without_scripts_and_offers_no_sign_up(cast):
    page = Client().get("/sign-in/login/").content.decode()
    assert 'name="login"' in page
    assert 'name="password"' in page
    assert "signup" not in page
    assert "reset" not in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_the_site_is_fit_to_be_deployed(settings, tmp_path):
    """``check --deploy`` in a process of its own, with HTTPS as a bureau sets it up."""
    import os
    import subprocess
    import sys

    environment = {
        **os.environ,
        "LIANHENG_HTTPS": "true",
        "LIANHENG_SECOND_FACTOR": "true",
        "LIANHENG_SECRET_KEY": os.urandom(40).hex(),
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 silenced" in done.stdout + done.stderr
