"""What the libraries that sign people in tell us, put into the journal. Connected when the site starts.

The house uses no signals: a write is a service that can be read from its caller. This module is the one exception, because
signing in, locking out and second factors are written by django-allauth and django-axes, which offer no other place. It decides
nothing: each receiver hands on to a service.
"""

from __future__ import annotations

from typing import Any

import axes.signals  # noqa: F401 - so that its receivers come before ours
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_used
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from lianheng.web.access import arrivals
from lianheng.web.access.lockout import counted_name
from lianheng.web.access.proof import prove


@receiver(user_logged_in)
def signed_in(request: Any, user: Any, **_: Any) -> None:
    arrivals.note_sign_in(request, user)


@receiver(user_logged_out)
def signed_out(request: Any, user: Any, **_: Any) -> None:
    if user is not None:
        arrivals.note_sign_out(request, user)


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    """axes, whose receiver was connected when it was imported above, has counted this failure by now."""
    name = counted_name(request, credentials)
    arrivals.note_failure(request, name, credentials.get("means", "password"))
    if getattr(request, "axes_failures_since_start", None) is not None and request.axes_locked_out:
        arrivals.note_lock_out(request, name)


@receiver(authentication_failed)
def factor_refused(request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """A wrong code is a failure to sign in like a wrong password, and counts towards the same lock."""
    told = {"username": user.username, "means": authenticator.type}
    user_login_failed.send(sender=__name__, credentials=told, request=request)


@receiver(authenticator_used)
def factor_used(request: Any, authenticator: Authenticator, **_: Any) -> None:
    prove(request, authenticator)


@receiver(authenticator_added)
def factor_proven_by_adding(request: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        prove(request, authenticator)


@receiver(post_save, sender=Authenticator)
def factor_added(instance: Authenticator, created: bool, **_: Any) -> None:
    """The table's own signals, in the transaction of the change; allauth's come after it."""
    if created:
        arrivals.note_factor(context.request, "access.add_factor", instance.user, instance.type)


@receiver(post_delete, sender=Authenticator)
def factor_removed(instance: Authenticator, **_: Any) -> None:
    arrivals.note_factor(context.request, "access.remove_factor", instance.user, instance.type)


@receiver(social_account_added)
def sign_on_linked(request: Any, sociallogin: Any, **_: Any) -> None:
    linked = sociallogin.account
    arrivals.note_factor(request, "access.link_sign_on", linked.user, linked.provider)


@receiver(social_account_removed)
def sign_on_unlinked(request: Any, socialaccount: Any, **_: Any) -> None:
    arrivals.note_factor(request, "access.unlink_sign_on", socialaccount.user, socialaccount.provider)
