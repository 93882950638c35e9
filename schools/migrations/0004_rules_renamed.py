"""Rules that got another shape: roles as one list, points of monitoring with their kind."""

from typing import Any

from django.db import migrations

POINTS = {
    "entry": ("на входе", "entry"),
    "intermediate": ("промежуточный", "middle"),
    "exit": ("на выходе", "exit"),
    "final": ("итоговый", "final"),
}


def forwards(apps: Any, schema_editor: Any) -> None:
    for regulation in apps.get_model("schools", "Regulation").objects.all():
        rules = regulation.rules
        if entry := rules.pop("roles.coordinator_enabled", None):
            used = ["coordinator", "curator"] if entry["value"] else ["curator"]
            rules["roles.used"] = {**entry, "value": used}
        if entry := rules.get("monitoring.points"):
            entry["value"] = [
                {"code": code, "title": POINTS[code][0], "kind": POINTS[code][1]}
                for code in entry["value"]
            ]
        regulation.save(update_fields=["rules"])


def backwards(apps: Any, schema_editor: Any) -> None:
    for regulation in apps.get_model("schools", "Regulation").objects.all():
        rules = regulation.rules
        if entry := rules.pop("roles.used", None):
            rules["roles.coordinator_enabled"] = {
                **entry,
                "value": "coordinator" in entry["value"],
            }
        if entry := rules.get("monitoring.points"):
            codes = [point["code"] for point in entry["value"] if point["code"] in POINTS]
            if codes:
                entry["value"] = codes
            else:
                del rules["monitoring.points"]
        regulation.save(update_fields=["rules"])


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_regulation_in_full")]

    operations = [migrations.RunPython(forwards, backwards)]
