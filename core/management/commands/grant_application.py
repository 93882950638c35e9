"""After migrations: the role of web and worker may use what has been made."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.management.base import BaseCommand, CommandError

from core.database_role import grant_to


class Command(BaseCommand):
    help = "Lets the role of APP_DATABASE_URL write rows of this database, and nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        address = environ.Env().str("APP_DATABASE_URL", default="")
        parts = urlsplit(address)
        if not parts.username or not parts.password:
            raise CommandError("APP_DATABASE_URL has to name a role and its password")
        grant_to(unquote(parts.username), unquote(parts.password))
