"""What a signed-in account must do before anything else: prove its second factor, change its first password, get a second factor.

A session carries the factor that was proven in it. It is looked up again at every request, so removing the factor takes the
proof from every session, and a session begun before there was a factor gains nothing when somebody else adds one.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

PROVEN = "second_factor"
ALWAYS = frozenset({"account_logout", "set_language"})
STEPS: dict[str, frozenset[str]] = {
    "mfa_reauthenticate": frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}),
    "account_change_password": frozenset({"account_change_password"}),
    "mfa_index": frozenset(
        {
            "mfa_index",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "account_reauthenticate",
            "account_change_password",
        }
    ),
}
"""A step, and the addresses that remain open until it is done."""


def prove(request: Any, factor: Any) -> None:
    """This session has seen the account's second factor."""
    if hasattr(request, "session"):
        request.session[PROVEN] = factor.pk


def next_step(request: Any) -> str | None:
    """The name of the page where a signed-in account must go first. None when nothing is missing."""
    from allauth.mfa.models import Authenticator

    factors = set(Authenticator.objects.filter(user=request.user).values_list("pk", flat=True))
    if factors and request.session.get(PROVEN) not in factors:
        return "mfa_reauthenticate"
    if request.user.must_change_password:
        return "account_change_password"
    if settings.SECOND_FACTOR_REQUIRED and not factors:
        return "mfa_index"
    return None


def is_open(step: str, address: str | None) -> bool:
    return address in STEPS[step] or address in ALWAYS
