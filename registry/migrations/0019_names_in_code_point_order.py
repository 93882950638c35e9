from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower, Replace, Upper


class Migration(migrations.Migration):
    dependencies = [("registry", "0018_names_wait_in_the_index")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="person_search_email"),
        migrations.RemoveIndex(model_name="person", name="person_search"),
        migrations.RemoveIndex(model_name="person", name="person_sort"),
        migrations.AlterField(
            model_name="person",
            name="name_key",
            field=models.CharField(db_collation="C", editable=False, max_length=320),
        ),
        migrations.AlterField(
            model_name="personevent",
            name="name_key",
            field=models.CharField(db_collation="C", editable=False, max_length=320),
        ),
        # A generated column is made anew.
        migrations.RemoveField(model_name="person", name="search_name"),
        migrations.AddField(
            model_name="person",
            name="search_name",
            field=models.GeneratedField(
                db_persist=True,
                expression=Replace(
                    Lower(Concat("last_name", Value(" "), "first_name", Value(" "), "middle_name")),
                    Value("ё"),
                    Value("е"),
                ),
                output_field=models.CharField(db_collation="C", max_length=310),
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["school", "search_name"], name="person_sort"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=GinIndex(
                OpClass("search_name", "gin_trgm_ops"),
                fastupdate=True,
                gin_pending_list_limit=16384,
                name="person_search",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=GinIndex(
                OpClass(Upper("email"), "gin_trgm_ops"),
                condition=~Q(email=""),
                name="person_search_email",
            ),
        ),
    ]
