"""The scale of questionnaires, which was 1 to 10 for everybody, is a rule of the act."""

from typing import Any

from django.db import migrations

KEYS = {"survey.scale_from": 1, "survey.scale_to": 10}


def forwards(apps: Any, schema_editor: Any) -> None:
    for regulation in apps.get_model("schools", "Regulation").objects.all():
        if regulation.texts.get("surveys"):
            regulation.rules |= {key: {"value": value} for key, value in KEYS.items()}
            regulation.save(update_fields=["rules"])


def backwards(apps: Any, schema_editor: Any) -> None:
    for regulation in apps.get_model("schools", "Regulation").objects.all():
        for key in KEYS:
            regulation.rules.pop(key, None)
        regulation.save(update_fields=["rules"])


class Migration(migrations.Migration):
    dependencies = [("schools", "0007_result_by_its_name")]

    operations = [migrations.RunPython(forwards, backwards)]
