"""`check_translations`: every text of the interface has its English; `--write` adds new ones."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentoring.messages import CATALOGUE, gather, untranslated


class Command(BaseCommand):
    help = "Compare the texts of the interface with the English catalogue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="put new texts into the catalogue")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        catalogue = gather()
        if write:
            catalogue.save(str(settings.BASE_DIR / CATALOGUE))
        missing = untranslated(catalogue)
        for text in missing:
            self.stdout.write(text)
        if missing:
            raise CommandError(f"{len(missing)} texts without English in {CATALOGUE}")
