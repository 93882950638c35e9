"""Filters that share what is only read, and nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import django_filters
import pytest
from django import forms
from django.http import QueryDict

from core.filters import FewFilter, Inputs, LightFilterSet
from schools.models import Direction


class Directions(LightFilterSet):
    name = django_filters.CharFilter(max_length=20)
    kind = django_filters.ChoiceFilter(choices=[("a", "А")], method="by_kind")
    number = FewFilter(field_name="pk", rows="numbers", empty_label="любой")
    reads = 0

    class Meta:
        model = Direction
        fields = ["name", "kind", "number"]

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(code=f"{self.request.prefix}{value}")

    def numbers(self) -> list[tuple[int, str]]:
        self.reads += 1
        return [(1, "один"), (2, "два")]


def asked(line: str = "", prefix: str = "") -> Directions:
    rows = Direction.objects.order_by()
    return Directions(QueryDict(line), rows, request=SimpleNamespace(prefix=prefix))


def test_what_one_request_changes_another_does_not_see() -> None:
    changed = asked()
    changed.filters["kind"].extra["choices"] = [("b", "Б")]
    del changed.filters["name"]

    assert list(changed.form.fields) == ["kind", "number"]
    assert ("a", "А") in list(asked().form.fields["kind"].choices)
    assert list(asked().form.fields) == ["name", "kind", "number"]


def test_a_method_is_called_of_the_filters_that_were_asked() -> None:
    first, second = asked("kind=a", "x"), asked("kind=a", "y")

    assert "xa" in str(first.qs.query)
    assert "ya" in str(second.qs.query)


def test_an_empty_address_filters_nothing() -> None:
    assert str(Directions(None, Direction.objects.order_by()).qs.query) == str(
        Direction.objects.order_by().query
    )


def test_rows_are_not_read_while_nobody_asks() -> None:
    filters = asked("name=x")
    filters.qs  # noqa: B018  the query is put together here

    assert filters.reads == 0


def test_rows_are_read_once() -> None:
    filters = asked("number=2")
    assert filters.is_valid()

    assert [words for _key, words in filters.form.fields["number"].choices] == [
        "любой",
        "один",
        "два",
    ]
    assert filters.reads == 1


def test_a_row_that_is_not_offered_is_refused_as_of_a_model() -> None:
    refused = forms.ModelChoiceField.default_error_messages["invalid_choice"]

    assert asked("number=3").form.errors["number"] == [refused]


@pytest.mark.parametrize(
    "field",
    [
        forms.CharField(max_length=20, widget=forms.TextInput({"class": "a", "readonly": True})),
        forms.CharField(required=False, widget=forms.TextInput({"disabled": False})),
        forms.IntegerField(min_value=0, max_value=9, required=False),
        forms.BooleanField(),
        forms.CharField(widget=forms.Textarea),
    ],
)
@pytest.mark.parametrize("value", [None, "", "<b>\"'&", 0, 5])
def test_an_input_is_written_as_django_writes_it(field: forms.Field, value: Any) -> None:
    widget = field.widget
    attrs = {"id": "id_x", **field.widget_attrs(widget)}

    assert widget.render("x", value, attrs, Inputs()) == widget.render("x", value, attrs)
