"""Makes a school from a preset, or says which presets there are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import DomainError
from core.i18n import gettext as _
from schools.actions import create_school
from schools.choices import OrganisationKind
from schools.presets import load_preset, preset_names


class Command(BaseCommand):
    help = "Create a school that lives by the regulation of a preset; prints its slug."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("preset", nargs="?", help="name of the preset, see --list")
        parser.add_argument("--slug", help="short name of the school in addresses")
        parser.add_argument(
            "--kind",
            default="",
            choices=OrganisationKind.values,
            help="what the organisation is, if not what the preset's is; it sets the words",
        )
        parser.add_argument("--list", action="store_true", help="print the presets, name first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for name in preset_names():
                self.stdout.write(f"{name}  {load_preset(name).title}")
            return
        if not options["preset"]:
            raise CommandError(_("Назовите образец: %s.") % ", ".join(preset_names()))
        try:
            preset = load_preset(options["preset"])
            slug = options["slug"] or preset.code
            school = create_school(preset, slug=slug, kind=options["kind"], actor=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(school.slug)
