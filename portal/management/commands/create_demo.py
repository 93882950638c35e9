"""`create_demo`: the demonstration school, the first time it is called."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.school import SLUG, make_demo_school
from schools.models import School


class Command(BaseCommand):
    help = "Make the demonstration school with made-up people, unless it is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MENTORING_DEMO:
            raise CommandError(
                "MENTORING_DEMO is off: made-up accounts don't belong on this server."
            )
        if School.objects.filter(slug=SLUG).exists():
            self.stdout.write("The demonstration school is there.")
            return
        school = make_demo_school(timezone.localdate())
        self.stdout.write(
            f"Made {school.short_name}: {school.people.count()} people, "
            f"{school.pairs.count()} pairs, {school.orders.count()} orders."
        )
