"""The generated columns by which tags of the cards are counted and filtered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Lower, Replace


def tag_keys(name: str) -> models.GeneratedField:
    """A column with the pieces of the enumeration in another one, as `registry.tags` cuts it."""
    return models.GeneratedField(
        expression=keys_of_column(name), output_field=ArrayField(TextField()), db_persist=True
    )


def keys_of_column(name: str) -> Func:
    """`keys_of` a column, for a generated one; repeats stay."""
    folded = Replace(Lower(F(name)), Value("ё"), Value("е"))
    spaced = Func(folded, Value(r"[ \t]+"), Value(" "), Value("g"), function="regexp_replace")
    trimmed = Func(spaced, Value(" \t\r\n."), function="btrim")
    return Func(
        Func(
            trimmed,
            Value(r"[ .]*[,;\r\n]+[ ]*"),
            function="regexp_split_to_array",
        ),
        Value(""),
        function="array_remove",
        output_field=ArrayField(TextField()),
    )
