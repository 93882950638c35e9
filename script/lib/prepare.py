"""What ``script/server`` does before it serves, in one process: importing Django is what costs."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command, get_commands


def main() -> int:
    """Progress goes to the error output; the output proper is the list of demo sign-ins, if any."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        # With DEBUG the files are served from where they lie.
        call_command("collectstatic", interactive=False, verbosity=0)
    commands = get_commands()
    if os.environ.get("MENTORING_DEMO") == "1" and "create_demo" in commands:
        call_command("create_demo", stdout=sys.stderr)
        call_command("demo_signins")
    return 0
