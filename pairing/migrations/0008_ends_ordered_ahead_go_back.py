from django.db import migrations


def end_what_is_ordered(apps, schema_editor):
    """As it was before: what an order ends is over with its signature."""
    pairs = apps.get_model("pairing", "Pair").objects.filter(
        state="active", closes_on__isnull=False
    )
    members = apps.get_model("pairing", "PairMember").objects.filter(is_binding=True)
    members.filter(pair__in=pairs.values("pk")).update(is_binding=False)
    members.filter(leaves_on__isnull=False, pair__state="active").update(is_binding=False)
    changes = apps.get_model("pairing", "PairChange").objects.filter(state="ordered")
    reasons = dict(changes.exclude(kind="leaving").values_list("pair_id", "reason"))
    changes.update(state="done")
    for pair in pairs:
        pair.state = "ended_early" if pair.closes_on < pair.ends_on else "completed"
        pair.end_reason = reasons.get(pair.pk, "")
        pair.save(update_fields=["state", "end_reason"])


class Migration(migrations.Migration):
    dependencies = [("pairing", "0007_ends_ordered_ahead")]

    operations = [migrations.RunPython(migrations.RunPython.noop, end_what_is_ordered)]
