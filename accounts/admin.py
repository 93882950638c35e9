"""The service pages show accounts; changes go through the actions of the application."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from core.admin import ReadOnlyAdmin
from core.i18n import gettext_lazy as _

from .models import Membership, User

# The service pages are entered by the same door: with the lock and the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = _("Наставничество")


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["email", "last_name", "first_name", "is_active", "last_login"]
    search_fields = ["email", "last_name"]
    fields = ["email", "last_name", "first_name", "middle_name", "is_active", "last_login"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "school", "role", "valid_from", "valid_to"]
    list_select_related = ["user", "school"]
    list_filter = ["role"]
