"""What ``script/server`` does before it serves, in one process: importing Django is what costs."""

import hashlib
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def main() -> int:
    """Progress goes to the error output; the output proper is the list of demo sign-ins, if any."""
    django.setup()
    if _has_migrations_to_run():
        call_command("migrate", interactive=False, verbosity=0)
    if os.environ.get("APP_DATABASE_URL"):
        call_command("grant_application")
    if not settings.DEBUG:
        # With DEBUG the files are served from where they lie.
        _collect_static()
    commands = get_commands()
    if os.environ.get("MENTORING_DEMO") == "1" and "create_demo" in commands:
        call_command("create_demo", stdout=sys.stderr)
        call_command("demo_signins")
    return 0


def _has_migrations_to_run() -> bool:
    """Asking takes a tenth of a second; ``migrate`` with nothing to do takes two."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _collect_static() -> None:
    """Every file is hashed and compressed: half a minute, so only when something has changed."""
    digest = hashlib.sha256()
    for locked in ("requirements.txt", "package-lock.json"):
        digest.update((settings.BASE_DIR / locked).read_bytes())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        digest.update(f"{path}:{path.stat().st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT.with_suffix(".collected")
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())
