"""Pages of acts and presets: the list, a new act, its title page, its layout and year."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from schools.actions import create_school
from schools.comparison import compared
from schools.presets import load_preset
from schools.texts import road_map_layout


@pytest.fixture
def client(signed_in, kirov):
    return signed_in(make_user(Role.ADMINISTRATOR, kirov))


def url(name, *args):
    return reverse(f"schools:{name}", args=args)


def lines(prefix, *rows, first=0):
    """What the browser sends of a form set."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": first}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        data[f"{prefix}-{number}-ORDER"] = number + 1
    return data


VERSION = {"reason": "протокол № 2", "valid_from": "2026-11-21"}
ACT = {"kind": "programme", "title": "Программа", "valid_from": "2026-01-01"}


def test_presets_stand_side_by_side_with_their_clauses(client):
    page = client.get(url("preset_list") + "?preset=kirov-65&preset=r145").content.decode()

    assert "Наибольшая группа" in page
    assert "п. 1.4" in page
    assert 'class="is-different"' in page


def test_what_is_the_same_can_be_left_out(client):
    rows = [row for section in compared([load_preset("r145")] * 2) for row in section.rows]
    page = client.get(url("preset_list") + "?preset=kirov-65&preset=r145&different=on")

    assert not any(row.differs for row in rows)
    assert "Вид акта" not in page.content.decode()


def test_an_unknown_preset_is_left_out_of_the_table_and_404_for_a_new_act(client):
    assert client.get(url("preset_list") + "?preset=nonsense").status_code == 200
    assert client.get(url("regulation_create") + "?preset=nonsense").status_code == 404


def test_a_new_act_by_a_preset_moves_the_running_programme(client, kirov):
    address = url("regulation_create") + "?preset=r145"
    programme = kirov.programmes.get()

    response = client.post(address, ACT | {"moved": [programme.pk]})

    act = kirov.regulations.get(title="Программа")
    programme.refresh_from_db()
    assert response["Location"] == act.get_absolute_url()
    assert (act.preset, programme.regulation) == ("r145", act)


def test_a_taken_title_is_told_at_its_field(client, regulation):
    response = client.post(url("regulation_create") + "?empty=1", ACT | {"title": regulation.title})

    assert "уже есть" in str(response.context["form"].errors["title"])


@pytest.mark.parametrize(
    "query", ["copy=999999", "copy=x", "copy=99999999999999999999", "copy={other}"]
)
def test_an_act_that_is_not_the_schools_is_no_start(client, other_school, query):
    query = query.format(other=other_school.regulations.get().pk)

    assert client.get(f"{url('regulation_create')}?{query}").status_code == 404


PAGES = [
    "regulation_act",
    "act_road_map",
    "act_measurements",
    "act_year",
    "order_kind_list",
    "order_kind_create",
]


@pytest.mark.parametrize("name", PAGES)
def test_an_act_of_another_school_is_404(client, other_school, name):
    stranger = other_school.regulations.get()

    assert client.get(url(name, stranger.pk)).status_code == 404
    assert client.post(url(name, stranger.pk)).status_code in (404, 405)


def test_the_list_shows_every_version_to_everybody_and_buttons_to_few(
    client, signed_in, kirov, regulation
):
    page = client.get(url("regulation_list")).content.decode()
    mentor = signed_in(make_user(Role.MENTOR, kirov))

    assert regulation.title in page
    assert url("regulation_act", regulation.pk) in page
    assert (
        url("regulation_act", regulation.pk)
        not in mentor.get(url("regulation_list")).content.decode()
    )


def act_data(regulation, **changes):
    data = {
        "kind": regulation.kind,
        "title": regulation.title,
        "valid_from": regulation.valid_from.isoformat(),
        "body": "",
        "reason": "уточнение",
    }
    stamps = lines("stamps", {"kind": "СОГЛАСОВАНО", "body": "Совет родителей"}, {"kind": ""})
    return data | stamps | changes


def test_a_mistake_in_a_stamp_stands_on_top_of_the_page_too(client, regulation):
    stamps = lines("stamps", {"kind": "СОГЛАСОВАНО"}, {"kind": "", "body": "Совет"})
    data = act_data(regulation, title="") | stamps

    page = client.post(url("regulation_act", regulation.pk), data)

    told = [(key, place) for key, place, _text in page.context["errors"]]
    assert told == [("id_title", "Название"), ("id_stamps-1-kind", "Гриф 2, Вид грифа")]
    assert 'href="#id_stamps-1-kind"' in page.content.decode()


def test_stamps_with_blank_parts_and_forms_are_saved(client, kirov, regulation):
    form = kirov.forms.first()

    client.post(url("regulation_act", regulation.pk), act_data(regulation, covered=[form.pk]))

    regulation.refresh_from_db()
    assert regulation.stamps == [{"kind": "СОГЛАСОВАНО", "body": "Совет родителей"}]
    assert list(regulation.forms.all()) == [form]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"valid_to": "2000-01-01"}, "valid_to"),
        ({"title": " "}, "title"),
        ({"title": "т" * 301}, "title"),
        ({"covered": ["999999"]}, "covered"),
    ],
)
def test_a_mistake_on_the_title_page_is_told_at_its_field(client, regulation, changes, field):
    response = client.post(url("regulation_act", regulation.pk), act_data(regulation, **changes))

    assert field in response.context["form"].errors
    regulation.refresh_from_db()
    assert {"kind": "СОГЛАСОВАНО", "body": "Совет родителей"} not in regulation.stamps


