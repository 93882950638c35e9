"""The programme of a year on paper."""

from __future__ import annotations

import pytest

from documents.paper import Annex, Column, Inner, Signature, Table
from orders import programme_paper as module
from orders.programme_paper import programme_blocks, programme_paper
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


def road_map_of(columns: int) -> tuple[Inner, ...]:
    return (Table(tuple(Column(f"Графа {n}") for n in range(columns)), (("слово",) * columns,)),)


@pytest.mark.parametrize(("columns", "stands"), [(5, "within"), (6, "behind, on its side")])
def test_a_wide_road_map_stands_behind_the_programme(
    programme: Programme, monkeypatch: pytest.MonkeyPatch, columns: int, stands: str
) -> None:
    table = road_map_of(columns)
    programme.stages.create(number=90, title="Подготовка")
    monkeypatch.setattr(module, "road_map_blocks", lambda _programme: table)

    paper = programme_paper(programme, Signature("Директор", "А. П. Иванова"))

    annexes = [block for block in paper.blocks if isinstance(block, Annex)]
    assert [(one.blocks, one.landscape) for one in annexes] == (
        [] if stands == "within" else [(table, True)]
    )
    assert (table[0] in paper.blocks) == (stands == "within")
    assert ("ответственные: приложение." in str(paper)) == (stands != "within")
