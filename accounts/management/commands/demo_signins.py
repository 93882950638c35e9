"""Prints the sign-ins of the demonstration school."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.queries import demo_signins


class Command(BaseCommand):
    help = "Print role, e-mail and password of each demonstration account."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = demo_signins()
        width = max((len(str(row.title)) for row in rows), default=0)
        for row in rows:
            self.stdout.write(f"{row.title!s:<{width}}  {row.email}  {row.password}")
