"""allauth's forms with our words, and two rules of ours: a code serves once, and guessing the present password is counted."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.db import transaction

from lianheng.web.shell.words import words

PASSWORD = words("密码", "Password")
CODE = words("验证码", "Code")
KEY_NAME = words("名称", "Name")


class Worded(forms.Form):
    """Fields under our own labels, without placeholders that vanish while one types."""

    worded: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.worded.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class SignIn(Worded, LoginForm):
    worded: ClassVar[dict[str, Any]] = {"login": words("账号", "Account"), "password": PASSWORD}


class ConfirmByPassword(Worded, ReauthenticateForm):
    worded: ClassVar[dict[str, Any]] = {"password": PASSWORD}


class ChangePassword(Worded, ChangePasswordForm):
    worded: ClassVar[dict[str, Any]] = {
        "oldpassword": words("原密码", "Present password"),
        "password1": words("新密码", "New password"),
        "password2": words("再输一次新密码", "New password again"),
    }

    def clean_oldpassword(self) -> str:
        """By the same way as signing in, so that failures count towards the lock."""
        password: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password

    def save(self) -> None:
        super().save()
        reauthenticate_by_password(
            context.request
        )  # just typed: a second factor may follow without asking again


class OnceOnly(Worded):
    """RFC 6238, 5.2: a code that was accepted is not accepted again. Kept in the database, which every process sees."""

    worded: ClassVar[dict[str, Any]] = {"code": CODE}

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:  # type: ignore[attr-defined]
            _spend(self.authenticator, code)  # type: ignore[attr-defined]
        return code


class SecondFactor(OnceOnly, factor_forms.AuthenticateForm):
    pass


class ConfirmBySecondFactor(OnceOnly, factor_forms.ReauthenticateForm):
    pass


class ActivateCodes(Worded, ActivateTOTPForm):
    worded: ClassVar[dict[str, Any]] = {"code": CODE}


class AddKey(Worded, AddWebAuthnForm):
    worded: ClassVar[dict[str, Any]] = {"name": KEY_NAME}


class RenameKey(Worded, EditWebAuthnForm):
    worded: ClassVar[dict[str, Any]] = {"name": KEY_NAME}


def _spend(factor: Authenticator, code: str) -> None:
    """Raises ValidationError for a code of a time step at or before one already used."""
    with transaction.atomic():
        stored = Authenticator.objects.select_for_update().get(pk=factor.pk)
        secret = decrypt(stored.data["secret"])
        steps = [at for at in yield_hotp_counters_from_time() if _is_code(code, secret, at)]
        if max(steps, default=-1) <= stored.data.get("spent", -1):
            raise get_adapter().validation_error("incorrect_code")
        stored.data["spent"] = max(steps)
        stored.save(update_fields=["data"])


def _is_code(code: str, secret: str, step: int) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))))
