"""Pages of programmes and of their road maps."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.testing import make_user
from schools.choices import ProgrammeState
from schools.models import Programme
from schools.proofs import MAX_PROOF_BYTES
from schools.testing import make_line, make_programme, make_regulation

PDF = b"%PDF-1.7 protocol"


def url(name: str, *args) -> str:
    return reverse(f"schools:{name}", args=args)


@pytest.fixture
def client_of(signed_in, school):
    return lambda role: signed_in(make_user(role, school))


@pytest.fixture
def office(client_of):
    return client_of(Role.COORDINATOR)


def text_of(response) -> str:
    return response.content.decode()


# --- programmes


def test_without_a_programme_the_page_tells_the_first_step(office, school, programme):
    programme.delete()

    page = office.get(url("programme_current"))

    assert page.status_code == 200
    assert url("programme_create") in text_of(page)


def test_the_first_step_is_not_offered_to_who_may_not_take_it(client_of, programme):
    programme.delete()

    assert url("programme_create") not in text_of(
        client_of(Role.DIRECTOR).get(url("programme_current"))
    )


def test_without_an_act_there_is_nothing_to_open_a_programme_under(office, school):
    school.programmes.all().delete()
    school.regulations.all().delete()

    assert "Нет положения" in text_of(office.get(url("programme_create")))


def sent(**fields):
    values = {
        "title": "Программа 2027/2028",
        "starts_on": "2027-09-01",
        "ends_on": "2028-05-31",
        "reporting_documents": "Отчёт",
        "is_planned": "on",
    }
    return values | fields


def test_a_programme_is_opened_under_the_act_that_was_chosen(office, school):
    act = make_regulation(school)

    response = office.post(f"{url('programme_create')}?act={act.pk}", sent())

    programme = act.programmes.get()
    assert response["Location"] == programme.get_absolute_url()
    assert programme.state == ProgrammeState.PLANNED


def test_an_act_of_another_school_opens_nothing(office, other_school):
    act = other_school.regulations.get()

    assert office.get(f"{url('programme_create')}?act={act.pk}").status_code == 404


def test_crossed_dates_are_told_at_the_field(office):
    page = office.post(url("programme_create"), sent(ends_on="2027-08-01"))

    assert page.context["form"].errors["ends_on"] == ["Окончание программы раньше начала."]


def test_the_next_year_is_shown_before_it_is_done(office, programme):
    make_line(programme)
    typed = sent(pairs="continue", road_map="carry")

    page = office.post(url("programme_continue", programme.pk), typed)
    assert "строк – 1" in text_of(page)
    assert Programme.objects.count() == 1

    office.post(url("programme_continue", programme.pk), typed | {"confirm": "1"})
    assert programme.continued_by.get().road_map_lines.count() == 1


def test_what_was_typed_for_the_next_year_comes_back_to_be_corrected(office, programme):
    typed = sent(pairs="close", road_map="act", back="1")

    page = office.post(url("programme_continue", programme.pk), typed)

    assert page.context["form"]["title"].value() == "Программа 2027/2028"


def test_closing_shows_what_is_left_first(office, programme):
    make_line(programme)

    page = office.get(url("programme_close", programme.pk))
    assert "Не отмечена выполненной 1 строка" in text_of(page)

    office.post(url("programme_close", programme.pk), {"day": timezone.localdate().isoformat()})
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.CLOSED


def test_all_programmes_stand_on_one_page(office, school, programme):
    make_programme(school, title="Вторая программа")

    page = text_of(office.get(url("programme_list")))

    assert "Вторая программа" in page
    assert programme.title in page


# --- the road map


def test_the_map_has_the_columns_and_the_states_of_its_lines(office, programme):
    programme.regulation.texts = {
        "road_map": {
            "title": "План мероприятий",
            "columns": [{"key": "title", "title": "Что делаем"}, {"key": "term", "title": "Когда"}],
        }
    }
    programme.regulation.save()
    make_line(programme, term_text="осенью", ends_on=datetime.date(2020, 10, 1))

    page = text_of(office.get(url("road_map", programme.pk)))

    for words in ("План мероприятий", "Что делаем", "Когда", "осенью", "срок прошёл"):
        assert words in page


def test_a_mentor_reads_the_map_without_ways_to_change_it(client_of, programme):
    line = make_line(programme, proof=True)

    page = text_of(client_of(Role.MENTOR).get(url("road_map", programme.pk)))

    assert line.title in page
    for name in ("road_map_line", "road_map_line_move", "road_map_proof_file"):
        assert url(name, line.pk) not in page


def test_a_line_of_another_school_is_not_found(office, other_school):
    line = make_line(other_school.programmes.get())

    for name in ("road_map_line", "road_map_line_update", "road_map_proof_file"):
        assert office.get(url(name, line.pk)).status_code == 404


def typed_line(line, **fields):
    form = {"title": line.title, "stage": line.stage_id, "seen": "", "number": line.number}
    return form | fields


def test_a_line_is_changed_on_its_page(office, programme):
    line = make_line(programme)

    office.post(
        url("road_map_line_update", line.pk),
        typed_line(line, title="Совещание", responsible="Директор", roles=["curator"]),
    )

    line.refresh_from_db()
    assert (line.title, line.responsible, line.roles) == ("Совещание", "Директор", ["curator"])


def test_who_saves_second_is_asked_once_and_keeps_what_was_typed(office, programme):
    line = make_line(programme)
    address = url("road_map_line_update", line.pk)
    seen = office.get(address).context["form"]["seen"].value()
    office.post(address, typed_line(line, seen=seen, title="Первая"))

    page = office.post(address, typed_line(line, seen=seen, title="Вторая"))
    assert "другой человек" in text_of(page)
    line.refresh_from_db()
    assert line.title == "Первая"

    again = page.context["form"]["seen"].value()
    office.post(address, typed_line(line, seen=again, title="Вторая"))
    line.refresh_from_db()
    assert line.title == "Вторая"


def test_a_line_is_marked_with_its_document_by_the_form(office, programme):
    line = make_line(programme)

    office.post(
        url("road_map_line_finish", line.pk),
        {
            "day": timezone.localdate().isoformat(),
            "file": SimpleUploadedFile("протокол.pdf", PDF),
        },
    )

    line.refresh_from_db()
    assert line.proof_name == "протокол.pdf"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("вирус.exe", b"MZ", "Такой файл приложить нельзя"),
        ("том.pdf", PDF + b"0" * 2 * MAX_PROOF_BYTES, "Файл больше 10 МБ"),
    ],
)
def test_a_wrong_file_is_refused_and_the_mark_with_it(office, programme, name, content, words):
    line = make_line(programme)

    page = office.post(
        url("road_map_line_finish", line.pk),
        {"day": timezone.localdate().isoformat(), "file": SimpleUploadedFile(name, content)},
        follow=True,
    )

    assert words in text_of(page)
    line.refresh_from_db()
    assert line.done_on is None


def test_the_document_is_saved_and_never_shown(office, programme):
    response = office.get(url("road_map_proof_file", make_line(programme, proof=True).pk))

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_line_without_a_document_has_none_to_give(office, programme):
    assert office.get(url("road_map_proof_file", make_line(programme).pk)).status_code == 404


# --- all lines at once


def table(page) -> dict[str, object]:
    """What the browser sends of the page of all lines when nothing is changed."""
    formset = page.context["formset"]
    data = {
        field.html_name: field.value() for field in formset.management_form.visible_fields()
    } | {field.html_name: field.value() for field in formset.management_form.hidden_fields()}
    for form in formset:
        data |= {field.html_name: field.value() or "" for field in form if field.name != "DELETE"}
    return data


@pytest.fixture
def lines(programme):
    return [make_line(programme, content="Первая\nвторая") for _number in range(3)]


def test_all_lines_are_edited_on_one_page(office, programme, lines):
    address = url("road_map_update", programme.pk)
    data = table(office.get(address))
    data |= {"lines-0-title": "Новое имя", "lines-1-DELETE": "on", "lines-TOTAL_FORMS": "4"}
    data |= {"lines-3-title": "Четвёртая", "lines-3-pk": "", "lines-3-seen": ""}

    office.post(address, data)

    titles = list(programme.road_map_lines.values_list("title", flat=True))
    assert titles == ["Новое имя", "Мероприятие 3", "Четвёртая"]


def test_nothing_changed_writes_nothing(office, programme, lines):
    address = url("road_map_update", programme.pk)
    data = table(office.get(address))
    # As a browser sends line breaks.
    data = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in data.items()
    }

    page = office.post(address, data, follow=True)

    assert "Ничего не изменилось" in text_of(page)


def test_lines_that_another_changed_are_kept_where_mine_is_untouched(office, programme, lines):
    address = url("road_map_update", programme.pk)
    data = table(office.get(address))
    lines[0].title = "Правка другого"
    lines[0].save()

    office.post(address, data | {"lines-2-title": "Моя правка"})

    titles = list(programme.road_map_lines.values_list("title", flat=True))
    assert titles == ["Правка другого", "Мероприятие 2", "Моя правка"]


def test_a_line_that_both_changed_is_told_and_saved_on_the_second_try(office, programme, lines):
    address = url("road_map_update", programme.pk)
    data = table(office.get(address)) | {"lines-0-title": "Моя правка"}
    lines[0].title = "Правка другого"
    lines[0].save()
    lines[1].title = "И эта строка"
    lines[1].save()

    page = office.post(address, data)
    assert "другой человек" in text_of(page)

    office.post(address, table(page))
    titles = list(programme.road_map_lines.values_list("title", flat=True))
    assert titles == ["Моя правка", "И эта строка", "Мероприятие 3"]


def test_crossed_dates_of_a_line_are_told_beside_it(office, programme, lines):
    address = url("road_map_update", programme.pk)
    data = table(office.get(address))
    data |= {"lines-0-starts_on": "2026-10-02", "lines-0-ends_on": "2026-10-01"}

    page = office.post(address, data)

    assert "Окончание раньше начала." in text_of(page)


def test_a_line_number_of_another_school_changes_nothing_there(office, programme, other_school):
    foreign = make_line(other_school.programmes.get())
    data = {
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-pk": str(foreign.pk),
        "lines-0-title": "Чужая",
    }

    office.post(url("road_map_update", programme.pk), data)

    foreign.refresh_from_db()
    assert foreign.title == "Мероприятие 1"


def test_without_an_act_its_page_tells_the_first_step(office, client_of, school):
    school.programmes.all().delete()
    school.regulations.all().delete()

    assert url("regulation_create") in text_of(office.get(url("regulation_current")))
    mentor = client_of(Role.MENTOR).get(url("regulation_current"))
    assert "вносит координатор" in text_of(mentor)