ROAD_MAP = {"title": "План", "group_by": "none", **VERSION}


def test_the_road_map_gets_the_columns_of_the_act(client, kirov):
    regulation = kirov.regulations.get()
    columns = lines(
        "columns", {"title": "Что", "key": "title"}, {"title": "Кто", "key": "responsible"}
    )

    client.post(url("act_road_map", regulation.pk), ROAD_MAP | columns)

    assert kirov.regulations.get(version=2).texts["road_map"] == {
        "title": "План",
        "group_by": "none",
        "columns": [{"key": "title", "title": "Что"}, {"key": "responsible", "title": "Кто"}],
    }


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"title": "А", "key": "title"}, {"title": "Б", "key": "title"}],
        [{"title": "А", "key": "colour"}],
        [{"title": "А" * 101, "key": "title"}],
    ],
)
def test_columns_that_cannot_be_make_no_version(client, kirov, rows):
    regulation = kirov.regulations.get()

    response = client.post(url("act_road_map", regulation.pk), ROAD_MAP | lines("columns", *rows))

    assert response.status_code == 200
    assert kirov.regulations.count() == 1


def test_the_table_before_and_after_gets_the_rows_of_the_act(client, kirov):
    regulation = kirov.regulations.get()
    rows = lines(
        "rows", {"title": "Брак,  тонн", "fewer_is_better": "on"}, {"title": "Смен"}, {"title": ""}
    )

    client.post(url("act_measurements", regulation.pk), VERSION | rows)

    assert kirov.regulations.get(version=2).texts["measurements"] == [
        {"number": 1, "title": "Брак, тонн", "fewer_is_better": True},
        {"number": 2, "title": "Смен"},
    ]


def test_a_row_of_the_table_without_words_makes_no_version(client, kirov):
    regulation = kirov.regulations.get()
    rows = lines("rows", {"title": "", "is_percent": "on"})

    response = client.post(url("act_measurements", regulation.pk), VERSION | rows)

    assert response.context["rows"].errors == [{"title": ["Обязательное поле."]}]
    assert "Показатель 1, Показатель" in response.content.decode()
    assert kirov.regulations.count() == 1


YEAR = {"title": "Год {year}", "starts": "1 октября", "ends": "30.06", **VERSION}


def test_the_year_is_typed_as_people_write_it(client, kirov):
    rows = lines(
        "stages",
        {"level": "0", "title": "Подготовка", "ends": "15 октября"},
        {"level": "1", "title": "Приказ", "number": "1.1", "roles": ["director"]},
    )

    client.post(
        url("act_year", kirov.regulations.get().pk),
        YEAR | rows | {"reporting_documents": "Отчёт\r\n\r\nДневник"},
    )

    texts = kirov.regulations.get(version=2).texts
    assert texts["programme"] == {
        "title": "Год {year}",
        "starts": "10-01",
        "ends": "06-30",
        "reporting_documents": ["Отчёт", "Дневник"],
    }
    line = {"title": "Приказ", "number": "1.1", "roles": ["director"]}
    assert texts["stages"] == [{"title": "Подготовка", "ends": "10-15", "lines": [line]}]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": "Год {colour}"}, "подстановки"),
        ({"starts": "31 февраля"}, "не день года"),
        ({"ends": "1 октября"}, "окончание раньше"),
        ({"stages-0-ends": "1 июля"}, "даты вне программы"),
        ({"stages-0-number": "1"}, "только у мероприятия"),
        ({"stages-0-level": "1"}, "нет этапа"),
        ({"reason": ""}, "почему"),
    ],
)
def test_a_year_that_cannot_be_is_told_and_makes_no_version(client, kirov, changes, says):
    data = YEAR | lines("stages", {"level": "0", "title": "Этап"}) | changes

    response = client.post(url("act_year", kirov.regulations.get().pk), data)

    assert says in response.content.decode()
    assert kirov.regulations.count() == 1


@pytest.mark.parametrize("name", ["kirov-65", "r145", "meskety", "spb-644", "krasnouralsk"])
def test_the_year_of_a_preset_comes_back_as_it_went(signed_in, db, name):
    school = create_school(load_preset(name), slug="first", actor=None)
    regulation = school.regulations.get()
    client = signed_in(make_user(Role.ADMINISTRATOR, school))
    address = url("act_year", regulation.pk)
    editor = client.get(address).context["editor"]
    rows = [
        {key: value for key, value in form.initial.items() if key != "lines"}
        for form in editor.lines.initial_forms
    ]
    data = editor.main.initial | VERSION | lines("stages", *rows, first=len(rows))

    response = client.post(address, data)

    assert response.status_code == 302, response.context["errors"]
    assert school.regulations.count() == 1


def test_a_form_of_mentoring_has_role_models_one_a_line(client, kirov):
    form = kirov.forms.first()
    data = {"name": form.name, "mentor_kind": "staff", "mentee_kind": "pupil", "is_active": "on"}

    client.post(
        url("form_update", form.pk),
        data | {"role_models": "лидер – пассивный\r\n\r\nравный – равному"},
    )

    form.refresh_from_db()
    assert form.role_models == ["лидер – пассивный", "равный – равному"]


def test_a_copied_table_goes_into_the_columns_of_the_act(client, kirov, regulation):
    layout = road_map_layout(regulation)

    page = client.get(url("act_year", regulation.pk)).content.decode()

    assert f'data-paste="{" ".join(column.key for column in layout.columns)}"' in page
