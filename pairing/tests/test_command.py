import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pairing.models import ProposalRun
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


def run(*args: str) -> str:
    out = StringIO()
    call_command("propose_pairs", *args, stdout=out)
    return out.getvalue()


def test_pairs_and_leftovers_as_json(school: School) -> None:
    mentor = make_mentor(school, last_name="Иванов", competencies="подготовка к олимпиадам")
    mentee = make_mentee(school, last_name="Петров", request="подготовиться к олимпиаде")
    other = make_mentee(school, last_name="Яшин", form=school.forms.get(code="teacher-teacher"))

    found = json.loads(run(school.slug, "--json"))

    assert [(pair["mentor_id"], pair["mentee_id"]) for pair in found["pairs"]] == [
        (mentor.pk, mentee.pk)
    ]
    pair = found["pairs"][0]
    assert pair["score"] == sum(reason["points"] for reason in pair["reasons"])
    assert found["leftovers"] == [
        {
            "person": "Яшин Иван Петрович",
            "person_id": other.person_id,
            "side": "mentee",
            "reasons": ["нет наставника с формой «учитель – учитель»"],
        }
    ]
    assert ProposalRun.objects.get().total_score == found["total_score"] == pair["score"]


def test_pairs_and_leftovers_as_text(school: School) -> None:
    make_mentor(school, last_name="Иванов")
    make_mentee(school, last_name="Петров")
    make_mentee(school, last_name="Яшин", form=school.forms.get(code="teacher-teacher"))

    text = run(school.slug)

    assert "Иванов Иван Петрович – Петров Иван Петрович" in text
    assert "+40 запрос «подтянуть математику» — в компетенциях «математика»" in text
    assert "Без пары: 1." in text
    assert "Яшин Иван Петрович: нет наставника с формой «учитель – учитель»" in text


def test_an_unknown_school_is_said_so(db: None) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        run("nowhere")


def test_a_school_without_a_programme_is_said_so(school: School, programme: Programme) -> None:
    programme.delete()

    with pytest.raises(CommandError, match="нет действующей программы"):
        run(school.slug)
