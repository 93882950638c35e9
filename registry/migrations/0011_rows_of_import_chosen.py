import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0010_consents_kept_and_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="is_left",
            field=models.BooleanField(default=False, verbose_name="не загружать"),
        ),
        migrations.AddField(
            model_name="importrow",
            name="left",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="importrow",
            name="new_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="batch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="registry.importbatch",
            ),
        ),
    ]
