import base64
import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.testing import queries_of
from documents.testing import text_of_pdf
from monitoring.models import Measurement, SurveyRequest, Swot
from monitoring.testing import (
    answer,
    make_active_pair,
    make_measurement,
    make_surveys,
    send,
)
from pairing.models import Pair
from schools.models import Programme, School

SignIn = Callable[[User], Client]


def test_the_figures_name_nobody(
    sent: list[SurveyRequest],
    pair: Pair,
    mentor: User,
    director: User,
    school: School,
    signed_in: SignIn,
) -> None:
    observer = make_user(Role.OBSERVER, school)
    for request in sent:
        answer(request)

    for user in (director, observer):
        client = signed_in(user)
        page = client.get(reverse("monitoring:figures")).content.decode()
        pictures = [
            base64.b64decode(part.split('"')[0]).decode()
            for part in page.split("data:image/svg+xml;base64,")[1:]
        ]
        export = client.get(reverse("monitoring:figures_export")).content
        cells = [
            str(cell.value)
            for sheet in openpyxl.load_workbook(io.BytesIO(export))
            for line in sheet.iter_rows()
            for cell in line
        ]
        text = "\n".join([page, *pictures, *cells])
        assert len(pictures) == 3
        for secret in ("Ученикова", "Наставляева", mentor.email, "Петрович"):
            assert secret not in text


def test_pictures_have_words_for_those_who_do_not_see_them(
    sent: list[SurveyRequest], director: User, signed_in: SignIn
) -> None:
    page = signed_in(director).get(reverse("monitoring:figures")).content.decode()

    assert 'alt="Охват, сколько участников в паре. обучающиеся: 1 из 1' in page
    assert "<table" in page


def test_without_a_programme_the_figures_say_so(
    school: School, director: User, signed_in: SignIn
) -> None:
    school.programmes.all().delete()

    page = signed_in(director).get(reverse("monitoring:figures")).content.decode()

    assert "Программы пока нет" in page


@pytest.mark.parametrize("name", ["figures", "survey_list", "measurements", "swot_list"])
def test_a_page_takes_the_same_queries_for_one_row_and_for_many(
    pair: Pair,
    school: School,
    programme: Programme,
    curator: User,
    signed_in: SignIn,
    name: str,
) -> None:
    send(programme)
    make_measurement(programme)
    client, url = signed_in(curator), reverse(f"monitoring:{name}")
    queries_of(client, url)
    one = queries_of(client, url)
    make_surveys(school, school.forms.get(code="teacher-teacher"))
    for number in range(4):
        make_active_pair(school, number=2)
        make_measurement(programme, number + 2)
    for request in send(programme):
        answer(request)

    assert queries_of(client, url) == one


def test_a_questionnaire_with_many_people_takes_the_queries_of_one(
    pair: Pair, school: School, programme: Programme, curator: User, signed_in: SignIn
) -> None:
    survey = answer(send(programme)[0]).survey
    client, url = signed_in(curator), survey.get_absolute_url()
    queries_of(client, url)
    one = queries_of(client, url)
    for _number in range(4):
        make_active_pair(school, number=2)
    for request in send(programme):
        answer(request)

    assert queries_of(client, url) == one


def test_the_table_takes_numbers_as_people_write_them(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1)
    make_measurement(programme, 2, before=3)
    url = reverse("monitoring:measurements")

    signed_in(curator).post(
        url, {"before_1": "1 200", "after_1": "12,5", "before_2": "", "after_2": "0"}
    )

    rows = list(Measurement.objects.values_list("before", "after"))
    assert rows == [(Decimal(1200), Decimal("12.5")), (None, Decimal(0))]


def test_a_wrong_number_is_named_and_the_others_stay(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1)
    make_measurement(programme, 2, is_percent=True)

    response = signed_in(curator).post(
        reverse("monitoring:measurements"),
        {"before_1": "много", "after_1": "-1", "before_2": "101", "after_2": "40"},
    )

    assert sorted(response.context["form"].errors) == ["after_1", "before_1", "before_2"]
    assert 'value="40"' in response.content.decode()
    assert not Measurement.objects.filter(after__isnull=False).exists()


def test_the_table_is_printed_as_the_form_has_it(
    programme: Programme, director: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1, title="Кружки", before=10, after=15)
    make_measurement(programme, 2, title="Проекты", before=0, after=4)

    response = signed_in(director).get(reverse("monitoring:measurements_pdf"))
    text = text_of_pdf(response.content)

    assert "Разница (z = x - y)" in text
    assert "1. Кружки 10 15 −5 −50" in text
    assert "2. Проекты 0 4 −4 —" in text
    assert "рост" not in text


def test_the_page_says_in_words_what_the_minus_means(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1, before=10, after=15)

    page = signed_in(curator).get(reverse("monitoring:measurements")).content.decode()

    assert "−50" in page
    assert "рост, лучше" in page


def test_a_curator_fills_the_swot_and_the_director_reads_and_prints_it(
    school: School, programme: Programme, curator: User, director: User, signed_in: SignIn
) -> None:
    form = school.forms.all()[0]
    texts = {"strengths": "Опыт", "weaknesses": "Время", "opportunities": "Завод", "threats": "Нет"}
    url = reverse("monitoring:swot_update", args=[form.pk])
    signed_in(curator).post(url, texts)
    client = signed_in(director)

    assert Swot.objects.get(programme=programme, form=form).opportunities == "Завод"
    assert "Завод" in client.get(reverse("monitoring:swot_list")).content.decode()
    assert client.get(url).status_code == 403
    pdf = client.get(reverse("monitoring:swot_pdf", args=[form.pk])).content
    assert "Внешние Возможности Завод Угрозы Нет" in text_of_pdf(pdf)


@pytest.mark.parametrize("name", ["measurements_docx", "swot_docx"])
def test_papers_are_given_for_word_as_well(
    school: School, programme: Programme, curator: User, signed_in: SignIn, name: str
) -> None:
    args = [school.forms.all()[0].pk] if name == "swot_docx" else []

    response = signed_in(curator).get(reverse(f"monitoring:{name}", args=args))

    assert response.content[:2] == b"PK"
