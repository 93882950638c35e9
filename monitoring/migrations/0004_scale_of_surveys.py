"""Which marks a questionnaire was sent with: those that have been sent count from 1 to 10."""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def note_scale(apps: Any, schema_editor: Any) -> None:
    apps.get_model("monitoring", "SurveyRequest").objects.update(scale_from=1, scale_to=10)


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0003_regulation_in_monitoring"),
        ("pairing", "0002_regulation_and_changes_of_pair"),
        ("registry", "0008_words_of_guardians"),
        ("schools", "0008_scale_of_surveys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="answer",
            name="answer_number_within_scale",
        ),
        migrations.AddField(
            model_name="surveyrequest",
            name="scale_from",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="surveyrequest",
            name="scale_to",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RunPython(note_scale, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("scale", "балл по шкале"),
                    ("yes_no", "да или нет"),
                    ("text", "текст"),
                    ("choice", "один вариант"),
                ],
                max_length=10,
                verbose_name="вид",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scale_from__isnull", True), ("scale_to__isnull", True)),
                    models.Q(
                        ("scale_from__isnull", False), ("scale_to__gt", models.F("scale_from"))
                    ),
                    _connector="OR",
                ),
                name="survey_request_scale_in_order",
            ),
        ),
    ]
