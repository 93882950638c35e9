"""A process that imports one file and says how much memory that took, for `importing`."""

from __future__ import annotations

import os
import sys

import django


def main(path: str, database: str, rows: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings.base")
    django.setup()
    from django.db import connection  # noqa: PLC0415  after the set-up

    from .importing import import_alone  # noqa: PLC0415

    connection.settings_dict["NAME"] = database
    sys.stdout.write(f"{import_alone(path, int(rows))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
