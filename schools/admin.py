"""The service pages show schools; changes go through the settings pages."""

from __future__ import annotations

from django.contrib import admin

from core.admin import ReadOnlyAdmin

from .models import School


@admin.register(School)
class SchoolAdmin(ReadOnlyAdmin):
    list_display = ["short_name", "slug", "city", "is_demo"]
    search_fields = ["name", "slug"]
