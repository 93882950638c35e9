"""Meetings keep the words of their kind; those noted before get the words they had."""

from typing import Any

from django.db import migrations

WORDS = {
    "first": "знакомство",
    "trial": "пробная рабочая",
    "planning": "планирование",
    "regular": "рабочая",
    "final": "итоговая",
}


def forwards(apps: Any, schema_editor: Any) -> None:
    meetings = apps.get_model("plans", "Meeting").objects
    for code, words in WORDS.items():
        meetings.filter(kind=code, title="").update(title=words)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_regulation_in_plans")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
