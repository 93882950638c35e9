"""allauth's door, closed: an account comes from an invitation only."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.i18n import gettext_lazy as _

from .choices import is_made_up_email
from .models import User


class ClosedAccountAdapter(DefaultAccountAdapter):
    """No sign-up; made-up accounts, whose password all know, only in a demonstration."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Почта или пароль не подходят."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are axes' business; allauth's own limit stays for wrong codes."""

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if is_made_up_email(user.email) and not settings.MENTORING_DEMO:
            user.is_active = False  # for this request: refused as an account that is switched off
        return super().pre_login(request, user, **kwargs)
