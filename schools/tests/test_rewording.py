"""What nobody has changed follows the words of a school; what people have typed stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.audit import timeline
from core.models import AuditEvent
from pairing.testing import make_pair
from schools.actions import (
    close_programme,
    create_school,
    finish_stage,
    new_version,
    save_form,
    save_stage,
    save_term,
    save_terms,
    update_school,
)
from schools.choices import OrganisationKind
from schools.models import Programme, Regulation, School
from schools.presets import load_preset

pytestmark = pytest.mark.django_db
COLLEGE = OrganisationKind.COLLEGE
REASON = "completion.reasons"


@pytest.fixture
def school() -> School:
    return create_school(load_preset("r145"), slug="fresh", actor=None)


@pytest.fixture
def programme(school: School) -> Programme:
    return school.programmes.get()


def become_college(school: School, **values: Any) -> School:
    return update_school(school, actor=None, kind=COLLEGE, **values)


def act_of(school: School) -> Regulation:
    return school.regulations.get()


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def kept(school: School) -> list[Any]:
    """Everything that was copied from the preset, in the order of the database."""
    names = ("rules", "texts", "stamps")
    tables = (
        school.regulations.values(*names),
        school.forms.order_by("pk").values(),
        school.directions.order_by("pk").values(),
        school.signatories.values("post"),
        school.programmes.get().stages.order_by("number").values(),
        school.programmes.values("reporting_documents"),
        school.surveys.order_by("pk").values("title", "intro"),
        school.surveys.order_by("pk", "questions__number").values("questions__text"),
        school.programmes.order_by("measurements__number").values("measurements__title"),
    )
    return [list(table) for table in tables]


def test_forms_of_a_school_that_becomes_a_college_are_those_of_students(school: School) -> None:
    become_college(school)

    forms = school.forms.order_by("pk").values_list("name", "mentor_kind", "mentee_kind")
    assert list(forms) == [
        ("преподаватель – студент", "staff", "student"),
        ("студент – студент", "student", "student"),
        ("преподаватель – преподаватель", "staff", "staff"),
        ("работодатель – студент", "employer", "student"),
        ("студент – ученик", "student", "pupil"),
    ]


def test_rules_of_a_school_that_becomes_a_college_let_students_take_part(school: School) -> None:
    become_college(school)

    value = act_of(school).rules["participants.mentee_kinds"]["value"]
    assert value == ["pupil", "student", "staff"]


def test_rules_follow_a_word_of_the_school(school: School) -> None:
    save_terms(school, actor=None, terms={"mentee": "стажёр"})

    titles = [row["title"] for row in act_of(school).rules[REASON]["value"]]
    assert "по инициативе стажёра" in titles


def test_everything_is_as_if_the_school_had_always_been_a_college(school: School) -> None:
    become_college(school)
    begun = create_school(load_preset("r145"), slug="begun", kind=COLLEGE, actor=None)

    def plain(rows: list[Any]) -> list[Any]:
        own = ("id", "school_id", "programme_id", "created_at", "updated_at")
        return [[{k: v for k, v in row.items() if k not in own} for row in part] for part in rows]

    assert plain(kept(school)) == plain(kept(begun))


def test_changing_back_returns_everything(school: School) -> None:
    before = kept(school)
    become_college(school)
    update_school(school, actor=None, kind=OrganisationKind.SCHOOL)

    def timeless(rows: list[Any]) -> list[Any]:
        return [[{k: v for k, v in row.items() if k != "updated_at"} for row in p] for p in rows]

    assert timeless(kept(school)) == timeless(before)


def test_taking_the_usual_word_back_returns_everything(school: School) -> None:
    before = written(act_of(school).texts)
    save_terms(school, actor=None, terms={"curator": "тьютор"})
    assert written(act_of(school).texts) != before

    save_term(school, actor=None, code="curator", term=None)

    assert written(act_of(school).texts) == before


def test_stages_and_documents_of_the_programme_follow(programme: Programme) -> None:
    save_terms(programme.school, actor=None, terms={"mentee": "стажёр", "mentor": "шеф"})

    programme.refresh_from_db()
    titles = programme.stages.values_list("title", flat=True)
    assert {"Формирование базы стажёров", "Формирование базы шефов"} <= set(titles)
    assert "под руководством шефа" in programme.reporting_documents


def test_a_stage_that_is_done_stays(programme: Programme) -> None:
    finish_stage(programme, 2, actor=None)

    save_terms(programme.school, actor=None, terms={"mentee": "стажёр"})

    assert programme.stages.get(number=2).title == "Формирование базы наставляемых"


def test_a_programme_that_is_over_stays(programme: Programme) -> None:
    with clock.on(programme.ends_on):
        close_programme(programme, actor=None)

    save_terms(programme.school, actor=None, terms={"mentee": "стажёр"})

    assert programme.stages.get(number=2).title == "Формирование базы наставляемых"
    assert "стажёр" not in written(act_of(programme.school).rules)


def test_what_a_person_wrote_into_a_stage_stays_and_the_rest_of_it_follows(
    programme: Programme,
) -> None:
    stage = programme.stages.get(number=2)
    save_stage(stage, actor=None, title="База наставляемых завода")

    save_terms(programme.school, actor=None, terms={"mentee": "стажёр", "curator": "тьютор"})

    stage.refresh_from_db()
    assert (stage.title, stage.responsible) == ("База наставляемых завода", "тьютор")


def test_a_rule_that_a_person_changed_stays(school: School) -> None:
    act = act_of(school)
    own = {"value": "Курсы наставника", "clause": "2.1"}
    rules = {**act.rules, "training.mode": own}
    new_version(act, actor=None, reason="протокол", rules=rules)

    save_terms(school, actor=None, terms={"mentor": "шеф"})

    newest = school.regulations.order_by("version").last()
    assert newest is not None
    assert newest.rules["training.mode"] == own
    assert newest.rules["plan.title"]["value"].endswith("под руководством шефа")


def test_a_form_that_a_person_renamed_keeps_its_name(school: School) -> None:
    form = school.forms.get(code="pupil-pupil")
    save_form(school, actor=None, form=form, name="старший – младший")

    become_college(school)

    form.refresh_from_db()
    assert form.name == "старший – младший"


def test_a_form_keeps_its_name_where_another_is_called_as_it_would_be(school: School) -> None:
    save_form(
        school,
        actor=None,
        name="студент – студент",
        mentor_kind="student",
        mentee_kind="student",
        role_models=[],
    )

    become_college(school)

    assert school.forms.get(code="pupil-pupil").name == "ученик – ученик"


def test_the_act_under_which_a_pair_has_begun_stays_with_its_road_map(
    programme: Programme,
) -> None:
    make_pair(programme.school)
    act, stages = act_of(programme.school), list(programme.stages.values())

    become_college(programme.school)

    after = act_of(programme.school)
    assert (after.rules, after.texts) == (act.rules, act.texts)
    assert list(programme.stages.values()) == stages


def test_kinds_of_a_form_stay_where_a_pair_has_begun_and_its_name_follows(school: School) -> None:
    make_pair(school)

    become_college(school)

    form = school.forms.get(code="pupil-pupil")
    assert (form.name, form.mentee_kind) == ("студент – студент", "pupil")


def test_a_text_for_which_a_word_is_too_long_stays(school: School) -> None:
    forms = ["т" * 90] * 6
    long = {"singular": forms, "plural": forms, "gender": "m"}
    save_terms(school, actor=None, terms={"teacher": long})

    assert school.forms.get(code="teacher-teacher").name == "учитель – учитель"


def test_one_row_of_the_trail_tells_what_followed_and_who_did_it(
    school: School, director: Any
) -> None:
    update_school(school, actor=director, kind=COLLEGE)

    event = AuditEvent.objects.get(verb="schools.reword")
    assert event.actor == director
    assert "формы – 4" in event.text
    assert event in timeline(act_of(school))


def test_other_data_of_the_school_reword_nothing(school: School) -> None:
    update_school(school, actor=None, city="г. Мартен")

    assert not AuditEvent.objects.filter(verb="schools.reword").exists()


def test_a_word_that_no_preset_says_leaves_no_trace_of_rewording(school: School) -> None:
    save_terms(school, actor=None, terms={"guardian": "опекун"})

    assert not AuditEvent.objects.filter(verb="schools.reword").exists()


def test_the_acts_of_another_school_stay(school: School) -> None:
    other = create_school(load_preset("r145"), slug="other", actor=None)
    before = written(act_of(other).rules)

    become_college(school)

    assert written(act_of(other).rules) == before
    assert other.forms.filter(name="ученик – ученик").exists()


def test_an_act_of_a_preset_that_is_gone_stays(school: School) -> None:
    school.regulations.update(preset="gone")
    before = act_of(school).rules

    become_college(school)

    assert act_of(school).rules == before


def test_the_page_of_the_school_tells_what_followed(signed_in: Any, school: School) -> None:
    client = signed_in(make_user(Role.ADMINISTRATOR, school))
    data = {"kind": "college", "name": school.name, "short_name": "Колледж", "city": school.city}

    page = client.post(reverse("schools:school_update"), data, follow=True).content.decode()

    assert "Заодно пересказаны вашими словами: правила – " in page


def test_the_page_of_words_tells_what_followed(signed_in: Any, school: School) -> None:
    save_terms(school, actor=None, terms={"curator": "тьютор"})
    client = signed_in(make_user(Role.ADMINISTRATOR, school))

    url = reverse("schools:term_reset", args=["curator"])
    page = client.post(url, follow=True).content.decode()

    assert "Заодно пересказаны вашими словами: правила – " in page


def test_the_command_makes_a_college_of_a_general_preset() -> None:
    call_command("load_school", "r145", "--slug", "college", "--kind", "college")

    school = School.objects.get()
    assert school.kind == COLLEGE
    assert school.forms.filter(name="студент – студент").exists()


def test_the_command_names_the_kinds_that_there_are() -> None:
    with pytest.raises(CommandError, match="college"):
        call_command("load_school", "r145", "--kind", "university")

    assert not School.objects.exists()
