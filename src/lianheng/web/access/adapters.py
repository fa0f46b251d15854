"""How allauth is bound to this house: no open doors, its words in both languages, and writes by services."""

from __future__ import annotations

import base64
import hmac
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lianheng.web.access.arrivals import note_failure
from lianheng.web.access.lockout import is_locked, locked_page
from lianheng.web.access.services import change_own_password
from lianheng.web.shell.words import words


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the system administrator, never by a visitor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": words(
            "账号或密码不正确。", "The account or the password is not right."
        ),
        "incorrect_password": words("密码不正确。", "The password is not right."),
        "enter_current_password": words("原密码不正确。", "The present password is not right."),
        "incorrect_code": words("验证码不正确，或已用过。", "The code is not right, or has been used."),
        "same_password": words(
            "新密码须与原密码不同。", "The new password must differ from the present one."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """The last step of every way in: a locked account is not let in by any of them."""
        if is_locked(request, user.username):
            raise ImmediateHttpResponse(locked_page(request))
        super().login(request, user)

    def clean_password(self, password: str, user: Any = None) -> str:
        if user is not None and user.check_password(password):
            raise self.validation_error("same_password")
        return str(super().clean_password(password, user))

    def set_password(self, user: Any, password: str) -> None:
        change_own_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie in the database under the site's key, so a copy of the database alone does not hold them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unreadable": words(
            "第二因素无法读取（站点密钥已更换）。请安全保密管理员解除后重新绑定。",
            "The second factor cannot be read: the site's key was changed. Ask the security administrator to remove it.",
        ),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            self._unreadable()

    def _unreadable(self) -> NoReturn:
        raise self.validation_error("unreadable")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on lets in those who have an account here and have linked it; it opens none."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": words(
            "该单点登录身份已关联其他账号。", "This identity is linked to another account."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """An identity that no account here has linked, or whose account is disabled, fails to sign in."""
        linked = sociallogin.user if sociallogin.is_existing else None
        if sociallogin.state.get("process") != "connect" and (linked is None or not linked.is_active):
            note_failure(request, linked.username if linked else "", sociallogin.account.provider)


def _box() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hmac.digest(key.encode(), b"second factor", "sha256")))
            for key in keys
        ]
    )
