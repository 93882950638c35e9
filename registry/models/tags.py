"""The generated columns by which tags of the cards are counted and filtered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.functions import Lower, Replace


def tag_keys(name: str) -> models.GeneratedField:
    """A column with the pieces of the enumeration in another one, as `registry.tags` cuts it."""
    return models.GeneratedField(
        expression=keys_of_column(name), output_field=ArrayField(TextField()), db_persist=True
    )


def keys_of_column(name: str) -> Case:
    """`keys_of` a column, for a generated one; repeats stay. An empty one is quick."""
    kind = ArrayField(TextField())
    nothing = Value([], output_field=kind)
    return Case(When(**{name: ""}, then=nothing), default=_pieces_of(name), output_field=kind)


def _pieces_of(name: str) -> Func:
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
