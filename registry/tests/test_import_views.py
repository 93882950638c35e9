"""Pages of the import: what is shown before anything is written, and every button."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.choices import JobState
from core.models import Job
from core.testing import queries_of
from registry.actions import apply_import, check_file
from registry.choices import Base, ImportState
from registry.models import Consent, ImportBatch, MenteeCard, Person
from registry.testing import make_mentee
from schools.models import School

from .spreadsheets import MENTEE_HEAD, mentee, mentees_book, workbook

FIRST, SECOND = "Пробная Анна Ильинична", "Второв Пётр Львович"
LIST, CREATE = reverse("registry:import_list"), reverse("registry:import_create")


@pytest.fixture
def client(curator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(curator)


def check(school: School, *rows: Any, actor: Any = None) -> ImportBatch:
    return check_file(
        school,
        base=Base.MENTEES,
        filename="база.xlsx",
        content=mentees_book(*rows),
        actor=actor,
    )


def page(client: Client, batch: ImportBatch, **params: str) -> str:
    response = client.get(batch.get_absolute_url(), params)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, batch: ImportBatch, action: str, **data: str) -> Any:
    return client.post(reverse(f"registry:import_{action}", args=[batch.pk]), data)


def upload(client: Client, content: bytes, base: str = Base.MENTEES) -> Any:
    file = SimpleUploadedFile("наша база.xlsx", content)
    return client.post(CREATE, {"base": base, "file": file})


def test_an_empty_list_leads_to_the_first_file(client: Client) -> None:
    text = client.get(LIST).content.decode()

    assert "Загрузок ещё не было" in text
    assert CREATE in text


def test_the_list_shows_past_files_with_states_and_counts(client: Client, school: School) -> None:
    apply_import(check(school, mentee(FIRST)), actor=None)
    check(school, mentee(FIRST), mentee(""))

    text = client.get(LIST).content.decode()

    assert "загружен" in text
    assert "проверен" in text
    assert "с ошибками 1" in text


def test_the_list_takes_the_same_queries_for_1_and_for_many(client: Client, school: School) -> None:
    check(school, mentee(FIRST))
    client.get(LIST)
    one = queries_of(client, LIST)
    for _ in range(5):
        check(school, mentee(FIRST))

    assert queries_of(client, LIST) == one


def test_an_import_takes_the_same_queries_for_1_and_for_many_rows(
    client: Client, school: School
) -> None:
    one = check(school, mentee(FIRST))
    many = check(school, *[mentee(FIRST, year=1950 + n) for n in range(60)])
    client.get(one.get_absolute_url())

    assert queries_of(client, one.get_absolute_url()) == queries_of(client, many.get_absolute_url())


def test_the_page_of_a_new_file_explains_every_column(client: Client) -> None:
    text = client.get(CREATE, {"base": "mentors"}).content.decode()

    assert "Желаемый возраст наставляемых" in text
    assert "Направление наставничества" in text
    assert reverse("registry:import_template", args=["mentors"]) in text


def test_a_file_is_checked_and_its_page_shown(client: Client, school: School) -> None:
    response = upload(client, mentees_book(mentee(FIRST)))

    batch = ImportBatch.objects.get()
    assert response.url == batch.get_absolute_url()
    assert (batch.filename, batch.school) == ("наша база.xlsx", school)
    assert Person.objects.count() == 0
    assert FIRST in page(client, batch)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "Это файл PDF"),
        (b"", "Файл пустой"),
        (workbook([["Рост"], [1]]), "нет колонки «ФИО наставляемого»"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_on_the_form(
    client: Client, content: bytes, words: str
) -> None:
    response = upload(client, content)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert ImportBatch.objects.count() == 0


def test_a_file_over_the_limit_is_refused_on_the_form(client: Client, settings: Any) -> None:
    settings.IMPORT_MAX_FILE_BYTES = 1024**2

    response = upload(client, b"x" * (1024**2 + 1))

    assert "Файл больше 1 МБ" in response.content.decode()


def test_mistakes_are_shown_first_and_the_button_is_closed(client: Client, school: School) -> None:
    text = page(client, check(school, mentee(FIRST), mentee(SECOND, year=2031)))

    assert "Строки с ошибками" in text
    assert "C3" in text
    assert "«2031»" in text
    assert "этот год ещё не наступил" in text
    assert "от 1920 до" in text
    assert "Пока она есть, в базу не попадёт ничего" in text
    assert reverse("registry:import_workbook", args=[ImportBatch.objects.get().pk]) in text
    assert 'disabled aria-describedby="confirm-title"' in text


def test_changes_are_shown_before_and_after(client: Client, school: School) -> None:
    apply_import(check(school, mentee(FIRST)), actor=None)

    text = page(client, check(school, mentee(FIRST, place="9Б", form="учитель – учитель")))

    assert "<del>8А</del>" in text
    assert "<ins>9Б</ins>" in text
    assert "<del>учитель – ученик</del>" in text
    assert "<ins>учитель – учитель</ins>" in text


def test_every_tile_shows_its_rows(client: Client, school: School) -> None:
    make_mentee(school, last_name="Второв", first_name="Пётр", middle_name="Львович",
                birth_year=2011)  # fmt: skip
    batch = check(school, mentee(FIRST), mentee(FIRST), mentee(SECOND, year=2012), mentee(""))

    assert FIRST in page(client, batch, show="new")
    assert "Этот человек уже есть в строке 2" in page(client, batch, show="repeated")
    assert "без имени" in page(client, batch, show="wrong")
    assert "2011 г. р." in page(client, batch, show="asked")
    assert "Таких строк нет" in page(client, batch, show="same")
    assert "Строки с ошибками" in page(client, batch, show="nonsense")


def test_a_page_of_rows_is_turned_without_the_rest(client: Client, school: School) -> None:
    batch = check(school, *[mentee(FIRST, year=1950 + n) for n in range(60)])

    response = client.get(
        batch.get_absolute_url(), {"page": "2"}, headers={"HX-Request": "true", "HX-Target": "list"}
    )

    text = response.content.decode()
    assert "<html" not in text
    assert text.count("<tr>") == 1 + 10


def test_columns_that_are_not_loaded_are_named(client: Client, school: School) -> None:
    head = (*MENTEE_HEAD, "ФИО наставника", "Рост")
    content = workbook([head, [*mentee(FIRST), "Кто-то", 150]])
    batch = check_file(school, base=Base.MENTEES, filename="a.xlsx", content=content, actor=None)

    text = page(client, batch)

    assert "не узнана, не загрузится" in text
    assert "берётся из пары" in text


def test_text_of_the_file_is_escaped(client: Client, school: School) -> None:
    batch = check(school, mentee(FIRST, form="<script>alert(1)</script>"))

    assert "<script>alert(1)" not in page(client, batch)


@pytest.mark.django_db(transaction=True)
def test_confirming_writes_the_base_and_the_consents(signed_in: Callable[[User], Client]) -> None:
    from schools.testing import make_school  # noqa: PLC0415  the fixture is of one transaction

    school = make_school()
    curator = make_user(Role.CURATOR, school)
    client, batch = signed_in(curator), check(school, mentee(FIRST), actor=curator)

    response = post(client, batch, "apply", with_consents="on", consents_on="2026-09-01")

    job = client.get(response.url)
    assert "Добавлено: 1, изменено: 0." in job.content.decode()
    assert (Person.objects.count(), Consent.objects.count()) == (1, 2)
    text = page(client, batch)
    assert "добавлено 1, изменено 0" in text
    assert "Отменить загрузку" in text

    response = post(client, batch, "undo")

    assert client.get(response.url).status_code == 200
    assert Person.objects.count() == 0
    assert "Загрузка отменена" in page(client, batch)


def test_consents_need_a_date(client: Client, school: School) -> None:
    batch = check(school, mentee(FIRST))

    response = post(client, batch, "apply", with_consents="on")

    assert "Укажите дату" in client.get(response.url).content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportState.CHECKED


def test_a_date_without_the_tick_records_nothing(client: Client, school: School) -> None:
    batch = check(school, mentee(FIRST))

    post(client, batch, "apply", consents_on="2026-09-01")

    batch.refresh_from_db()
    assert batch.state == ImportState.APPLYING


def test_while_it_is_written_the_page_says_so(
    client: Client, school: School, curator: User
) -> None:
    batch = check(school, mentee(FIRST), actor=curator)
    post(client, batch, "apply")

    text = page(client, batch)

    assert "записываются в базу" in text
    assert "Как идёт загрузка" in text


def test_a_load_that_broke_down_can_be_confirmed_again(
    client: Client, school: School, curator: User
) -> None:
    batch = check(school, mentee(FIRST), actor=curator)
    post(client, batch, "apply")
    Job.objects.update(state=JobState.FAILED, message="Внутренняя ошибка.")

    text = page(client, batch)

    assert "Внутренняя ошибка." in text
    assert "Загрузить в базу" in text
    assert post(client, batch, "apply").url == Job.objects.latest("pk").get_absolute_url()
    assert Job.objects.count() == 2


def test_a_file_with_mistakes_is_refused_even_if_asked_for(client: Client, school: School) -> None:
    batch = check(school, mentee(""))

    response = post(client, batch, "apply")

    assert "строки с ошибками" in client.get(response.url).content.decode()


def test_a_file_can_be_checked_again(client: Client, school: School) -> None:
    batch = check(school, mentee(FIRST))
    apply_import(check(school, mentee(FIRST)), actor=None)

    post(client, batch, "recheck")

    batch.refresh_from_db()
    assert batch.counts["same"] == 1
    assert "нет ничего нового" in page(client, batch)


def test_a_file_can_be_forgotten(client: Client, school: School) -> None:
    batch = check(school, mentee(FIRST))

    response = post(client, batch, "discard")

    assert response.url == LIST
    assert ImportBatch.objects.count() == 0


def test_an_undo_that_is_refused_says_why(client: Client, school: School, curator: User) -> None:
    batch = apply_import(check(school, mentee(FIRST), actor=curator), actor=curator)
    MenteeCard.objects.update(request="другое")

    post(client, batch, "undo")

    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED


def test_the_marked_workbook_is_handed_over(client: Client, school: School) -> None:
    batch = check(school, mentee(""))

    response = client.get(reverse("registry:import_workbook", args=[batch.pk]))

    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert "имя не указано" in book.active["H2"].value


def test_a_file_that_nothing_is_kept_of_is_guessed_anew(client: Client, school: School) -> None:
    batch = check(school, mentee(""))
    ImportBatch.objects.update(columns={})

    response = client.get(reverse("registry:import_workbook", args=[batch.pk]))

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert "имя не указано" in book.active["H2"].value


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK nonsense"])
def test_a_file_that_is_gone_or_not_read_any_more_is_refused_in_words(
    client: Client, school: School, content: bytes
) -> None:
    batch = check(school, mentee(""))
    ImportBatch.objects.update(content=content, columns={}, told={})

    response = client.get(reverse("registry:import_workbook", args=[batch.pk]), follow=True)

    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]


@pytest.mark.parametrize("base", Base.values)
def test_the_empty_workbook_is_handed_over(client: Client, base: str) -> None:
    response = client.get(reverse("registry:import_template", args=[base]))

    head = [
        cell.value for cell in openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0][1]
    ]
    assert head[0] in ("ФИО наставника", "ФИО наставляемого")
    assert client.get(reverse("registry:import_template", args=["other"])).status_code == 404


def test_roles_that_do_not_keep_the_bases_may_not_import(
    school: School, director: User, signed_in: Callable[[User], Client]
) -> None:
    batch = check(school, mentee(FIRST))
    client = signed_in(director)

    for url in (LIST, CREATE, batch.get_absolute_url()):
        assert client.get(url).status_code == 403
    assert post(client, batch, "apply").status_code == 403


def test_an_import_of_another_school_is_not_found(other_school: School, client: Client) -> None:
    batch = check(other_school, mentee(FIRST))

    assert client.get(batch.get_absolute_url()).status_code == 404
    assert client.get(reverse("registry:import_workbook", args=[batch.pk])).status_code == 404
    for action in ("apply", "undo", "recheck", "discard"):
        assert post(client, batch, action).status_code == 404
