from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError
from monitoring.actions import create_survey
from monitoring.choices import Side, SurveyStage
from monitoring.models import Survey
from monitoring.testing import make_survey
from schools.actions import save_form
from schools.choices import ParticipantKind
from schools.models import MentoringForm, School
from schools.testing import make_school

SignIn = Callable[[User], Client]


@pytest.fixture
def source(school: School) -> Survey:
    return make_survey(school)


@pytest.fixture
def own_form(school: School) -> MentoringForm:
    """A form that no preset knows."""
    return save_form(
        school,
        actor=None,
        name="мастер – стажёр",
        mentor_kind=ParticipantKind.STAFF,
        mentee_kind=ParticipantKind.STUDENT,
        role_models=[],
        is_active=True,
    )


def create(school: School, form: MentoringForm, source: Survey | None = None) -> Survey:
    return create_survey(
        school,
        form=form,
        side=Side.MENTEE,
        stage=SurveyStage.ENTRY,
        title="Как начинается смена",
        source=source,
        actor=None,
    )


def test_a_form_of_the_schools_own_gets_a_questionnaire(
    school: School, own_form: MentoringForm
) -> None:
    survey = create(school, own_form)

    assert (survey.form, survey.questions.count()) == (own_form, 0)


def test_the_questions_of_another_questionnaire_are_taken_over(
    school: School, own_form: MentoringForm, source: Survey
) -> None:
    survey = create(school, own_form, source)

    names = ("number", "code", "text", "kind", "options", "is_required", "depends_on__number")
    assert list(survey.questions.values(*names)) == list(source.questions.values(*names))


def test_a_question_asked_after_a_yes_depends_on_its_own_questionnaire(
    school: School, own_form: MentoringForm, source: Survey
) -> None:
    survey = create(school, own_form, source)

    asked = survey.questions.exclude(depends_on=None)
    assert {row.depends_on.survey for row in asked} == {survey}


def test_a_second_questionnaire_for_the_same_form_side_and_stage_is_refused(
    school: School, own_form: MentoringForm
) -> None:
    create(school, own_form)

    with pytest.raises(DomainError, match="уже есть"):
        create(school, own_form)


def test_the_curator_makes_a_questionnaire_on_the_page(
    signed_in: SignIn, curator: User, own_form: MentoringForm, source: Survey
) -> None:
    data = {
        "form": own_form.pk,
        "side": "mentor",
        "stage": "exit",
        "title": "Итог смены",
        "source": source.pk,
    }

    response = signed_in(curator).post(reverse("monitoring:survey_create"), data)

    survey = Survey.objects.get(form=own_form)
    assert response.headers["Location"] == survey.get_absolute_url()


def test_questions_of_another_school_are_not_on_offer(
    signed_in: SignIn, curator: User, own_form: MentoringForm
) -> None:
    foreign = make_survey(make_school())
    data = {
        "form": own_form.pk,
        "side": "mentor",
        "stage": "exit",
        "title": "Итог смены",
        "source": foreign.pk,
    }

    signed_in(curator).post(reverse("monitoring:survey_create"), data)

    assert not Survey.objects.filter(form=own_form).exists()
