"""The first evening: a link by which somebody becomes the administrator of a school."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.actions import invite_person
from accounts.choices import Role
from core.errors import DomainError
from core.i18n import gettext as _
from schools.models import School


class Command(BaseCommand):
    help = "Invite an administrator to a school; prints the one-time link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name of the school in addresses")
        parser.add_argument("email")
        parser.add_argument("--url", default="http://localhost:8000", help="address of the site")

    def handle(self, *args: Any, **options: Any) -> None:
        school = School.objects.filter(slug=options["slug"]).first()
        if school is None:
            raise CommandError(_("{School:genitive} «%s» нет.") % options["slug"])
        try:
            issued = invite_person(
                school, actor=None, email=options["email"], role=Role.ADMINISTRATOR
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        path = reverse("accounts:invitation_accept", args=[issued.token])
        self.stdout.write(f"{options['url'].rstrip('/')}{path}")
