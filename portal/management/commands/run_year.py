"""`run_year SLUG`: play a year in an empty school and print what was made."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.errors import DomainError
from portal.demo.year import play_year
from schools.models import School


class Command(BaseCommand):
    help = "Play a year in an empty school through the actions that the pages call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        school = School.objects.filter(slug=slug).first()
        if school is None:
            raise CommandError(f"There is no school «{slug}».")
        try:
            with transaction.atomic():
                lines = play_year(school)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(lines))
