import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_orders_are_kept"),
        ("schools", "0008_scale_of_surveys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Emblem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "height",
                    models.PositiveSmallIntegerField(
                        choices=[(15, "15 мм"), (20, "20 мм"), (25, "25 мм"), (30, "30 мм")],
                        default=20,
                        verbose_name="высота",
                    ),
                ),
            ],
            options={
                "verbose_name": "эмблема школы",
                "verbose_name_plural": "эмблемы школ",
            },
        ),
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                ("kind", models.CharField(blank=True, max_length=50, verbose_name="вид приказа")),
                ("version", models.PositiveIntegerField(verbose_name="версия")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("tried", "проверяется"),
                            ("used", "действует"),
                            ("kept", "хранится"),
                        ],
                        default="tried",
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="файл")),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="загружен")),
            ],
            options={
                "verbose_name": "шаблон приказа",
                "verbose_name_plural": "шаблоны приказов",
                "ordering": ["kind", "-version"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "картинка бланка",
                "verbose_name_plural": "картинки бланков",
            },
        ),
        migrations.AddField(
            model_name="emblem",
            name="school",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="emblem",
                to="schools.school",
            ),
        ),
        migrations.AddField(
            model_name="papertemplate",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="paper_templates",
                to="schools.school",
            ),
        ),
        migrations.AddField(
            model_name="papertemplate",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="documents.papertemplate",
                verbose_name="шаблон школы",
            ),
        ),
        migrations.AddField(
            model_name="emblem",
            name="picture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.picture",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="picture",
            trigger=pgtrigger.compiler.Trigger(
                name="picture_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3629160ad2226a98af9ec392e9252066aef2d393",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_picture_stays_f90e4",
                    table="documents_picture",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.UniqueConstraint(
                fields=("school", "kind", "version"), name="template_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "used")),
                fields=("school", "kind"),
                name="template_one_in_use",
                violation_error_message="Для этого вида приказа уже есть действующий шаблон.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="papertemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="template_is_kept_as_it_was",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2df52bd1063d9aee3098163ff1f4416ea963d46d",
                    operation="UPDATE",
                    pgid="pgtrigger_template_is_kept_as_it_was_b2a39",
                    table="documents_papertemplate",
                    when="BEFORE",
                ),
            ),
        ),
        # The column has to be there before the trigger that names it.
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="document_is_a_snapshot",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="document_is_a_snapshot",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."owner" IS DISTINCT FROM (NEW."owner") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."check_code" IS DISTINCT FROM (NEW."check_code") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="88f35d97c5e09b83b72ed543cffdb1d4a19d01e8",
                    operation="UPDATE",
                    pgid="pgtrigger_document_is_a_snapshot_ed33c",
                    table="documents_document",
                    when="BEFORE",
                ),
            ),
        ),
    ]
