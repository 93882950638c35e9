"""The programme of a year on paper."""

from __future__ import annotations

from documents.paper import Table
from orders.programme_paper import programme_blocks
from schools.models import Programme


def forms_in(programme: Programme) -> Table:
    return next(block for block in programme_blocks(programme) if isinstance(block, Table))


def test_a_form_without_role_models_has_a_dash_beside_one_that_has(programme: Programme) -> None:
    first, *others = programme.school.forms.order_by("pk")
    programme.school.forms.update(role_models=[])
    first.role_models = ["отличник – отстающий"]
    first.save()

    table = forms_in(programme)

    said = {row[0].lower(): row[-1] for row in table.rows}
    assert said[first.name.lower()] == "отличник – отстающий"
    assert all(said[form.name.lower()] == "–" for form in others if form.name.lower() in said)


def test_where_no_form_has_role_models_there_is_no_empty_column(programme: Programme) -> None:
    programme.school.forms.update(role_models=[])

    table = forms_in(programme)

    assert table.title == "Формы наставничества"
    assert "Ролевые модели" not in [column.title for column in table.columns]
