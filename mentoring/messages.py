"""The texts of the interface and their English: gathered, compared with the catalogue."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
SOURCES = [*settings.HOUSE_APPS, "mentoring", "templates"]
CYRILLIC = re.compile("[А-Яа-яЁё]")


@contextlib.contextmanager
def _workbench() -> Iterator[Path]:
    """A folder of links to the sources with a copy of the catalogue, so that nothing is touched."""
    root = settings.BASE_DIR
    with tempfile.TemporaryDirectory() as name:
        bench = Path(name)
        for source in SOURCES:
            (bench / source).symlink_to(root / source)
        copy = bench / CATALOGUE
        copy.parent.mkdir(parents=True)
        if (root / CATALOGUE).exists():
            shutil.copy(root / CATALOGUE, copy)
        yield bench


def gather() -> polib.POFile:
    """The catalogue as it has to be for the sources of now: new texts empty, old ones gone."""
    with _workbench() as bench, contextlib.chdir(bench), override_settings(LOCALE_PATHS=[]):
        call_command(
            "makemessages",
            locale=["en"],
            symlinks=True,
            no_obsolete=True,
            no_location=True,
            ignore_patterns=["tests/*", "testing.py", "*.toml"],
            stdout=io.StringIO(),
            verbosity=0,
        )
        catalogue = polib.pofile(str(bench / CATALOGUE))
        # A head that counts as unsure is left out of the compiled catalogue, and its charset too.
        catalogue.metadata_is_fuzzy = False
        for entry in catalogue:
            # Braces are a school's words or what a template may name, never format fields.
            if "python-brace-format" in entry.flags:
                entry.flags.remove("python-brace-format")
                # Unsure only of the field that isn't there: the Russian is the same as before.
                if entry.fuzzy and entry.previous_msgid == entry.msgid:
                    entry.flags.remove("fuzzy")
                    entry.previous_msgid = None
        return catalogue


def untranslated(catalogue: polib.POFile) -> list[str]:
    """Russian texts without English, or with an unsure one."""
    return [
        entry.msgid
        for entry in catalogue
        if CYRILLIC.search(entry.msgid) and (not entry.translated() or entry.fuzzy)
    ]
